import * as z from "zod";

/** A Slack user id, as in a mention `<@…>`. */
export const slackUserId = z.string().regex(/^[UW][A-Z0-9]{2,}$/);

/** Its length is bounded because it is a key of the tables. */
export const employeeId = z.string().min(1).max(128);

/** A serial on the roster. `lottery-walk-v1` orders at most 2^40 serials. */
export const lotterySerial = z
  .int()
  .min(1)
  .max(2 ** 40);

/** White space, control characters, and the bidirectional controls of Unicode, which change the writing direction. */
const NOT_INLINE = /[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;

/** Returns the text as one line with one writing direction, without unpaired surrogates, which UTF-8 cannot encode. */
export function toOneLine(text: string): string {
  return text.toWellFormed().replace(NOT_INLINE, " ").trim();
}

/** Text in one line, so that a name with a line break cannot add a line to an email. */
export const oneLine = z.string().transform(toOneLine);

/** The attributes of a roster item that a draw needs. A malformed Slack id is ignored: the person is not mentioned. */
export const employee = z.object({
  employee_id: employeeId,
  employee_name: oneLine.pipe(z.string().min(1).max(200)),
  lottery_serial: lotterySerial,
  slack_user_id: slackUserId.optional().catch(undefined),
  left_at: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
  /** Until when the person is excluded from all draws: an ISO date, which is the last day, or `always`. */
  excluded_until: z.unknown().optional(),
  department: oneLine.optional().catch(undefined),
  /** YYYYMMDD. */
  employee_entry_date: z.string().optional().catch(undefined),
});

export type Employee = z.output<typeof employee>;

/** The attributes of an employee that decide whether they can win. */
export const eligibilityData = employee.pick({
  employee_id: true,
  left_at: true,
  excluded_until: true,
  department: true,
  employee_entry_date: true,
});

export type EligibilityData = z.output<typeof eligibilityData>;

/** Whether the employee has left by `now`. A `left_at` that is not a date (YYYYMMDD or YYYY-MM-DD…) counts as left. */
export function hasLeft({ left_at }: Pick<EligibilityData, "left_at">, now: Date): boolean {
  if (left_at === undefined || left_at === null || left_at === false || left_at === "") return false;
  const date = parseDay(left_at);
  return date === undefined || date <= dayOf(now);
}

/** The last day (ISO date) on which the employee is excluded, or `always`; undefined if they are not excluded at `now`. */
export function findExclusion(
  { excluded_until }: Pick<EligibilityData, "excluded_until">,
  now: Date,
): string | undefined {
  if (
    excluded_until === undefined ||
    excluded_until === null ||
    excluded_until === false ||
    excluded_until === ""
  )
    return undefined;
  // A value that is not a date excludes, because somebody meant to exclude the person.
  const lastDay = parseDay(excluded_until) ?? "always";
  return lastDay === "always" || lastDay >= dayOf(now) ? lastDay : undefined;
}

/** The day when the employee joined (ISO date), if it is known. */
export function findEntryDay({
  employee_entry_date,
}: Pick<EligibilityData, "employee_entry_date">): string | undefined {
  return parseDay(employee_entry_date);
}

/** The day in UTC, as an ISO date. */
function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

/** Parses YYYYMMDD or YYYY-MM-DD…, and returns an ISO date. Returns undefined for anything else. */
function parseDay(value: unknown): string | undefined {
  const day = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(String(value))?.slice(1).join("-");
  if (day === undefined || Number.isNaN(Date.parse(day))) return undefined;
  // Engines take February 30 for a day in March.
  return new Date(day).toISOString().startsWith(day) ? day : undefined;
}
