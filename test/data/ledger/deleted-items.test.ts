/** @module-tag slow */
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, test } from "vitest";
import { formatRecordKey } from "../../../data/ledger/record-item.ts";
import { UNSEALED } from "../../support/persons.ts";
import { recordLog } from "../../support/record-log.ts";
import { scanTable } from "../../support/scan-table.ts";
import { openLedger } from "./open-ledger.ts";

const COUNTER = { ledger: "numbers", entry: "counter" };
const recordsOf = (...numbers: number[]) => numbers.map(formatRecordKey);
const executionOf = (drawNo: number) => ({ ledger: "draw-ids", entry: `draw-${drawNo}` });

/** The items of a ledger with five draws: three are decided, one has failed, and the newest is decided. */
let items: Awaited<ReturnType<typeof scanTable>>;
beforeAll(async () => {
  await using db = await openLedger();
  for (const drawNo of [1, 2, 3]) await db.openDecided(`draw-${drawNo}`);
  await db.openFailed("draw-4");
  await db.openDecided("draw-5");
  items = await scanTable(db.client, db.tables.draws);
});

/** A ledger with the five draws. */
async function openFive() {
  const db = await openLedger();
  await db.fillDraws(items);
  const TableName = db.tables.draws;
  return {
    ...db,
    async deleteAll(keys: readonly Record<string, string>[]) {
      for (const Key of keys) await db.client.send(new DeleteCommand({ TableName, Key }));
    },
    putCounter: (attributes: object) =>
      db.client.send(new PutCommand({ TableName, Item: { ...COUNTER, ...attributes } })),
    /** Opens two more draws. Returns the numbers in the history, newest first. */
    async continue() {
      const next = [await db.open("draw-6"), await db.open("draw-7")];
      expect(next.map(({ draw_no, draw_id }) => [draw_no, draw_id])).toEqual([
        [6, "draw-6"],
        [7, "draw-7"],
      ]);
      const { entries, more } = await db.ledger.history(10);
      expect(more).toBe(false);
      expect(entries.every(({ draw }) => draw !== undefined)).toBe(true);
      return entries.map(({ drawNo }) => drawNo);
    },
  };
}

describe("a number is used once, even if somebody deletes", () => {
  test.for([
    ["the newest record", recordsOf(5), [7, 6, 4, 3, 2, 1]],
    ["the newest records", recordsOf(3, 4, 5), [7, 6, 2, 1]],
    ["the counter", [COUNTER], [7, 6, 5, 4, 3, 2, 1]],
    ["the newest record and the counter", [...recordsOf(5), COUNTER], [7, 6, 4, 3, 2, 1]],
    ["the newest records and the counter", [...recordsOf(4, 5), COUNTER], [7, 6, 3, 2, 1]],
    ["all records and the counter", [...recordsOf(1, 2, 3, 4, 5), COUNTER], [7, 6]],
    ["the newest record and its execution's item", [...recordsOf(5), executionOf(5)], [7, 6, 4, 3, 2, 1]],
    ["the counter and the newest execution's item", [COUNTER, executionOf(5)], [7, 6, 5, 4, 3, 2, 1]],
    [
      "the counter and the items of all executions",
      [COUNTER, ...[1, 2, 3, 4, 5].map(executionOf)],
      [7, 6, 5, 4, 3, 2, 1],
    ],
    ["an older record and the counter", [...recordsOf(2), COUNTER], [7, 6, 5, 4, 3, 1]],
  ] as const)("%s", async ([, keys, history]) => {
    await using db = await openFive();
    await db.deleteAll(keys);
    expect(await db.continue()).toEqual(history);
  });

  test("the newest record, and damages the counter", async () => {
    using log = recordLog();
    await using db = await openFive();
    await db.deleteAll(recordsOf(5));
    await db.putCounter({ last: "four" });
    expect(await db.continue()).toEqual([7, 6, 4, 3, 2, 1]);
    expect(log.events("counter-malformed")).toHaveLength(1);
  });

  test("the newest record, and puts back a counter that is older than another record", async () => {
    await using db = await openFive();
    await db.deleteAll(recordsOf(5));
    await db.putCounter({ last: 3, open: {}, leases: {} });
    expect(await db.continue()).toEqual([7, 6, 4, 3, 2, 1]);
  });

  test("everything about draws that the history links, and puts back an older counter, or none", async () => {
    for (const counter of [{ last: 3, open: {}, leases: {} }, undefined]) {
      await using db = await openFive();
      const keys = [4, 5].flatMap((drawNo) => [...recordsOf(drawNo), executionOf(drawNo)]);
      await db.deleteAll([...keys, COUNTER]);
      if (counter) await db.putCounter(counter);
      const { draw_no } = await db.open("draw-6", { sealing: { ...UNSEALED, link_no: 5 } });
      expect(draw_no).toBe(6);
    }
  });
});
