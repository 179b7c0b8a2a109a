import type { LogEntry } from "../../data/ledger/log-entry.ts";
import { groupDigits } from "../../data/runtime/group-digits.ts";
import type { Texts } from "../locales/texts.ts";
import { cutText } from "./cut-text.ts";
import { escapeMrkdwn, formatTime, mentionChannel, mentionPerson } from "./mrkdwn.ts";

/**
 * What is shown of an entry: so many characters of each text, before it is escaped, of each list, and of all lines, so that
 * the entry fits into a section of a message.
 */
const LONGEST_TEXT = 80;
const LONGEST_LIST = 200;
const LONGEST_LINES = 1_300;
const DEEPEST = 2;

const NOTHING = "–";

const PEOPLE = new Set(["user_id", "added_by", "requested_by", "slack_user_id"]);
const CHANNELS = new Set(["channel_id", "channels"]);
/** Fields whose numbers identify something. All others count. */
const IDENTIFIERS = new Set(["campaign_no"]);
/** Keys that say nothing to people. */
const HIDDEN = new Set(["prize_id"]);
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Formats what may be part of a message, in which nobody must be mentioned and nothing formatted. */
function shorten(text: string): string {
  return escapeMrkdwn(cutText(text, LONGEST_TEXT));
}

/** Joins the first parts up to a length, at least one, and says how many follow. */
function joinSome(
  parts: readonly string[],
  separator: string,
  length: number,
  more: (count: number) => string,
): string {
  let taken = 0;
  let left = length;
  for (const part of parts) {
    left -= part.length + separator.length;
    if (left < 0 && taken > 0) break;
    taken++;
  }
  const rest = parts.length - taken;
  return [...parts.slice(0, taken), ...(rest > 0 ? [more(rest)] : [])].join(separator);
}

function formatText(name: string, text: string): string {
  if (PEOPLE.has(name)) return mentionPerson(text.slice(0, LONGEST_TEXT));
  if (CHANNELS.has(name)) return mentionChannel(text.slice(0, LONGEST_TEXT));
  return TIME.test(text) && Number.isFinite(Date.parse(text)) ? formatTime(text) : shorten(text);
}

function labelOf(name: string, { log }: Texts): string {
  const fields: Readonly<Record<string, string>> = log.fields;
  return Object.hasOwn(fields, name) ? (fields[name] ?? "") : shorten(name.replaceAll("_", " "));
}

function formatValue(name: string, value: unknown, texts: Texts, depth = 0): string {
  const { log, listSeparator } = texts;
  if (value === undefined || value === null || value === "") return NOTHING;
  if (typeof value === "boolean") return value ? "✓" : "✗";
  if (typeof value === "number") return IDENTIFIERS.has(name) ? String(value) : groupDigits(value);
  if (typeof value === "string") return formatText(name, value);
  if (typeof value !== "object" || depth >= DEEPEST) return "…";
  const parts = Array.isArray(value)
    ? value.map((each: unknown) => formatValue(name, each, texts, depth + 1))
    : Object.entries(value)
        .filter(([key]) => !HIDDEN.has(key))
        .map(([key, each]) => `${labelOf(key, texts)} ${formatValue(key, each, texts, depth + 1)}`);
  return parts.length === 0 ? NOTHING : joinSome(parts, listSeparator, LONGEST_LIST, log.more);
}

/** One line for each attribute that an entry says something about: what was before, and what is after. */
export function formatChanges({ before = {}, after = {} }: LogEntry, texts: Texts): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const lines = names.flatMap((name) => {
    const [from, to] = [before, after].map((values) => formatValue(name, values[name], texts));
    if (from === undefined || to === undefined || from === to) return [];
    const label = labelOf(name, texts);
    return [name in before ? texts.log.changed(label, from, to) : texts.log.is(label, to)];
  });
  return lines.length === 0 ? [] : [joinSome(lines, "\n", LONGEST_LINES, texts.log.more)];
}
