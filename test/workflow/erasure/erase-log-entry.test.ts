import { expect, test } from "vitest";
import type { LogEntry } from "../../../data/ledger/log-entry.ts";
import { createEverybodyToErase } from "../../../workflow/draw/erase-everybody.ts";
import { createPersonToErase } from "../../../workflow/draw/erase-person.ts";
import { eraseFromLogEntry } from "../../../workflow/erasure/erase-log-entry.ts";

const ann = createPersonToErase({ employee_id: "E0007", names: ["Ann Lee"], slack_user_ids: ["U0ANN"] });

const base: LogEntry = {
  at: "2026-06-15T12:00:00.000Z",
  id: "change",
  who: { user_id: "U0OPERATOR" },
  action: "employee.exclude",
};

test.for<[what: string, given: Partial<LogEntry>, left: Partial<LogEntry>]>([
  [
    "what it says about the person, also under an earlier name",
    {
      employee_id: "E0007",
      before: { employee_name: "Ann Old" },
      after: { excluded_reason: "intern", days: 3 },
    },
    { before: {}, after: { days: 3 } },
  ],
  ["the person as the author", { who: { user_id: "U0ANN" } }, { who: { erased: true } }],
  ["the person as an operator", { action: "operators.add", user_id: "U0ANN" }, { action: "operators.add" }],
  [
    "the person in lists and texts",
    {
      after: {
        winners: [{ employee_id: "E0007", rank: 1 }, { employee_id: "E0008" }],
        reason: "as Ann Lee asked",
      },
    },
    { after: { winners: [{ rank: 1 }, { employee_id: "E0008" }] } },
  ],
  ["who added somebody", { before: { added_by: "U0ANN", added_at: "x" } }, { before: { added_at: "x" } }],
])("an entry loses %s", ([, given, left]) => {
  const { who = base.who, ...rest } = left;
  expect(eraseFromLogEntry({ ...base, ...given }, ann)).toEqual({ ...base, who, ...rest });
});

test.for<Partial<LogEntry>>([
  { employee_id: "E00071", after: { reason: "E00070 is away" } },
  { after: { prize: "Ann Lee's cup", channel_id: "C0LOTTERY", num_of_winners: 2, none: null } },
  { who: { cli: "ann" } },
  { user_id: "U0BO", before: { added_by: "U0BO" } },
])("an entry about others stays: %j", (given) => {
  expect(eraseFromLogEntry({ ...base, ...given }, ann)).toEqual({ ...base, ...given });
});

test("after the retention time, an entry keeps who made the change, the prize and the numbers", () => {
  const everybody = createEverybodyToErase(new Date());
  const after = { num_of_winners: 2, prize: "TV", channel_id: "C0LOTTERY", reason: "is away" };
  expect(
    eraseFromLogEntry({ ...base, draw_no: 7, employee_id: "E0007", after: { ...after } }, everybody),
  ).toEqual({
    ...base,
    draw_no: 7,
    after: { num_of_winners: 2, prize: "TV", channel_id: "C0LOTTERY" },
  });
});
