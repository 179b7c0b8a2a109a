import type { Mention } from "../../../bot/input/find-person.ts";
import { findWinner } from "../../../bot/input/find-winner.ts";

export const person = (employee_id: string, employee_name: string, slack_user_id?: string) => ({
  employee_id,
  employee_name,
  lottery_serial: 1,
  ...(slack_user_id && { slack_user_id }),
});

type Person = ReturnType<typeof person>;

/** `Ann (reason)` for sure, or the candidates after a question mark. */
export function read(text: string, winners: readonly Person[], mentions: readonly Mention[] = []): string {
  const { found, isSure } = findWinner(text, winners, mentions);
  const names = found.map(
    ({ winner, reason }) => `${winner.employee_name}/${winner.employee_id} (${reason})`,
  );
  return `${isSure ? "" : "? "}${names.join(", ")}`.trim();
}
