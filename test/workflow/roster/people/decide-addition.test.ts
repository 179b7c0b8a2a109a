import { expect, test } from "vitest";
import {
  type Addition,
  decideAddition,
  formatDeparture,
} from "../../../../workflow/roster/people/decide-addition.ts";
import { parseKnownPerson } from "../../../../workflow/roster/people/known-person.ts";
import { employeeItem } from "../../../support/start-dynamodb.ts";

const NOW = new Date("2026-06-15T12:00:00Z");

const addition = (more: Partial<Addition> = {}): Addition => ({
  slack_user_id: "U0ANN",
  employee_name: "Ann",
  employee_id: undefined,
  email: undefined,
  ...more,
});

test("a change of somebody on the roster is made only if the account and the dates are as they were read", () => {
  const seen = { left_at: "20260101", change_id: "c1" };
  const linked = employeeItem(1, { ...seen, slack_user_id: "U0ANN" });
  expect(decideAddition(addition(), [linked], NOW)).toMatchObject({
    kind: "return",
    change: { remove: ["left_at"], expected: { ...seen, slack_user_id: "U0ANN" } },
  });
  const unlinked = employeeItem(2, seen);
  expect(decideAddition(addition({ employee_id: "E0002" }), [unlinked], NOW)).toMatchObject({
    kind: "link",
    change: { set: { slack_user_id: "U0ANN" }, expected: { ...seen, slack_user_id: undefined } },
  });
  expect(formatDeparture(parseKnownPerson(linked), "20260615").expected).toEqual({
    ...seen,
    slack_user_id: "U0ANN",
  });
});
