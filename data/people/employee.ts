import * as z from "zod";

/** A Slack user's id: what a mention `<@…>` may be made from. */
export const slackUserId = z.string().regex(/^[UW][A-Z0-9]{2,}$/);

/** Bounded, for it is a key of the tables. */
export const employeeId = z.string().min(1).max(128);

/** The serials that a walk can hold: 1 … 2^40 (the rule `lottery-walk-v1`). */
export const lotterySerial = z
  .int()
  .min(1)
  .max(2 ** 40);

/** White space, control characters, and the marks that turn the direction of what follows (Unicode's bidi controls). */
const NO_PART_OF_A_LINE = /[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;

/** The text in one line, read in one direction, without half characters that no UTF-8 can carry. */
export function toOneLine(text: string): string {
  return text.toWellFormed().replace(NO_PART_OF_A_LINE, " ").trim();
}

/** Text of one line: a name with a line break in it must not write a line of its own into a mail. */
export const oneLine = z.string().transform(toOneLine);

/** An item of the roster, as far as a draw needs it. A malformed Slack id only costs the mention. */
export const employee = z.object({
  employee_id: employeeId,
  employee_name: oneLine.pipe(z.string().min(1).max(200)),
  lottery_serial: lotterySerial,
  slack_user_id: slackUserId.optional().catch(undefined),
  left_at: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
});

export type Employee = z.output<typeof employee>;

/** The attributes of an employee that decide whether they can win. */
export const eligibilityData = employee.pick({ employee_id: true, left_at: true });

export type EligibilityData = z.output<typeof eligibilityData>;

/** Whether the employee has left by `now`: a `left_at` that is no date (YYYYMMDD or YYYY-MM-DD…) counts as left. */
export function hasLeft({ left_at }: Pick<EligibilityData, "left_at">, now: Date): boolean {
  if (left_at === undefined || left_at === null || left_at === false || left_at === "") return false;
  const date = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(String(left_at))?.slice(1).join("-");
  if (date === undefined || Number.isNaN(Date.parse(date))) return true;
  return date <= now.toISOString().slice(0, 10);
}
