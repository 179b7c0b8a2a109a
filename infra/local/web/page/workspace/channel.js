import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { html } from "../shared/html.js";
import { texts } from "../shared/texts.js";
import { MessageItem } from "./message.js";

/** @import { Message } from "../types.js" */

/** Pixels from the end within which the list keeps scrolling to new messages. */
const NEAR_END = 80;
/** The number of newest messages that are shown. */
const SHOWN = 120;

/** @param {{ onExample: (text: string) => void }} props */
const Examples = ({ onExample }) => html`<ul class="examples" aria-label=${texts.channel.examplesLabel}>
  ${texts.channel.examples.map(
    ([command, explanation]) => html`<li>
      <button type="button" onClick=${() => onExample(command)}>
        <code>${command}</code><span>${explanation}</span>
      </button>
    </li>`,
  )}
</ul>`;

/**
 * The start of the channel, above its first message.
 * @param {{ name: string, children: import("preact").ComponentChildren }} props
 */
const Welcome = ({ name, children }) => html`<section class="welcome">
  <div class="welcome-title">
    <img src="/page/lottery.svg" alt="" width="44" height="44" />
    <h2>${texts.channel.welcome(name)}</h2>
  </div>
  <p>${texts.channel.introduction}</p>
  ${children}
</section>`;

/**
 * The messages of a channel or of one thread, oldest first. The list scrolls to new messages while its end is in view.
 * @param {object} props
 * @param {string} props.name the channel's name
 * @param {Message[]} props.messages all messages of the channel
 * @param {string | undefined} props.thread the `ts` of the message whose thread is shown
 * @param {import("./workspace.js").Reader} props.reader
 * @param {(text: string) => void} props.onExample
 * @param {(ts: string) => void} props.onThread
 */
export function Channel({ name, messages, thread, reader, onExample, onThread }) {
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    isAtEnd.current = true;
  }, [reader, thread]);
  const stayAtEnd = () => {
    if (list.current && isAtEnd.current) list.current.scrollTop = list.current.scrollHeight;
  };
  useLayoutEffect(stayAtEnd);
  useEffect(() => {
    const observer = new ResizeObserver(stayAtEnd);
    if (list.current) observer.observe(list.current);
    return () => observer.disconnect();
  }, []);

  /** @type {Map<string, number>} */
  const replies = new Map();
  for (const { thread_ts: ts, visible_to } of messages)
    if (ts && !visible_to) replies.set(ts, (replies.get(ts) ?? 0) + 1);
  const shown = messages
    .filter(({ ts, thread_ts }) => (thread ? ts === thread || thread_ts === thread : !thread_ts))
    .slice(-SHOWN);
  // Before the app's first message, the examples are at the end of the list, where people look first.
  const isNew = !messages.some(({ user }) => reader.findAuthor(user).isApp);
  const examples = html`<${Examples} onExample=${onExample} />`;
  return html`<div
    id="messages"
    class="messages"
    role="log"
    aria-label=${thread ? texts.channel.thread : texts.channel.messages}
    tabindex="0"
    ref=${list}
    onScroll=${(/** @type {{ currentTarget: HTMLElement }} */ { currentTarget: it }) => {
      isAtEnd.current = it.scrollHeight - it.scrollTop - it.clientHeight < NEAR_END;
    }}
  >
    ${!thread && html`<${Welcome} name=${name}>${!isNew && examples}<//>`}
    ${shown.map(
      (message, at) =>
        html`<${MessageItem}
          key=${message.ts}
          message=${message}
          before=${shown[at - 1]}
          replies=${replies.get(message.ts) ?? 0}
          reader=${reader}
          onThread=${thread ? undefined : onThread}
        />`,
    )}
    ${isNew && !thread && html`<div class="first-steps"><p>${texts.channel.firstSteps}</p>${examples}</div>`}
  </div>`;
}
