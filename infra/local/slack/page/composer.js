import { useEffect, useRef, useState } from "preact/hooks";
import { Avatar } from "./avatar.js";
import { findCommands } from "./commands.js";
import { html } from "./html.js";

/** How many sent texts each person can call back. */
const REMEMBERED = 50;
/** @type {Map<string, string[]>} what each person sent, newest first */
const sent = new Map();

/**
 * What the commands are called that begin like the text.
 * @param {object} props
 * @param {import("./commands.js").Command[]} props.matches
 * @param {number} props.active
 * @param {(name: string) => void} props.onChoose
 */
const Completions = ({ matches, active, onChoose }) =>
  html`<ul id="completions" class="completions" role="listbox" aria-label="Commands">
    ${matches.map(
      ({ name, usage, summary }, at) => html`<li
        key=${name}
        id=${`completion-${name}`}
        role="option"
        aria-selected=${at === active}
        onMouseDown=${(/** @type {Event} */ event) => {
          event.preventDefault();
          onChoose(name);
        }}
      >
        <code class="command">/lottery ${usage}</code> <span>${summary}</span>
      </li>`,
    )}
  </ul>`;

/**
 * Who writes: each person of the workspace can be tried.
 * @param {{ people: import("./types.js").Person[], user: string, onWriter: (id: string) => void }} props
 */
const Writers = ({ people, user, onWriter }) =>
  html`<fieldset class="writers">
    <legend>Write as</legend>
    ${people.map(
      ({ id, real_name: name }) => html`<label key=${id} title=${name}>
        <input type="radio" name="writer" value=${id} checked=${id === user} onChange=${() => onWriter(id)} />
        <${Avatar} id=${id} name=${name} /><span class="writer-name">${name}</span>
      </label>`,
    )}
  </fieldset>`;

/**
 * The box to write in, and the choice of who writes.
 * @param {object} props
 * @param {string} props.channel
 * @param {boolean} props.isThread
 * @param {import("./types.js").Person[]} props.people
 * @param {string} props.user
 * @param {(text: string) => Promise<string | undefined>} props.onSend answers what to tell if it failed
 * @param {(user: string) => void} props.onWriter
 */
export function Composer({ channel, isThread, people, user, onSend, onWriter }) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState("");
  const [active, setActive] = useState(-1);
  const [isOpen, setOpen] = useState(true);
  const [recalled, setRecalled] = useState(-1);
  const box = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const { matches, current } = findCommands(text);
  const isCompleting = isOpen && matches.length > 0 && text !== "";

  useEffect(() => {
    // A keyboard that fills half of a phone should not open by itself.
    if (matchMedia("(hover: hover)").matches) box.current?.focus();
  }, [isThread]);

  const write = (/** @type {string} */ value, /** @type {number} */ from = -1) => {
    setText(value);
    setActive(-1);
    setOpen(true);
    setRecalled(from);
  };
  const choose = (/** @type {string} */ name) => {
    write(`/lottery ${name} `);
    box.current?.focus();
  };
  const send = async () => {
    const value = text.trim();
    if (!value) return;
    sent.set(user, [value, ...(sent.get(user) ?? [])].slice(0, REMEMBERED));
    write("");
    setProblem("");
    const failure = await onSend(value);
    if (!failure) return;
    setProblem(failure);
    setText((later) => later || value);
  };
  const recall = (/** @type {number} */ step) => {
    const texts = sent.get(user) ?? [];
    const at = Math.min(Math.max(recalled + step, -1), texts.length - 1);
    write(texts[at] ?? "", at);
    setOpen(false);
  };
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (event.isComposing) return;
    const chosen = isCompleting ? matches[active] : undefined;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.key === "Enter" && !event.shiftKey) {
      if (chosen) choose(chosen.name);
      else void send();
    } else if (event.key === "Tab" && isCompleting && !event.shiftKey)
      choose((chosen ?? matches[0])?.name ?? "");
    else if (event.key === "Escape" && isCompleting) setOpen(false);
    else if (step !== 0 && isCompleting) setActive((active + step + matches.length) % matches.length);
    else if (step !== 0 && (text === "" || recalled >= 0)) recall(-step);
    else return;
    event.preventDefault();
  };

  const place = isThread ? "Reply in the thread" : `Message #${channel}`;
  return html`<form
    class=${`composer${text.trim() ? " ready" : ""}`}
    aria-label="Write a message"
    onSubmit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      void send();
    }}
  >
    <p id="composer-error" role="alert">${problem}</p>
    ${isCompleting && html`<${Completions} matches=${matches} active=${active} onChoose=${choose} />`}
    ${
      current &&
      html`<p class="usage" id="usage"><code class="command">/lottery ${current.usage}</code> ${current.summary}</p>`
    }
    <div class="composer-box">
      <textarea
        id="message-box"
        ref=${box}
        rows="1"
        maxlength="4000"
        autocomplete="off"
        spellcheck=${false}
        aria-label=${place}
        aria-autocomplete="list"
        aria-controls=${isCompleting ? "completions" : undefined}
        aria-activedescendant=${isCompleting && matches[active] ? `completion-${matches[active].name}` : undefined}
        aria-describedby=${current ? "usage" : undefined}
        placeholder=${isThread ? place : `${place}, or type /lottery`}
        value=${text}
        onInput=${(/** @type {{ currentTarget: HTMLTextAreaElement }} */ { currentTarget }) => write(currentTarget.value)}
        onKeyDown=${onKey}
      ></textarea>
      <div class="composer-tools">
        <${Writers} people=${people} user=${user} onWriter=${onWriter} />
        <button type="submit" class="send" aria-label="Send">
          <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 2.6 18 10 3 17.4l1.8-6.2L11 10 4.8 8.8Z" /></svg>
        </button>
      </div>
    </div>
  </form>`;
}
