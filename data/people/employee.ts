import * as z from "zod";
import { safeParse } from "../runtime/safe-parse.ts";

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
  /** When the person has last opted out of all draws, and back in (ISO 8601). */
  opted_out_at: z.unknown().optional(),
  opted_in_at: z.unknown().optional(),
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
  opted_out_at: true,
  opted_in_at: true,
  department: true,
  employee_entry_date: true,
});

export type EligibilityData = z.output<typeof eligibilityData>;

/** Whether the employee has left by `now`. A `left_at` that is not a date (YYYYMMDD or YYYY-MM-DD…) counts as left. */
export function hasLeft({ left_at }: Pick<EligibilityData, "left_at">, now: Date): boolean {
  if (isAbsent(left_at)) return false;
  const date = parseDay(left_at);
  return date === undefined || date <= dayOf(now);
}

/** The day on which the employee leaves or left (ISO date), if it is known. */
export function findLeavingDay({ left_at }: Pick<EligibilityData, "left_at">): string | undefined {
  return parseDay(left_at);
}

/** The last day (ISO date) on which the employee is excluded, or `always`; undefined if they are not excluded at `now`. */
export function findExclusion(
  { excluded_until }: Pick<EligibilityData, "excluded_until">,
  now: Date,
): string | undefined {
  if (isAbsent(excluded_until)) return undefined;
  // A value that is not a date excludes, because somebody meant to exclude the person.
  const lastDay = parseDay(excluded_until) ?? "always";
  return lastDay === "always" || lastDay >= dayOf(now) ? lastDay : undefined;
}

/**
 * Whether the employee has opted out of draws at `now`. The time of the newest change of each kind is stored, so a draw sees
 * what was so when it was requested, also if the person changes their mind while it runs. A value that is not a time counts
 * as opted out.
 */
export function hasOptedOut(
  { opted_out_at, opted_in_at }: Pick<EligibilityData, "opted_out_at" | "opted_in_at">,
  now: Date,
): boolean {
  if (isAbsent(opted_out_at)) return false;
  const at = now.getTime();
  const out = parseTime(opted_out_at) ?? Number.NEGATIVE_INFINITY;
  const back = parseTime(opted_in_at);
  if (back === undefined) return out <= at;
  // Each change follows one of the other kind. So before the older one it was as after the newer one.
  return back > out ? out <= at && at < back : at < back || out <= at;
}

/** The day when the employee joined (ISO date), if it is known. */
export function findEntryDay({
  employee_entry_date,
}: Pick<EligibilityData, "employee_entry_date">): string | undefined {
  return parseDay(employee_entry_date);
}

/** Whether another program says that there is no value. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === false || value === "";
}

/** Parses a time in ISO 8601 to Unix milliseconds. Returns undefined for anything else. */
export function parseTime(value: unknown): number | undefined {
  const { data } = safeParse(z.iso.datetime({ offset: true }), value);
  return data === undefined ? undefined : Date.parse(data);
}

/** The day in UTC, as an ISO date. */
function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

/** Parses YYYYMMDD or YYYY-MM-DD…, and returns an ISO date. Returns undefined for anything else. */
export function parseDay(value: unknown): string | undefined {
  const day = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(String(value))?.slice(1).join("-");
  if (day === undefined || Number.isNaN(Date.parse(day))) return undefined;
  // Engines take February 30 for a day in March.
  return new Date(day).toISOString().startsWith(day) ? day : undefined;
}
