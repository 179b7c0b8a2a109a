import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { html } from "../shared/html.js";
import { MessageItem } from "./message.js";

/** @import { Message } from "../types.js" */

const SUGGESTIONS = [
  ["/lottery draw 2 AirPods", "Draw two winners who have not won before"],
  ["/lottery winners", "See who has won so far"],
  ["/lottery help", "Find out what else it can do"],
];
/** How near to the end counts as reading along, in pixels. */
const NEAR_END = 80;
/** So many messages are drawn; older ones are shown on request. */
const DRAWN = 120;

/** @param {{ onSuggestion: (text: string) => void }} props */
const Suggestions = ({ onSuggestion }) => html`<ul class="suggestions" aria-label="Things to try">
  ${SUGGESTIONS.map(
    ([command = "", explanation]) => html`<li>
      <button type="button" onClick=${() => onSuggestion(command)}>
        <code>${command}</code><span>${explanation}</span>
      </button>
    </li>`,
  )}
</ul>`;

/**
 * What stands at the top of the channel.
 * @param {{ name: string, children: import("preact").ComponentChildren }} props
 */
const Welcome = ({ name, children }) => html`<section class="welcome">
  <div class="welcome-title">
    <img src="/page/lottery.svg" alt="" width="44" height="44" />
    <h2>Welcome to #${name}</h2>
  </div>
  <p>
    A small Slack workspace on your own machine, with the Lottery app in it. Beside it you see what happens inside:
    every step, every table, every mail.
  </p>
  ${children}
</section>`;

/**
 * The messages of a channel or of one thread, oldest first, kept at the end while the reader is there.
 * @param {object} props
 * @param {string} props.name of the channel
 * @param {Message[]} props.messages all of the channel
 * @param {string | undefined} props.thread the message whose thread is shown
 * @param {import("./workspace.js").Reader} props.reader
 * @param {(text: string) => void} props.onSuggestion
 * @param {(ts: string) => void} props.onThread
 */
export function Channel({ name, messages, thread, reader, onSuggestion, onThread }) {
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
    .slice(-DRAWN);
  // Until the app has said something, what can be tried stands where one looks first: at the end.
  const isNew = !messages.some(({ user }) => reader.findAuthor(user).isApp);
  const suggestions = html`<${Suggestions} onSuggestion=${onSuggestion} />`;
  return html`<div
    id="messages"
    class="messages"
    role="log"
    aria-label=${thread ? "Thread" : "Messages"}
    tabindex="0"
    ref=${list}
    onScroll=${(/** @type {{ currentTarget: HTMLElement }} */ { currentTarget: it }) => {
      isAtEnd.current = it.scrollHeight - it.scrollTop - it.clientHeight < NEAR_END;
    }}
  >
    ${!thread && html`<${Welcome} name=${name}>${!isNew && suggestions}<//>`}
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
    ${isNew && !thread && html`<div class="first-steps"><p>Try one of these:</p>${suggestions}</div>`}
  </div>`;
}
