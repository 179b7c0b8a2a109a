import * as z from "zod";
import type { ListedLogEntry, LogPage, LogSelection } from "../../data/ledger/audit-log.ts";
import { drawNumber } from "../../data/ledger/draw-record.ts";
import type { LogEntry } from "../../data/ledger/log-entry.ts";
import { employeeId } from "../../data/people/employee.ts";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import type { Texts } from "../locales/texts.ts";
import { formatChanges } from "./log-changes.ts";
import { button, formatParagraph, MAX_MESSAGE_LENGTH, type Message, section } from "./message.ts";
import { escapeMrkdwn, formatTime, mentionPerson } from "./mrkdwn.ts";

export const LOG_OLDER = "lottery_log_older";
export const LOG_NEWEST = "lottery_log_newest";

/** The value of a button: what is listed, and the key before which the page starts. Short names, because values are short. */
const logButton = z.object({
  of: z.union([
    z.literal("all"),
    z.object({ user_id: z.string().min(1).max(64), employee_id: employeeId.optional() }),
    z.object({ draw_no: drawNumber }),
    z.object({ employee_id: employeeId }),
  ]),
  before: z.string().min(1).max(300).optional(),
});

/** What a page lists. Of a person on the roster, the entries about their Slack account and those about their employee id. */
export type LogSubject =
  | Exclude<LogSelection, { user_id: string }>
  | { user_id: string; employee_id?: string | undefined };

/** Throws `InvalidInput`. */
export function parseLogButton(value: string): { selection: LogSubject; before: string | undefined } {
  const { data } = safeParse(jsonOf(logButton), value);
  if (!data) throw new LotteryError("InvalidInput", "The button's value is not a page of the log.");
  return { selection: data.of, before: data.before };
}

function formatTitle(selection: LogSubject, { log }: Texts): string {
  if (selection === "all") return log.title;
  if ("draw_no" in selection) return log.titleOf(log.draw(selection.draw_no));
  const id = selection.employee_id === undefined ? undefined : escapeMrkdwn(selection.employee_id);
  if (!("user_id" in selection)) return log.titleOf(id ?? "");
  const person = mentionPerson(selection.user_id);
  return log.titleOf(id === undefined ? person : `${person} (${id})`);
}

function formatAuthor({ who }: LogEntry, { log, erasedPerson }: Texts): string {
  if ("user_id" in who) return mentionPerson(who.user_id);
  if ("cli" in who) return log.commandLine(escapeMrkdwn(who.cli));
  return "system" in who ? log.systems[who.system] : erasedPerson;
}

/** What the change is about. */
function formatSubject({ draw_no, employee_id, user_id }: LogEntry, { log }: Texts): string[] {
  return [
    ...(draw_no === undefined ? [] : [log.draw(draw_no)]),
    ...(employee_id === undefined ? [] : [escapeMrkdwn(employee_id)]),
    ...(user_id === undefined ? [] : [mentionPerson(user_id)]),
  ];
}

function formatEntry({ key, entry }: ListedLogEntry, texts: Texts): string {
  if (!entry) return texts.log.malformed(escapeMrkdwn(key.slice(0, 24)));
  const headline = [`*${texts.log.actions[entry.action]}*`, ...formatSubject(entry, texts)];
  return [
    headline.join(" · "),
    `${formatAuthor(entry, texts)} · ${formatTime(entry.at)}`,
    ...formatChanges(entry, texts),
  ].join("\n");
}

/** A page of the audit log, newest first. Entries for which the message has no room are on the next page. */
export function formatLog(
  selection: LogSubject,
  page: LogPage,
  { before, note }: { before?: string | undefined; note?: string | undefined },
  texts: Texts,
): Message {
  const title = formatTitle(selection, texts);
  const notes = note === undefined ? [] : [note];
  const sections: string[] = [];
  let left = MAX_MESSAGE_LENGTH;
  for (const each of page.entries) {
    const text = formatEntry(each, texts);
    left -= text.length;
    if (left < 0) break;
    sections.push(text);
  }
  const last = page.entries[sections.length - 1];
  if (!last) return formatParagraph([`*${title}*`, texts.log.empty, ...notes].join("\n"));
  const isMore = page.more || sections.length < page.entries.length;
  const value = (key?: string) =>
    JSON.stringify({ of: selection, ...(key !== undefined && { before: key }) });
  return {
    text: [title, ...sections, ...notes].join("\n\n"),
    blocks: [
      section(`*${title}*`),
      ...notes.map(section),
      ...sections.map(section),
      ...(before === undefined ? [] : [button(LOG_NEWEST, texts.log.newest, value())]),
      ...(isMore ? [button(LOG_OLDER, texts.log.older, value(last.key))] : []),
    ],
  };
}
