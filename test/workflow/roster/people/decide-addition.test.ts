import { describe, expect, test } from "vitest";
import {
  type Addition,
  decideAddition,
  formatDeparture,
} from "../../../../workflow/roster/people/decide-addition.ts";
import { parseKnownPerson } from "../../../../workflow/roster/people/known-person.ts";
import { employeeItem } from "../../../support/start-dynamodb.ts";

const NOW = new Date("2026-06-15T12:00:00Z");
const SEEN = { left_at: "20260101", change_id: "c1" };

const add = (more: Partial<Addition>, ...items: ReturnType<typeof employeeItem>[]) =>
  decideAddition(
    { slack_user_id: "U0ANN", employee_name: "Ann", employee_id: undefined, email: undefined, ...more },
    items,
    NOW,
  );

test("a new person has the account, the address if Slack shows one, and a serial after the highest valid one", () => {
  const others = [
    employeeItem(7),
    employeeItem(8, { lottery_serial: 8.5 }),
    employeeItem(9, { lottery_serial: "9" }),
  ];
  expect(add({ email: "ann@example.com" }, ...others)).toStrictEqual({
    kind: "new",
    after: 7,
    change: {
      employee_id: "U0ANN",
      isNew: true,
      set: { employee_name: "Ann", slack_user_id: "U0ANN", email: "ann@example.com" },
      remove: [],
      expected: {},
    },
  });
  expect(add({ employee_id: "E0100" })).toStrictEqual({
    kind: "new",
    after: 0,
    change: {
      employee_id: "E0100",
      isNew: true,
      set: { employee_name: "Ann", slack_user_id: "U0ANN" },
      remove: [],
      expected: {},
    },
  });
});

describe("a change of somebody on the roster is made only if the account and the dates are as they were read", () => {
  const linked = employeeItem(1, { ...SEEN, slack_user_id: "U0ANN" });

  test("when the person returns, or leaves", () => {
    expect(add({}, linked)).toMatchObject({
      kind: "return",
      change: { set: {}, remove: ["left_at"], expected: { ...SEEN, slack_user_id: "U0ANN" } },
    });
    expect(formatDeparture(parseKnownPerson(linked), "20260615")).toMatchObject({
      set: { left_at: "20260615" },
      expected: { ...SEEN, slack_user_id: "U0ANN" },
    });
  });

  test("when the person gets the account, and returns if they had left", () => {
    expect(add({ employee_id: "e2" }, employeeItem(2, { change_id: "c1" }))).toMatchObject({
      kind: "link",
      hasLeft: false,
      change: { set: { slack_user_id: "U0ANN" }, remove: [], expected: { change_id: "c1" } },
    });
    expect(add({ employee_id: "E0002" }, employeeItem(2, SEEN))).toMatchObject({
      kind: "link",
      hasLeft: true,
      change: { remove: ["left_at"], expected: { ...SEEN, slack_user_id: undefined } },
    });
  });
});

test("another spelling of an email address is the same person, whose account cannot be replaced", () => {
  const ann = employeeItem(3, { email: "  Ann@Example.com", slack_user_id: "U0OTHER" });
  expect(add({ email: "ann@example.com " }, ann)).toMatchObject({
    kind: "taken",
    existing: { employee_id: "E0003" },
  });
});
