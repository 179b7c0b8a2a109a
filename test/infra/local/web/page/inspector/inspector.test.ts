import { describe, expect, test } from "vitest";
import { describeExecution } from "../../../../../../infra/local/web/page/inspector/describe-execution.js";
import { findDrawNumbers, viewOf } from "../../../../../../infra/local/web/page/inspector/table-views.js";

const columnsOf = (table: string) => viewOf({ table, name: table, keys: ["id"] }).columns;
const rowOf = (table: string, item: Record<string, unknown>) =>
  Object.fromEntries(columnsOf(table).map(({ title, read }) => [title, read(item)]));
const isOver = (table: string, item: Record<string, unknown>) =>
  viewOf({ table, name: table, keys: [] }).isOver?.(item);

describe("a draw", () => {
  const draw = {
    ledger: "draws",
    entry: "0000000007",
    draw_no: 7,
    draw_id: "slack-7",
    status: "drawn",
    num_of_winners: 2,
    prize: "AirPods",
    winners: [{ employee_id: "E1" }, { employee_id: "E2" }],
  };
  const voided = { revision: 1, revised_at: "2026-01-01T00:00:00Z" };

  test.each([
    [{}, { Draw: "7", Status: "drawn", Winners: "2", Prize: "AirPods" }],
    [
      { status: "drawing", winners: undefined },
      { Status: "being drawn", Winners: "… of 2" },
    ],
    [
      { status: "failed", winners: undefined, error: "NotEnoughEntrants" },
      { Status: "failed: NotEnoughEntrants", Winners: "0 of 2" },
    ],
    [
      {
        winners: [
          { employee_id: "E1", void: voided },
          { employee_id: "E2" },
          { employee_id: "E3", replaces: "E1" },
        ],
      },
      { Status: "drawn, 1 redrawn", Winners: "2" },
    ],
    // The record of a void draw keeps the status "drawn".
    [
      { winners: [1, 2].map((n) => ({ employee_id: `E${n}`, void: voided })) },
      { Status: "void", Winners: "0 of 2" },
    ],
  ])("with %j is shown as %j", (changes, shown) => {
    expect(rowOf("DRAWS_TABLE", { ...draw, ...changes })).toMatchObject(shown);
  });

  test("is crossed out when it is void, and only then", () => {
    expect(isOver("DRAWS_TABLE", draw)).toBe(false);
    expect(isOver("DRAWS_TABLE", { ...draw, status: "failed", winners: undefined })).toBe(false);
    expect(isOver("DRAWS_TABLE", { ...draw, winners: [{ employee_id: "E1", void: voided }] })).toBe(true);
  });

  test("is distinguished from the other items of its table", () => {
    const { isMain = () => true } = viewOf({ table: "DRAWS_TABLE", name: "", keys: [] });
    expect(isMain(draw)).toBe(true);
    expect(isMain({ ledger: "draw-ids", entry: "slack-7", number: 7 })).toBe(false);
    expect(isMain({ ledger: "visits#slack-7", entry: "a", positions: [] })).toBe(false);
  });

  test("gives its number to its execution", () => {
    const win = { employee_id: "E1", draw_id: "slack-6", draw_no: 6, won_at: "2026-01-01T00:00:00Z" };
    const numbers = findDrawNumbers([
      { items: new Map(Object.entries({ a: draw, b: { ...draw, draw_no: 8, draw_id: "slack-8" } })) },
      { items: new Map(Object.entries({ c: win })) },
    ]);
    expect([...numbers]).toEqual([
      ["slack-7", 7],
      ["slack-8", 8],
    ]);
  });
});

describe("an item of the winners' table", () => {
  const win = { employee_id: "E1", draw_id: "d", draw_no: 3, won_at: "2020-03-01T12:00:00Z" };
  test.each([
    [win, "won", false],
    [{ ...win, void: true }, "void", true],
    [{ employee_id: "E1" }, "won earlier", false],
  ])("%j is shown as %s", (item, state, over) => {
    expect(rowOf("WINNERS_TABLE", item)["State"]).toBe(state);
    expect(isOver("WINNERS_TABLE", item)).toBe(over);
  });

  test("that is only a claim is not shown as a win, but with its end", () => {
    const claim = { employee_id: "E1", draw_id: "d", draw_no: 3, claim_expires_at: 1_583_064_000 };
    expect(rowOf("WINNERS_TABLE", claim)).toMatchObject({
      State: expect.stringMatching(/^claimed until Mar 1, 2020/),
    });
  });
});

describe("an employee", () => {
  const employee = { employee_id: "E1", employee_name: "王小明", lottery_serial: 4 };
  test.each([
    [undefined, "", false],
    [false, "", false],
    ["2020-01-31", "2020-01-31", true],
    ["20200131", "2020-01-31", true],
    [true, "true", true],
    ["2999-01-31", "2999-01-31", false],
    ["29990131", "2999-01-31", false],
  ])("whose left_at is %j is shown with %j", (left_at, shown, over) => {
    expect(rowOf("EMPLOYEE_TABLE", { ...employee, left_at })).toEqual({
      "No.": "4",
      Name: "王小明",
      "Employee ID": "E1",
      Left: shown,
    });
    expect(isOver("EMPLOYEE_TABLE", { ...employee, left_at })).toBe(over);
  });
});

describe("an execution", () => {
  const describeInput = (input: object, drawNo?: number, status: "RUNNING" | "FAILED" = "RUNNING") =>
    describeExecution({ name: "slack-1", status, input: JSON.stringify(input) }, drawNo);

  test("is named after its draw's number, which is not the number of winners", () => {
    expect(describeInput({ input: 2, prize: "AirPods" }, 1)).toBe("Draw 1 · 2 winners · AirPods");
    expect(describeInput({ input: 1 }, 2)).toBe("Draw 2 · 1 winner");
  });

  test("says when its draw has no number yet, or got none", () => {
    expect(describeInput({ input: 2 })).toBe("Draw (no number yet) · 2 winners");
    expect(describeInput({ input: 1001 }, undefined, "FAILED")).toBe("No draw number · 1,001 winners");
  });

  test("that revises a draw is named after that draw", () => {
    expect(describeInput({ revise: { kind: "redraw", draw_no: 3, employee_id: "E7" } })).toBe(
      "Draw 3 · redraw of E7",
    );
    expect(describeInput({ revise: { kind: "void", draw_no: 3 } })).toBe("Draw 3 · void");
  });

  test("whose input is too long or malformed is named after its draw, or by its own name", () => {
    expect(describeExecution({ name: "slack-1", status: "RUNNING" }, undefined)).toBe("slack-1");
    for (const input of ["{", "[]", '"x"', "null", '{"input":null}', '{"input":"2"}'])
      expect(describeExecution({ name: "slack-1", status: "RUNNING", input }, 5)).toBe("Draw 5");
  });
});
