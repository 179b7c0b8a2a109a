/** @module-tag slow */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRosterTable } from "../../../data/people/roster-table.ts";
import { employeeTable } from "../../../data/tables.ts";
import { DEFAULT_TABLES, startDynamoDb } from "../../support/start-dynamodb.ts";
import { runCli, startCli } from "./run-cli.ts";

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

async function writeRoster(lines: readonly string[]): Promise<string> {
  const file = join(folder, "roster.csv");
  await writeFile(file, lines.join("\r\n"));
  return file;
}

const runImport = async (lines: readonly string[], ...options: string[]) =>
  runCli("import-roster", [...options, await writeRoster(lines)], dynamoDb.environment);

const readRoster = async () => {
  const items = await createRosterTable(dynamoDb.client, employeeTable.name).readAll();
  return items.map(({ employee_id, employee_name, lottery_serial, left_at }) => [
    employee_id,
    employee_name,
    lottery_serial,
    ...(left_at === undefined ? [] : ["left"]),
  ]);
};

const HEADER = "employee_id,employee_name,email";

test("shows a plan and changes nothing, makes exactly this plan, and a second time nothing is to be changed", async () => {
  const lines = [HEADER, "E1,王芳,fang@example.com", "E2,Siobhán O’Rourke 🍀,"];
  const shown = await runImport(lines);
  expect(shown).toMatchObject({ err: "", code: 0 });
  expect(shown.out).toContain('The import would result in: 2 new, 0 changed, 0 unchanged.\nNew: "E1" 王芳');
  const [, plan = ""] = /--yes --plan ([0-9a-f]{12})$/m.exec(shown.out) ?? [];
  expect((await runImport(lines, "--dry-run")).out).not.toContain("--yes");
  expect(await runImport(lines, "--yes", "--plan", "0".repeat(12))).toMatchObject({
    err: expect.stringContaining("Nothing was changed. The plan is now"),
    code: 1,
  });
  expect(await readRoster()).toEqual([]);

  const made = await startCli(
    "import-roster",
    ["--yes", "--plan", plan, await writeRoster(lines)],
    dynamoDb.environment,
  );
  expect(made).toMatchObject({
    out: expect.stringContaining("\nImported: 2 new, 0 changed, 0 unchanged.\n"),
    err: `This changes the tables Lottery-Employee and Lottery-Draws at ${dynamoDb.connection.endpoint}.\n`,
    code: 0,
  });
  expect(await readRoster()).toEqual([
    ["E1", "王芳", 1],
    ["E2", "Siobhán O’Rourke 🍀", 2],
  ]);
  expect((await runImport(lines, "--yes")).out).toContain("2 unchanged.\nNothing is to be changed.\n");
});

