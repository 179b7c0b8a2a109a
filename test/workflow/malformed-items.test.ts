/** @module-tag slow */
import { NumberValue } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { LEASE_SECONDS } from "../../workflow/attempt/leases.ts";
import { selectWinners } from "../../workflow/attempt/select-winners.ts";
import { drawingRecord } from "../support/draw-records.ts";
import { recordLog } from "../support/record-log.ts";
import { employeeItem, employeeItems } from "../support/start-dynamodb.ts";
import { startLottery } from "../support/start-lottery.ts";

let log: ReturnType<typeof recordLog>;
beforeEach(() => {
  log = recordLog();
});
afterEach(() => log[Symbol.dispose]());

test.each([
  ["void, but of no draw", { void: true }],
  ["void, and of no time", { void: true, draw_id: 7 }],
  ["held for ever, by a draw that there is not", { draw_id: "x", draw_no: 99, claim_expires_at: 9e15 }],
  ["held by a draw, but in no round", { draw_id: "x", claim_expires_at: 1 }],
  ["held until no time", { draw_id: "x", claim_expires_at: "soon" }],
])("an item of the winners' table that is %s lets the draw of all end by name", async (_, item) => {
  await using lottery = await startLottery({
    roster: employeeItems(3),
    winners: [{ employee_id: "E0002", ...item }],
  });
  expect(await lottery.attempt(3)).toBeOneOf(["drawn", "InvalidItem", "EntrantsHeld", "NotEnoughEntrants"]);
  expect(await lottery.attempt(1)).toBeOneOf(["drawn", "InvalidItem", "NotEnoughEntrants"]);
});

describe("a record that cannot be put in order", () => {
  test("stops no draw that comes by", async () => {
    await using lottery = await startLottery();
    await lottery.openSelected(1, "stopped");
    const [, , draws = []] = await lottery.allItems();
    const record = draws.find(({ ledger }) => ledger === "draws");
    // Another draw's record says that it is this one.
    await lottery.putRecord({ ...record, entry: "0000000002", draw_id: "other" });
    lottery.advance(LEASE_SECONDS);
    expect(await lottery.attempt(1)).toBe("drawn");
    expect(log.events("ledger-record-malformed")).toMatchObject([{ entry: "0000000002" }]);
  });
});

describe("numbers that JavaScript cannot hold", () => {
  test.each(["9007199254740993.5", "99999999999999999999999999999999999999", "0.1234567890123456789012345"])(
    "do no harm where nobody reads them: %s",
    async (number) => {
      await using lottery = await startLottery({
        roster: [employeeItem(1, { badge: NumberValue.from(number) })],
      });
      expect(await lottery.attempt(1)).toBe("drawn");
    },
  );

  test("are refused by name where somebody does", async () => {
    await using lottery = await startLottery({
      roster: [employeeItem(1), employeeItem(2, { lottery_serial: NumberValue.from("9007199254740993") })],
    });
    expect(await lottery.attempt(1)).toBe("InvalidItem");
  });
});

test("a roster whose highest serial is a slip of the keyboard fails its draw instead of being walked for hours", async () => {
  const now = () => new Date("2026-06-15T12:00:00Z");
  await using lottery = await startLottery();
  const draw = { ...drawingRecord(), roster_size: 2 ** 39 };
  const select = selectWinners(
    {
      roster: { ...lottery.roster, employeesAt: (serials) => Promise.resolve(serials.map(() => undefined)) },
      claims: { ...lottery.claims, read: () => Promise.resolve(new Map()) },
      judgeClaim: () => Promise.resolve({ status: "free" }),
      now,
    },
    { draw, claimant: draw.draw_id },
    { from: 0, length: draw.roster_size },
    1,
  );
  await expect(select).rejects.toMatchObject({
    name: "InvalidItem",
    message: expect.stringContaining("549755813888"),
  });
});
