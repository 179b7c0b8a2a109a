import { slashCommand } from "../shared/texts.js";

/**
 * @import { Command, Person } from "../types.js"
 *
 * @typedef {object} Suggestion a text that can replace what is being typed
 * @property {string} id
 * @property {string} insert
 * @property {Command} [command]
 * @property {Person} [person]
 *
 * @typedef {object} Suggestions
 * @property {"commands" | "people"} kind
 * @property {number} from the start of the text that a suggestion replaces; it ends at the caret
 * @property {Suggestion[]} list best first, never empty
 */

/** A mention that is being typed: `@` (or its full-width form), not after a word, and the beginning of a name. */
const MENTION = /(?<![\w@＠])[@＠]([\p{L}\p{M}\p{N}._-]*)$/u;

/** Removes case and accents, so that `sofia` finds Sofía. @param {string} text */
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * Returns the commands that begin with the text. A complete command is not suggested, so that Enter sends it.
 * @param {string} text
 * @param {readonly Command[]} commands
 * @returns {Suggestions | undefined}
 */
function suggestCommands(text, commands) {
  const typed = text.toLowerCase();
  const list = commands
    .filter(({ name }) => `${slashCommand} ${name}`.startsWith(typed) && `${slashCommand} ${name}` !== typed)
    .map((command) => ({
      id: command.name,
      insert: `${slashCommand} ${command.name} `,
      command,
    }));
  return list.length > 0 ? { kind: "commands", from: 0, list } : undefined;
}

/**
 * Returns the people whose handle or part of the name begins with the mention at the end of the text.
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
  return list.length > 0 && !isComplete ? { kind: "people", from: match.index, list } : undefined;
}

/**
 * Returns the suggestions at the caret.
 * @param {string} text
 * @param {number} caret
 * @param {{ commands: readonly Command[], people: readonly Person[] }} lists
 * @returns {Suggestions | undefined}
 */
export function findSuggestions(text, caret, { commands, people }) {
  const found = text.startsWith("/") && caret === text.length ? suggestCommands(text, commands) : undefined;
  return found ?? suggestPeople(text.slice(0, caret), people);
}

/**
 * Returns the end of the text that a suggestion replaces. A suggestion ends with a space, so it replaces a space after
 * the caret.
 * @param {string} text
 * @param {number} caret
 */
export const findEnd = (text, caret) => (text[caret] === " " ? caret + 1 : caret);

/**
 * Returns the command whose arguments are being typed.
 * @param {string} text
 * @param {readonly Command[]} commands
 */
export const findCommand = (text, commands) =>
  commands.find(({ name }) => text.startsWith(`${slashCommand} ${name} `));
