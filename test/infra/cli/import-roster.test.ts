/** @module-tag slow */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { employeeTable } from "../../../data/tables.ts";
import { createRosterTable } from "../../../infra/cli/roster/roster-table.ts";
import { DEFAULT_TABLES, startDynamoDb } from "../../support/start-dynamodb.ts";
import { runCli } from "./run-cli.ts";

let folder: string;
let dynamoDb: Awaited<ReturnType<typeof startDynamoDb>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roster-"));
  dynamoDb = await startDynamoDb({ tables: DEFAULT_TABLES });
});
afterAll(async () => {
  await dynamoDb[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function runImport(lines: readonly string[], ...options: string[]) {
  const file = join(folder, "roster.csv");
  await writeFile(file, lines.join("\r\n"));
  return runCli("import-roster", [...options, file], dynamoDb.environment);
}

const readRoster = async () => {
  const items = await createRosterTable(dynamoDb.client, employeeTable.name).readAll();
  return items.map(({ employee_id, employee_name, lottery_serial }) => [
    employee_id,
    employee_name,
    lottery_serial,
  ]);
};

const HEADER = "employee_id,employee_name,email";

test("an import adds the people in a file, and a second import changes nothing", async () => {
  const lines = [HEADER, "E1,王芳,fang@example.com", "E2,Siobhán O’Rourke 🍀,"];
  expect(await runImport(lines, "--dry-run")).toMatchObject({
    out: "The import would result in: 2 new, 0 changed, 0 unchanged.\n",
    code: 0,
  });
  expect(await readRoster()).toEqual([]);

  expect(await runImport(lines)).toMatchObject({
    out: "Imported: 2 new, 0 changed, 0 unchanged.\n",
    err: `This changes the tables Lottery-Employee and Lottery-Draws at ${dynamoDb.connection.endpoint}.\n`,
  });
  expect(await readRoster()).toEqual([
    ["E1", "王芳", 1],
    ["E2", "Siobhán O’Rourke 🍀", 2],
  ]);
  expect(await dynamoDb.roster.openReader(2)([2])).toMatchObject([{ employee_id: "E2" }]);
  expect(await runImport(lines)).toMatchObject({ out: "Imported: 0 new, 0 changed, 2 unchanged.\n" });
});

test("people who are missing in a later file are counted, and marked as left only with --missing-left", async () => {
  const lines = [HEADER, "E2,Siobhán O’Rourke,", "E3,李建国,"];
  const { out } = await runImport(lines);
  expect(out).toContain("1 new, 1 changed, 0 unchanged");
  expect(out).toContain("1 on the roster are not in the file and can still win");
  expect(await runImport(lines, "--missing-left")).toMatchObject({
    out: "Imported: 0 new, 0 changed, 2 unchanged, 1 marked as left.\n",
  });
  const [fang] = await dynamoDb.roster.openReader(3)([1]);
  expect(fang?.left_at).toMatch(/^\d{8}$/);
});

test("the audit log has each import that changes something, by whom, with the counts before and after", async () => {
  const { entries } = await dynamoDb.ledger.auditLog.page("all", 10);
  expect(entries.map(({ entry }) => entry)).toMatchObject([
    {
      who: { cli: userInfo().username },
      action: "roster.import",
      before: { employees: 3, left: 0 },
      after: { employees: 3, left: 1, created: 0, changed: 0, marked_left: 1 },
    },
    { before: { employees: 2, left: 0 }, after: { employees: 3, left: 0, created: 1, changed: 1 } },
    { before: { employees: 0, left: 0 }, after: { employees: 2, left: 0, created: 2, changed: 0 } },
  ]);
});

test("a person who is in the file again returns, and can win", async () => {
  const lines = [HEADER, "E1,王芳,fang@example.com", "E2,Siobhán O’Rourke,", "E3,李建国,"];
  expect(await runImport(lines)).toMatchObject({
    out: expect.stringMatching(
      /^Imported: 0 new, 1 returning, 0 changed, 2 unchanged\.\n1 had left and can win again/,
    ),
    code: 0,
  });
  const [fang] = await dynamoDb.roster.openReader(3)([1]);
  expect(fang).toMatchObject({ employee_id: "E1" });
  expect(fang?.left_at).toBeUndefined();
});

test("an id in another spelling than the roster's is refused, and nothing is written", async () => {
  const before = await readRoster();
  const result = await runImport([HEADER, "E9,Nina,", "e001,王芳,", "E2\u200b,Siobhán O’Rourke,"]);
  expect(result).toMatchObject({ out: "", code: 1 });
  expect(result.err.trim().split("\n").slice(1)).toEqual([
    'line 3, employee_id: "e001" is another spelling of "E1" on the roster',
    'line 4, employee_id: "E2\\u{200b}" is another spelling of "E2" on the roster',
  ]);
  expect(await readRoster()).toEqual(before);
});

test("two spellings of one id in the table are reported", async () => {
  const table = createRosterTable(dynamoDb.client, employeeTable.name);
  await table.write([
    { employee_id: "x7", isNew: true, set: { employee_name: "Xu", lottery_serial: 4 }, remove: [] },
    { employee_id: "X07", isNew: true, set: { employee_name: "Xu", lottery_serial: 5 }, remove: [] },
  ]);
  const { out } = await runImport([HEADER, "E1,王芳,fang@example.com"], "--dry-run");
  expect(out).toContain('"X07" and "x7" on the roster are spellings of the same employee_id');
});

test("an invalid file changes nothing, and the error names the line", async () => {
  const before = await readRoster();
  const result = await runImport([HEADER, "E4,Ann,ann", "E5,Bo,"]);
  expect(result).toMatchObject({ out: "", code: 1 });
  expect(result.err).toContain("line 2, email: must be an email address");
  expect(await readRoster()).toEqual(before);
});

test("a change of the roster during the import is a named error", async () => {
  const table = createRosterTable(dynamoDb.client, employeeTable.name);
  const change = { employee_id: "E1", isNew: true, set: { employee_name: "Eve" }, remove: [] };
  await expect(table.write([change])).rejects.toMatchObject({ name: "RosterChanged" });
  await expect(table.write([{ ...change, employee_id: "E9", isNew: false }])).rejects.toMatchObject({
    name: "RosterChanged",
  });
});

test("prints its usage", async () => {
  expect(await runCli("import-roster", [], dynamoDb.environment)).toMatchObject({
    err: expect.stringContaining("Usage"),
    code: 1,
  });
});
