import { createHash } from "node:crypto";
import type { KnownBlock } from "@slack/web-api";
import * as z from "zod";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import {
  canWin,
  type ListedRoster,
  type RosterDepartment,
  rosterStatuses,
} from "../../workflow/roster/people/list-roster.ts";
import { LONGEST_SEARCH } from "../input/roster-filter.ts";
import type { Texts } from "../locales/texts.ts";
import { buttonRow } from "./form-fields.ts";
import { OPEN_IMPORT, OPEN_SYNC } from "./import-forms.ts";
import { context, formatLabel, type Message, section } from "./message.ts";
import { escapeMrkdwn, formatTime } from "./mrkdwn.ts";

/** Action ids. */
export const ROSTER_ACTIONS = {
  overview: "lottery_roster_overview",
  /** The buttons of lists; several may be in one row. The value is what is listed. */
  list: "lottery_roster_list",
  first: "lottery_roster_first",
  more: "lottery_roster_more",
  /** The value is the index of the first department. */
  departments: "lottery_roster_departments",
  firstDepartments: "lottery_roster_first_departments",
  /** The value is the index of the first problem. */
  problems: "lottery_roster_problems",
  moreProblems: "lottery_roster_more_problems",
  firstProblems: "lottery_roster_first_problems",
  search: "lottery_roster_search",
  /** The callback id of the form. */
  find: "lottery_roster_find",
} as const;

/** The buttons that change many people at once, below the numbers. */
const listChanges = ({ commands }: Texts) => [
  { action: OPEN_IMPORT, label: commands.import.label, value: "import" },
  { action: OPEN_SYNC, label: commands.sync.label, value: "sync" },
];

const DEPARTMENTS_PER_PAGE = 10;
const LONGEST_NAME = 80;

const selectionSchema = z.object({
  show: z.enum(["all", "cannot", ...rosterStatuses]),
  /** The digest of a department's key, which has any length. */
  of: z.string().max(16).optional(),
  find: z.string().max(LONGEST_SEARCH).optional(),
  /** The serial and the id of the last person of the page before. */
  after: z.tuple([z.number().nullable(), z.string()]).optional(),
});

/** What a list shows. */
export type RosterSelection = z.output<typeof selectionSchema>;

/** Throws `InvalidInput`. */
export function parseRosterSelection(value: string): RosterSelection {
  const { data } = safeParse(jsonOf(selectionSchema), value);
  if (!data) throw new LotteryError("InvalidInput", "The button's value is not a list of the roster.");
  return data;
}

export function formatSelection(selection: RosterSelection): string {
  return JSON.stringify(selection);
}

/** Identifies a department in the value of a button. */
export function digestDepartment({ key }: Pick<RosterDepartment, "key">): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 16);
}

/** A name of any length, in a line. */
export function shortenName(text: string): string {
  return escapeMrkdwn([...text].slice(0, LONGEST_NAME).join(""));
}

/** A line with a button that lists what it counts. */
function formatCount(
  line: string,
  { action = ROSTER_ACTIONS.list, value }: { action?: string; value: string },
  { roster }: Texts,
): KnownBlock {
  return {
    ...section(line),
    accessory: {
      type: "button",
      action_id: action,
      text: { type: "plain_text", text: roster.show },
      accessibility_label: formatLabel(`${roster.show}: ${line.replaceAll("*", "")}`),
      value,
    },
  };
}

function formatDepartments(
  departments: readonly RosterDepartment[],
  from: number,
  texts: Texts,
): KnownBlock[] {
  const { roster: say } = texts;
  const page = departments.slice(from, from + DEPARTMENTS_PER_PAGE);
  if (page.length === 0) return [];
  const next = from + page.length;
  const buttons = [
    ...(from > 0
      ? [{ action: ROSTER_ACTIONS.firstDepartments, label: say.firstDepartments, value: "0" }]
      : []),
    ...(next < departments.length
      ? [{ action: ROSTER_ACTIONS.departments, label: say.moreDepartments, value: String(next) }]
      : []),
  ];
  return [
    { type: "divider" },
    section(say.departments),
    ...page.map((department) =>
      formatCount(
        say.department({ ...department, name: shortenName(department.name) }),
        { value: formatSelection({ show: "all", of: digestDepartment(department) }) },
        texts,
      ),
    ),
    ...(buttons.length > 0 ? [buttonRow(buttons)] : []),
  ];
}

/**
 * The numbers of the roster, from the department with the index `from` on. `campaign` names the current one; so
 * many `problems` are there with the entries.
 */
export function formatRoster(
  { entries, counts, departments }: ListedRoster,
  { campaign, at, from, problems }: { campaign: string; at: Date; from: number; problems: number },
  texts: Texts,
): Message {
  const { roster: say } = texts;
  const changes = listChanges(texts);
  if (entries.length === 0)
    return {
      text: say.empty,
      blocks: [section(say.empty), buttonRow(changes)],
    };
  const known = rosterStatuses.filter((status) => status === "free" || counts[status] > 0);
  const cannot = rosterStatuses.filter((status) => !canWin(status) && counts[status] > 0);
  const count = (show: RosterSelection["show"], line: string) => ({ show, line });
  const lines = [
    count("all", say.title(entries.length)),
    ...known.filter(canWin).map((status) => count(status, say.counts[status](counts[status]))),
    ...(cannot.length > 0
      ? [count("cannot", say.cannotWin(cannot.reduce((sum, status) => sum + counts[status], 0)))]
      : []),
    ...cannot.map((status) => count(status, say.counts[status](counts[status]))),
  ];
  const [title, ...numbers] = lines.map(({ show, line }) =>
    formatCount(line, { value: formatSelection({ show }) }, texts),
  );
  return {
    text: lines.map(({ line }) => line).join("\n"),
    blocks: [
      ...(title ? [title] : []),
      context(say.scope(campaign, formatTime(at.toISOString()))),
      ...numbers,
      ...(problems > 0
        ? [formatCount(say.problems.count(problems), { action: ROSTER_ACTIONS.problems, value: "0" }, texts)]
        : []),
      ...formatDepartments(departments, from, texts),
      { type: "divider" },
      buttonRow([{ action: ROSTER_ACTIONS.search, label: say.search, value: "search" }, ...changes]),
    ],
  };
}
