/** @module-tag slow */
import { describe, expect, test } from "vitest";
import { checkInvariants } from "../support/check-invariants.ts";
import { oneIn } from "../support/one-in.ts";
import { employeeItems } from "../support/start-dynamodb.ts";
import { startLottery } from "../support/start-lottery.ts";

describe("a draw of as many people as possible with ids of 100 characters", () => {
  /** The maximum number of winners of a draw. */
  const most = 1_000;
  /** How many win here: `npm run attacks` tests the maximum. */
  const wanted = most / oneIn(10).step;
  /** DynamoDB's limit for an item, in bytes. */
  const largest = 409_600;

  test("can be redrawn and voided, and no item becomes too large for DynamoDB", {
    tags: ["slow"],
    timeout: 60_000,
  }, async () => {
    const roster = employeeItems(wanted + 10).map((item) => ({
      ...item,
      employee_id: String(item["employee_id"]).padStart(100, "x"),
    }));
    await using lottery = await startLottery({ roster });
    await lottery.draw(wanted);
    const [first] = (await lottery.readDrawn(1)).winners;
    await lottery.revise({ kind: "redraw", draw_no: 1, employee_id: first?.employee_id });
    await lottery.revise({ kind: "void", draw_no: 1, reason: "The roster was wrong." });
    const { revisions, winners, candidates } = await lottery.readDrawn(1);
    expect(revisions.map(({ voided }) => voided.length)).toEqual([1, wanted]);
    expect(winners.filter(({ void: by }) => by === undefined)).toEqual([]);
    expect(candidates.size).toBe(0);
    await checkInvariants(lottery, { atRest: true, roster });
    // What is in proportion to the winners fits for the most that are allowed.
    const [record] = (await lottery.allItems()).flat().filter(({ ledger }) => ledger === "draws");
    const bytes = Buffer.byteLength(JSON.stringify(record));
    expect(bytes).toBeGreaterThan(100 * wanted);
    expect((bytes * most) / wanted).toBeLessThan(largest);
    expect((await lottery.winnerItems()).filter((item) => !("void" in item))).toEqual([]);
    // Only nine people have never won, so people whose wins are void win again.
    expect(await lottery.attempt(11)).toBe("drawn");
  });
});
