/** @module-tag slow */
import { NumberValue } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findAttempt } from "../../workflow/attempt/attempt.ts";
import { LEASE_SECONDS } from "../../workflow/attempt/leases.ts";
import { visitPositions } from "../../workflow/attempt/visit-positions.ts";
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
  ["void, but without a draw", { void: true }],
  ["void, with a malformed draw", { void: true, draw_id: 7 }],
  ["held forever, by an unknown draw", { draw_id: "x", draw_no: 99, claim_expires_at: 9e15 }],
  ["held by a draw, but without a round", { draw_id: "x", claim_expires_at: 1 }],
  ["held until a malformed time", { draw_id: "x", claim_expires_at: "soon" }],
])("a winner item that is %s lets a draw end with a named error or a result", async (_, item) => {
  await using lottery = await startLottery({
    roster: employeeItems(3),
    winners: [{ employee_id: "E0002", ...item }],
  });
  expect(await lottery.attempt(3)).toBeOneOf(["drawn", "InvalidItem", "EntrantsHeld", "NotEnoughEntrants"]);
  expect(await lottery.attempt(1)).toBeOneOf(["drawn", "InvalidItem", "NotEnoughEntrants"]);
});

describe("a record that cannot be recovered", () => {
  test("does not stop other draws", async () => {
    await using lottery = await startLottery();
    await lottery.openSelected(1, "stopped");
    const [, , draws = []] = await lottery.allItems();
    const record = draws.find(({ ledger }) => ledger === "draws");
    // The record at number 2 has the number 1.
    await lottery.putRecord({ ...record, entry: "0000000002", draw_id: "other" });
    lottery.advance(LEASE_SECONDS);
    expect(await lottery.attempt(1)).toBe("drawn");
    expect(log.events("ledger-record-malformed")).toContainEqual(
      expect.objectContaining({ entry: "0000000002" }),
    );
  });
});

describe("numbers that JavaScript cannot hold", () => {
  test.each(["9007199254740993.5", "99999999999999999999999999999999999999", "0.1234567890123456789012345"])(
    "do no harm if no task reads them: %s",
    async (number) => {
      await using lottery = await startLottery({
        roster: [employeeItem(1, { badge: NumberValue.from(number) })],
      });
      expect(await lottery.attempt(1)).toBe("drawn");
    },
  );

  test("are refused by name if a task reads them", async () => {
    await using lottery = await startLottery({
      roster: [employeeItem(1), employeeItem(2, { lottery_serial: NumberValue.from("9007199254740993") })],
    });
    expect(await lottery.attempt(1)).toBe("InvalidItem");
  });
});

test("a mistyped highest serial fails the draw at once, instead of visiting gaps for hours", async () => {
  await using lottery = await startLottery();
  const rosterSize = 2 ** 39;
  const attempt = findAttempt(drawingRecord({ roster_size: rosterSize }));
  if (!attempt) throw new Error("The draw is under way.");
  const selection = visitPositions(
    {
      roster: {
        ...lottery.roster,
        openReader: () => (serials) => Promise.resolve(serials.map(() => undefined)),
      },
      rosterPages: lottery.rosterPages,
      claims: { ...lottery.claims, read: () => Promise.resolve(new Map()) },
      judgeClaim: () => Promise.resolve({ status: "free" }),
    },
    attempt,
    { from: 0, length: rosterSize },
    1,
  );
  await expect(selection).rejects.toMatchObject({
    name: "InvalidItem",
    message: expect.stringContaining("549755813888"),
  });
});
