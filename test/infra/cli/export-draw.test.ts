/** @module-tag slow */
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatEntry, RECORDS } from "../../../data/ledger/record-item.ts";
import { exportedDraw } from "../../../workflow/draw/exported-draw.ts";
import { verifyDraw } from "../../../workflow/draw/verify-draw.ts";
import { readExample } from "../../support/algorithm-doc.ts";
import { drawingRecord, failedRecord } from "../../support/draw-records.ts";
import { exampleRecord } from "../../support/example-record.ts";
import { DEFAULT_TABLES, startDynamoDb } from "../../support/start-dynamodb.ts";
import { runCli } from "./run-cli.ts";

let dynamoDb: Awaited<ReturnType<typeof startDynamoDb>>;
beforeAll(async () => {
  dynamoDb = await startDynamoDb({ tables: DEFAULT_TABLES });
  const { positions, revisions } = readExample();
  const record = exampleRecord({
    draw: await dynamoDb.visitLog.write("lottery-7", positions),
    revisions: [await dynamoDb.visitLog.write("revision-1", revisions[0]?.positions ?? []), []],
  });
  await dynamoDb.putRecord({ ledger: RECORDS, entry: formatEntry(7), ...record });
  const drawing = { ...drawingRecord({ draw_id: "lottery-8", draw_no: 8 }), candidates: undefined };
  await dynamoDb.putRecord({ ledger: RECORDS, entry: formatEntry(8), ...drawing });
  const failed = { ...failedRecord({ draw_id: "lottery-9", draw_no: 9 }), candidates: undefined };
  await dynamoDb.putRecord({ ledger: RECORDS, entry: formatEntry(9), ...failed });
});
afterAll(() => dynamoDb[Symbol.asyncDispose]());

test("prints only the JSON of a decided draw, which can be verified", async () => {
  const { out, err, code } = await runCli("export-draw", ["7"], dynamoDb.environment);
  expect({ err, code }).toEqual({ err: "", code: 0 });
  const draw = exportedDraw.parse(JSON.parse(out));
  expect(draw).toEqual(readExample());
  expect(verifyDraw(draw)).toEqual([]);
});

test.each([
  ["6", "The ledger has no draw 6."],
  ["8", "not decided yet"],
  ["9", "CustomError"],
  ["seven", "Usage"],
  ["0", "Usage"],
])("refuses %s and prints the reason", async (drawNo, why) => {
  expect(await runCli("export-draw", [drawNo], dynamoDb.environment)).toMatchObject({
    out: "",
    err: expect.stringContaining(why),
    code: 1,
  });
});

test("names an invalid setting", async () => {
  const result = await runCli("export-draw", ["7"], { ...dynamoDb.environment, DRAWS_TABLE: "no/table" });
  expect(result).toMatchObject({ out: "", err: expect.stringContaining("DRAWS_TABLE"), code: 1 });
});
