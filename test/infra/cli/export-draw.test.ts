/** @module-tag slow */
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatEntry, RECORDS } from "../../../data/ledger/record-item.ts";
import { exportedDraw, exportedFailure, exportedLedger } from "../../../workflow/draw/exported-draw.ts";
import { verifyDraw } from "../../../workflow/draw/verify-draw.ts";
import { readExample } from "../../support/algorithm-doc.ts";
import { drawingRecord, failedRecord } from "../../support/draw-records.ts";
import { exampleRecord, exampleRosterPage, visitedPositions } from "../../support/example-record.ts";
import { publishedBeacon } from "../../support/published-beacon.ts";
import { DEFAULT_TABLES, startDynamoDb } from "../../support/start-dynamodb.ts";
import { runCli, startCli } from "./run-cli.ts";

let dynamoDb: Awaited<ReturnType<typeof startDynamoDb>>;
beforeAll(async () => {
  dynamoDb = await startDynamoDb({ tables: DEFAULT_TABLES });
  const { revisions, ...example } = readExample();
  const [redraw = { positions: [] }] = revisions;
  const record = exampleRecord({
    draw: await dynamoDb.visitLog.write("lottery-7", visitedPositions(example)),
    revisions: [await dynamoDb.visitLog.write("lottery-7", visitedPositions(redraw)), []],
  });
  await dynamoDb.ledger.rosterPages.write("lottery-7", [exampleRosterPage()]);
  await dynamoDb.putRecord({ ledger: RECORDS, entry: formatEntry(7), ...record });
  const drawing = { ...drawingRecord({ draw_id: "lottery-8", draw_no: 8 }), candidates: undefined };
  await dynamoDb.putRecord({ ledger: RECORDS, entry: formatEntry(8), ...drawing });
  const failed = { ...failedRecord({ draw_id: "lottery-9", draw_no: 9 }), candidates: undefined };
  await dynamoDb.putRecord({ ledger: RECORDS, entry: formatEntry(9), ...failed });
});
afterAll(() => dynamoDb[Symbol.asyncDispose]());

const run = async (...args: string[]) => {
  const { out, err, code } = await runCli("export-draw", args, dynamoDb.environment);
  expect({ err, code }).toEqual({ err: "", code: 0 });
  return JSON.parse(out);
};

test("prints only the JSON of a decided draw, which can be verified", async () => {
  const { out, err, code } = await startCli("export-draw", ["7"], dynamoDb.environment);
  expect({ err, code }).toEqual({ err: "", code: 0 });
  const draw = exportedDraw.parse(JSON.parse(out));
  expect(draw).toEqual(readExample());
  expect(verifyDraw(draw, publishedBeacon)).toEqual([]);
});

test("prints a failed draw with its error", async () => {
  expect(exportedFailure.parse(await run("9"))).toMatchObject({ draw_no: 9, error: "CustomError" });
});

test("prints all draws that have ended with --all", async () => {
  const { draws } = exportedLedger.parse(await run("--all"));
  expect(draws.map(({ draw_no }) => draw_no)).toEqual([7, 9]);
  expect(draws[0]).toEqual(readExample());
});

test.each([
  [["6"], "The ledger has no draw 6."],
  [["8"], "not decided yet"],
  [["seven"], "Usage"],
  [["0"], "Usage"],
  [["7", "8"], "Usage"],
  [["--all", "7"], "Usage"],
  [[], "Usage"],
])("refuses %j and prints the reason", async (args, why) => {
  expect(await runCli("export-draw", args, dynamoDb.environment)).toMatchObject({
    out: "",
    err: expect.stringContaining(why),
    code: 1,
  });
});

test("refuses to leave out a malformed record", async () => {
  await dynamoDb.putRecord({ ledger: RECORDS, entry: formatEntry(10), draw_no: 10, status: "drawn" });
  expect(await runCli("export-draw", ["--all"], dynamoDb.environment)).toMatchObject({
    out: "",
    err: expect.stringContaining("The record of draw 10 is malformed."),
    code: 1,
  });
});

test("names an invalid setting", async () => {
  const result = await runCli("export-draw", ["7"], { ...dynamoDb.environment, DRAWS_TABLE: "no/table" });
  expect(result).toMatchObject({ out: "", err: expect.stringContaining("DRAWS_TABLE"), code: 1 });
});
