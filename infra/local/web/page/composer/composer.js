import { useEffect, useRef, useState } from "preact/hooks";
import { Avatar } from "../shared/avatar.js";
import { html } from "../shared/html.js";
import { slashCommand, texts } from "../shared/texts.js";
import { describeSuggestions, LIST_ID, optionId, SuggestionList } from "./suggestion-list.js";
import { findCommand, findEnd, findSuggestions } from "./suggestions.js";

/** @import { Suggestion } from "./suggestions.js" */

/** The number of sent texts that each person can recall. */
const REMEMBERED = 50;
/** @type {Map<string, string[]>} sent texts by person, newest first */
const sent = new Map();

/** Bots and people of other workspaces do not write here. @param {import("../types.js").Person} person */
const isWriter = ({ account }) => account === undefined || account === "guest";

/**
 * The choice of the person who writes, or who looks at the app.
 * @param {{ legend: string, people: import("../types.js").Person[], user: string, onWriter: (id: string) => void }} props
 */
export const Writers = ({ legend, people, user, onWriter }) =>
  html`<fieldset class="writers">
    <legend>${legend}</legend>
    ${people.filter(isWriter).map(
      ({ id, real_name: name }) => html`<label key=${id} title=${name}>
        <input type="radio" name="writer" value=${id} checked=${id === user} onChange=${() => onWriter(id)} />
        <${Avatar} id=${id} name=${name} /><span class="writer-name">${name}</span>
      </label>`,
    )}
  </fieldset>`;

/**
 * Returns whether a key belongs to an input method (IME). Safari ends the composition before the Enter that confirms it,
 * and marks that key only by its code: https://bugs.webkit.org/show_bug.cgi?id=165004
 * @param {KeyboardEvent} event
 */
const isComposition = (event) => event.isComposing || event.keyCode === 229;

/**
 * The message box with its suggestions, and the choice of the person who writes.
 * @param {object} props
 * @param {string} props.channel
 * @param {boolean} props.isThread
 * @param {import("../types.js").Person[]} props.people
 * @param {import("../types.js").Command[]} props.commands
 * @param {string} props.user
 * @param {(text: string) => Promise<string | undefined>} props.onSend resolves with an error text if that failed
 * @param {(user: string) => void} props.onWriter
 */
export function Composer({ channel, isThread, people, commands, user, onSend, onWriter }) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState("");
  /** The position of the suggestion that Enter inserts, and whether an arrow key chose it. */
  const [active, setActive] = useState({ at: 0, isChosen: false });
  const [isOpen, setOpen] = useState(false);
  const [recalled, setRecalled] = useState(-1);
  const box = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  /** The position of the caret after the last change of the text. */
  const caret = useRef(0);
  const found = isOpen ? findSuggestions(text, caret.current, { commands, people }) : undefined;
  const current = findCommand(text, commands);

  useEffect(() => {
    // Without this condition, a phone would open its keyboard over half of the page.
    if (matchMedia("(hover: hover)").matches) box.current?.focus();
  }, [isThread]);
  useEffect(() => {
    // Suggestions are for the text at the caret, so they close when it moves.
    const onMove = () => {
      if (box.current && box.current.selectionEnd !== caret.current) setOpen(false);
    };
    document.addEventListener("selectionchange", onMove);
    return () => document.removeEventListener("selectionchange", onMove);
  }, []);
  const write = (/** @type {string} */ value, at = value.length, from = -1) => {
    caret.current = at;
    setText(value);
    setActive({ at: 0, isChosen: false });
    setOpen(true);
    setRecalled(from);
  };
  const choose = (/** @type {Suggestion} */ { insert }) => {
    const { current: it } = box;
    if (!it || !found) return;
    it.focus();
    it.setSelectionRange(found.from, findEnd(text, caret.current));
    // Unlike a change of the value, this can be undone by the user.
    document.execCommand("insertText", false, insert);
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
    if (!box.current?.value) write(value);
    setOpen(false);
  };
  const recall = (/** @type {number} */ step) => {
    const texts = sent.get(user) ?? [];
    const at = Math.min(Math.max(recalled + step, -1), texts.length - 1);
    write(texts[at] ?? "", undefined, at);
    setOpen(false);
  };
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (isComposition(event)) return;
    // Enter held down would send the text that it just completed.
    if (event.key === "Enter" && event.repeat && !event.shiftKey) {
      event.preventDefault();
      return;
    }
    const { list = [] } = found ?? {};
    const suggestion = list[active.at];
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && suggestion) choose(suggestion);
    else if (event.key === "Enter" && !event.shiftKey) void send();
    else if (event.key === "Escape" && found) setOpen(false);
    else if (step !== 0 && found)
      setActive({ at: (active.at + step + list.length) % list.length, isChosen: true });
    else if (step !== 0 && (text === "" || recalled >= 0)) recall(-step);
    else return;
    event.preventDefault();
  };

  // Without an active descendant, a screen reader reads the typed letters.
  const chosen = active.isChosen ? found?.list[active.at] : undefined;
  const label = isThread ? texts.composer.replyInThread : texts.composer.message(channel);
  return html`<form
    class=${`composer${text.trim() ? " ready" : ""}`}
    aria-label=${texts.composer.label}
    onSubmit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      void send();
    }}
  >
    <p id="composer-error" role="alert">${problem}</p>
    <p class="visually-hidden" role="status">${describeSuggestions(found)}</p>
    ${found && html`<${SuggestionList} suggestions=${found} active=${active.at} onChoose=${choose} />`}
    ${
      current &&
      html`<p class="usage" id="usage"><code class="command">${slashCommand} ${current.usage}</code> ${current.summary}</p>`
    }
    <div class="composer-box">
      <textarea
        id="message-box"
        ref=${box}
        rows="1"
        maxlength="4000"
        autocomplete="off"
        spellcheck=${false}
        aria-label=${label}
        aria-autocomplete="list"
        aria-controls=${found ? LIST_ID : undefined}
        aria-activedescendant=${chosen && optionId(chosen)}
        aria-describedby=${current ? "usage" : undefined}
        placeholder=${isThread ? label : texts.composer.placeholder(channel)}
        value=${text}
        onInput=${(/** @type {{ currentTarget: HTMLTextAreaElement }} */ { currentTarget: it }) => write(it.value, it.selectionEnd)}
        onBlur=${() => setOpen(false)}
        onKeyDown=${onKey}
      ></textarea>
      <div class="composer-tools">
        <${Writers} legend=${texts.composer.writeAs} people=${people} user=${user} onWriter=${onWriter} />
        <button type="submit" class="send" aria-label=${texts.composer.send}>
          <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 2.6 18 10 3 17.4l1.8-6.2L11 10 4.8 8.8Z" /></svg>
        </button>
      </div>
    </div>
  </form>`;
}
