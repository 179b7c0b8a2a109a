import { COMMANDS } from "./commands.js";

/**
 * @import { Command } from "./commands.js"
 * @import { Person } from "../types.js"
 *
 * @typedef {object} Suggestion something that can take the place of what is being typed
 * @property {string} id
 * @property {string} insert
 * @property {Command} [command]
 * @property {Person} [person]
 *
 * @typedef {object} Suggestions
 * @property {"Commands" | "People"} title
 * @property {number} from where the text begins that a suggestion replaces; it ends at the caret
 * @property {Suggestion[]} list best first, never empty
 */

/** A mention that is being typed: `@` (or its full-width form) after anything but a word, and the beginning of a name. */
const MENTION = /(?<![\w@＠])[@＠]([\p{L}\p{M}\p{N}._-]*)$/u;

/** Letters without case and accents, so that `sofia` finds Sofía. @param {string} text */
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * The commands that the text may become. A command that is typed in full is not one of them, so Enter sends it.
 * @param {string} text
 * @returns {Suggestions | undefined}
 */
function suggestCommands(text) {
  const typed = text.toLowerCase();
  const list = COMMANDS.filter(
    ({ name }) => `/lottery ${name}`.startsWith(typed) && `/lottery ${name}` !== typed,
  ).map((command) => ({
    id: command.name,
    insert: `/lottery ${command.name} `,
    command,
  }));
  return list.length > 0 ? { title: "Commands", from: 0, list } : undefined;
}

/**
 * The people whose mention the end of the text may become: by the handle, or by any word of the name.
 * @param {string} text
 * @param {readonly Person[]} people
 * @returns {Suggestions | undefined}
 */
function suggestPeople(text, people) {
  const match = MENTION.exec(text);
  if (!match) return undefined;
  const [, typed = ""] = match;
  const list = people
    .filter(({ name, real_name }) =>
      [name, ...real_name.split(/\s+/)].some((word) => fold(word).startsWith(fold(typed))),
    )
    .map((person) => ({ id: person.id, insert: `@${person.name} `, person }));
  const isComplete = list.length === 1 && list[0]?.person.name === typed.toLowerCase();
  return list.length > 0 && !isComplete ? { title: "People", from: match.index, list } : undefined;
}

/**
 * What can be completed at the caret.
 * @param {string} text
 * @param {number} caret
 * @param {readonly Person[]} people
 */
export function findSuggestions(text, caret, people) {
  const commands = text.startsWith("/") && caret === text.length ? suggestCommands(text) : undefined;
  return commands ?? suggestPeople(text.slice(0, caret), people);
}

/**
 * Where the text ends that a suggestion replaces: a suggestion ends with a space, which takes the place of one there.
 * @param {string} text
 * @param {number} caret
 */
export const findEnd = (text, caret) => (text[caret] === " " ? caret + 1 : caret);

/**
 * The command whose arguments are being typed.
 * @param {string} text
 */
export const findCommand = (text) => COMMANDS.find(({ name }) => text.startsWith(`/lottery ${name} `));