test("people who are not in the file stay or leave as it is chosen, and without a choice nothing is changed", async () => {
  const lines = [HEADER, "E2,Siobhán O’Rourke,", "E3,李建国,"];
  const before = await readRoster();
  const { out, err, code } = await runImport(lines, "--yes");
  expect(out).toContain(
    '1 on the roster are not in the file: "E1" 王芳\nChoose what becomes of them: --missing',
  );
  expect({ err, code }).toMatchObject({ err: expect.stringContaining("Nothing was changed."), code: 1 });
  expect(await readRoster()).toEqual(before);

  expect((await runImport(lines, "--yes", "--missing", "keep")).out).toContain(
    "Imported: 1 new, 1 changed, 0 unchanged.",
  );
  expect((await runImport(lines, "--yes", "--missing", "left")).out).toContain(
    "Imported: 0 new, 0 changed, 2 unchanged, 1 marked as left.",
  );
  expect((await readRoster())[0]).toEqual(["E1", "王芳", 1, "left"]);
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

test("people who may be one person are shown with the reason, and are imported as it is decided", async () => {
  const lines = [
    HEADER,
    "E9,Nina,",
    "e001,王芳,",
    "E\u200b2,Siobhán,",
    "E4,Liam,LIAM@example.com",
    "E5,Li,liam@example.com",
  ];
  const before = await readRoster();
  const { out, err } = await runImport(lines, "--yes", "--missing", "keep");
  expect(err).toContain("Nothing was changed. Decide what is asked above.");
  expect(out).toMatch(
    /"E1" 王芳 on the roster, and "e001" 王芳 in line 3: the ids differ in leading zeros \(--keep/,
  );
  expect(out).toContain('and "E\\u{200b}2" Siobhán in line 4: the ids differ in their spelling');
  expect(out).toContain('"E4" Liam in line 5, and "E5" Li in line 6: they have the same email address');
  expect(await readRoster()).toEqual(before);

  const [, key = ""] = /^ {2}([0-9a-f]{16}) {2}"E4"/m.exec(out) ?? [];
  const decided = ["--missing", "keep", "--keep", "leading-zeros", "--use-new", "spelling", "--both", key];
  expect((await runImport(lines, "--yes", ...decided)).out).toContain(
    "Imported: 4 new, 1 returning, 0 changed, 0 unchanged, 1 marked as left.",
  );
  expect(await readRoster()).toEqual([
    ["E1", "王芳", 1],
    ["E2", "Siobhán O’Rourke", 2, "left"],
    ["E3", "李建国", 3],
    ["E4", "Liam", 6],
    ["E5", "Li", 7],
    ["E9", "Nina", 4],
    ["E\u200b2", "Siobhán", 5],
  ]);
  expect((await runImport(lines, "--yes", ...decided)).out).toContain("Nothing is to be changed.");
});

test("what is wrong with the roster is named, no matter who wrote it", async () => {
  await dynamoDb.fillRoster([
    { employee_id: "X1", employee_name: 7, lottery_serial: 1, left_at: "20200101" },
    { employee_id: "X2", employee_name: "Ida" },
  ]);
  const { out } = await runImport([HEADER, "E9,Nina,"], "--dry-run", "--missing", "keep");
  expect(out).toContain('"X1": employee_name is not valid: "7". A draw that reaches this person fails.');
  expect(out).toContain('"X2": lottery_serial is missing, so draws do not find this person.');
  expect(out).toContain('"E1" and "X1" have the same lottery_serial 1. A draw that reaches it fails.');
  expect(out).toContain('"E4" and "E5" are people with the same email address, so one person may win more');
  for (const employee_id of ["X1", "X2"])
    await dynamoDb.client.send(new DeleteCommand({ TableName: employeeTable.name, Key: { employee_id } }));
});

test("an invalid file or command changes nothing, and the error says what is wrong", async () => {
  const before = await readRoster();
  const result = await runImport([HEADER, "E4,Ann,ann", "E5,Bo,"], "--yes");
  expect(result).toMatchObject({ out: "", code: 1 });
  expect(result.err).toContain("Line 2, column “email”: “ann” is not an email address");
  expect(await readRoster()).toEqual(before);
  const refused = [
    [["--missing", "no"], "--missing needs keep or left."],
    [["--dates", "us"], "--dates needs day-first or month-first."],
    [["--keep", "E1"], '"E1" is not a conflict. Use its key, or one of leading-zeros'],
    [["--keep", "all", "--both", "all"], "There are two decisions about all."],
    [["--yes", "--dry-run"], "--dry-run changes nothing"],
    [["more.csv"], "Usage: npm run --silent roster -- [options] <file>"],
  ] as const;
  const answers = await Promise.all(
    refused.map(([args]) => runCli("import-roster", [...args, "roster.csv"])),
  );
  expect(answers.map(({ err }) => err)).toEqual(
    refused.map(([, message]) => expect.stringContaining(message)),
  );
});

test("waits for an import that changes the roster, and for people who are being added", async () => {
  const { lock } = dynamoDb.rosterLedger.imports;
  await lock.acquire("another", new Date());
  await dynamoDb.rosterLedger.serials.reserve(7, "add", new Date(Date.now() - 9_000));
  const running = runImport([HEADER, "E9,Nina Lee,"], "--yes", "--missing", "keep");
  setTimeout(() => lock.release("another"), 3_000);
  expect(await running).toMatchObject({
    err: expect.stringMatching(/Somebody else is changing the roster\. .+\nSomebody is being added in Slack/),
    out: expect.stringContaining("Imported: 0 new, 1 changed, 0 unchanged."),
  });
  expect(await lock.findHolder(new Date())).toBeUndefined();
});
