import { expect, test } from "vitest";
import { matchAccounts } from "../../../bot/roster/match-accounts.ts";
import type { SlackAccount } from "../../../bot/roster/read-people.ts";
import type { RosterItem } from "../../../data/people/roster-item.ts";

const NOW = new Date("2026-06-15T12:00:00Z");
const member = (id: string, name: string, email?: string): SlackAccount => ({
  id,
  kind: "member",
  name,
  ...(email && { email }),
});
const match = (accounts: readonly SlackAccount[], current: readonly RosterItem[]) =>
  matchAccounts(accounts, current, NOW).rows;

test("a person is found by the account, then by the address in any spelling, and is otherwise new", () => {
  const current = [
    { employee_id: "E1", slack_user_id: "U01", email: "two@example.com" },
    { employee_id: "E2", email: "Two@Example.com" },
    { employee_id: "E3", email: "three@example.com", left_at: "20250101" },
    { employee_id: "E4", email: "three@example.com" },
  ];
  const rows = match(
    [
      member("U01", "One", "two@example.com"),
      member("U02", "Two", "TWO@example.com"),
      member("U03", "Three", "three@example.com"),
      member("U04", "Four"),
      member("U04", "Four again"),
    ],
    current,
  );
  expect(rows.map(({ employee_id, slack_user_id }) => [employee_id, slack_user_id])).toEqual([
    ["E1", "U01"],
    ["E2", "U02"],
    // Not the entry of somebody who has left.
    ["E4", "U03"],
    ["U04", "U04"],
  ]);
});

test("an address that Slack does not show stays, and what is not a roster row is left out", () => {
  const [known, odd] = match(
    [member("U01", "One"), member("U02", "Two", "two at example"), { id: "U03", kind: "guest" }],
    [{ employee_id: "E1", slack_user_id: "U01", email: "one@example.com" }],
  );
  expect(known?.email).toBe("one@example.com");
  expect(odd).toMatchObject({ employee_id: "U02", employee_name: "Two" });
  expect(odd?.email).toBeUndefined();
});
