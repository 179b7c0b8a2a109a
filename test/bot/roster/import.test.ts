/** @module-tag slow */
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { interruptRequests } from "../../support/interrupt-requests.ts";
import { recordLog } from "../../support/record-log.ts";
import { employeeItem } from "../../support/start-dynamodb.ts";
import { createWorkbook } from "../../workflow/roster/file/create-workbook.ts";
import { type Imports, OPERATOR, openImports } from "./open-imports.ts";

let log: ReturnType<typeof recordLog>;
beforeEach(() => {
  log = recordLog();
});
afterEach(() => log[Symbol.dispose]());

const opened: Imports[] = [];
afterAll(async () => {
  for (const each of opened) await each[Symbol.asyncDispose]();
});

/** Three people: one whose id has zeros, one with an email address, and one who is in no file of these tests. */
const ROSTER = [
  { ...employeeItem(1), employee_id: "00042", employee_name: "张伟", lottery_serial: 1 },
  employeeItem(2, { email: "two@example.com" }),
  employeeItem(3),
];

const open = async () => {
  const imports = await openImports(ROSTER);
  opened.push(imports);
  return imports;
};

const FILE =
  "Employee ID,Name,E-mail,Shoe size\nE0002,Name 2,new@example.com,43\nE0100,<!channel> Ann,ann@example.com,38\n";
const TWO_DATES = "Employee ID,Name,Hire date\nE0100,Ann,02/03/2020\n";

test("a plan says what will change, and is applied exactly as shown, once", async () => {
  const imports = await open();
  const { decide, caller, newest, buttonOf } = imports;
  await imports.importFile("first", `${FILE}42,张伟,,41\n`);
  expect(newest().text).toContain("1 question");
  expect(imports.forms).toEqual([]);
  const asked = buttonOf("lottery_import_resolve");
  await decide.ask(asked, caller);
  const questions = JSON.stringify(imports.forms[0]);
  for (const shown of ["zeros at the start", "张伟 (00042)", "张伟 (42)"]) expect(questions).toContain(shown);
  const form = { state: asked, nonce: "1", values: {} };
  expect(await decide.answer(form, caller)).toEqual({ errors: { "conflict-0": "Choose an answer." } });
  const answered = { ...form, values: { "conflict-0": "existing" } };
  await decide.answer(answered, caller);
  await decide.answer(answered, caller);
  expect(await imports.runStarted(), "an answer that is sent twice makes one plan").toBe(1);

  const { text } = newest();
  expect(text).toContain("*1 person to add:*\n&lt;!channel&gt; Ann (E0100)");
  expect(text).toContain("Name 2 (E0002): email: two@example.com → new@example.com");
  expect(text).toContain("*1 person on the roster, but not in this source:*\nName 3 (E0003)");
  expect(text).toContain("1 person without a change.");
  expect(text).toContain("Columns that are not read: Shoe size");
  expect(text).not.toContain("encoding");
  expect(await imports.readRoster(), "nothing is changed before the click").toEqual(ROSTER);

  const value = buttonOf("lottery_import_apply");
  const clicked = await Promise.all([decide.apply(value, caller), decide.apply(value, caller)]);
  for (const message of clicked) {
    expect(message?.text).toContain("I am changing the roster.");
    expect(message?.blocks.map(({ type }) => type)).not.toContain("actions");
  }
  expect(await imports.runStarted(), "a double click applies it once").toBe(1);
  expect(newest().text).toContain("People: 1 added, 1 changed.");
  expect(await imports.readRoster()).toEqual([
    ROSTER[0],
    { ...ROSTER[1], email: "new@example.com" },
    ROSTER[2],
    {
      employee_id: "E0100",
      employee_name: "<!channel> Ann",
      email: "ann@example.com",
      lottery_serial: 4,
    },
  ]);
  expect(await imports.readLog()).toMatchObject([
    {
      action: "roster.import",
      who: { user_id: OPERATOR },
      after: { created: 1, changed: 1, returning: 0, marked_left: 0 },
    },
  ]);
  expect((await decide.apply(value, caller))?.text).toContain("already been applied");
  expect((await decide.cancel(value))?.text).toContain("already been applied");
  expect(await imports.rosterLedger.imports.lock.findHolder(imports.now())).toBeUndefined();
  const left = JSON.stringify(await imports.readPages("first"));
  expect(left, "nobody is kept next to the ledger").toBe("[]");
});

test("people who are not in the source leave only if that is decided, with their number in the question", async () => {
  const imports = await open();
  const { decide, caller, buttonOf } = imports;
  await imports.importFile("missing", "Employee ID,Name\n00042,张伟\n");
  const value = buttonOf("lottery_import_left");
  expect(JSON.stringify(imports.newest())).toContain("2 people on the roster, but not in this source");
  await decide.markLeft(value, caller);
  await imports.runStarted();
  expect(imports.newest().text).toContain("*2 people to mark as left, who can then no longer win:*");
  expect((await decide.apply(value, caller))?.text, "the plan without them").toContain("no longer valid");
  await decide.apply(buttonOf("lottery_import_apply"), caller);
  await imports.runStarted();
  expect((await imports.readRoster()).map((item) => item["left_at"])).toEqual([
    undefined,
    "20260615",
    "20260615",
  ]);

  // They come back, in a file that does not say in which encoding it is.
  const again = "Employee ID,Name\n00042,Jörg <!here>\nE0002,Name 2\nE0003,Name 3\n";
  await imports.importFile("again", Buffer.from(again, "latin1"));
  expect(imports.newest().text).toContain("*2 people who had left and can win again:*");
  expect(imports.newest().text).toContain(
    "I have read it as Windows-1252 (Western European). Is this right: Jörg &lt;!here&gt;? If not, cancel",
  );
  expect((await decide.cancel(buttonOf("lottery_import_apply")))?.text).toBe("Nothing was changed.");
  expect((await decide.apply(buttonOf("lottery_import_apply"), caller))?.text).toContain("no longer valid");
  expect(await imports.readPages("again")).toEqual([]);
});

test("people whom the sheet of a workbook hides are named in the plan", async () => {
  const imports = await open();
  const row = (id: string, name: string) => `<c t="str"><v>${id}</v></c><c t="str"><v>${name}</v></c>`;
  const sheet = `<worksheet><sheetData><row>${row("ID", "Name")}</row><row>${row("E0100", "Ann")}</row><row hidden="1">${row("E0101", "&lt;!channel&gt;")}</row></sheetData></worksheet>`;
  await imports.importFile("hidden", Buffer.from(createWorkbook(sheet)));
  const { text } = imports.newest();
  expect(text).toContain("The sheet hides the rows of *1 person*, for example with a filter.");
  expect(text).toContain("import the file again:\n&lt;!channel&gt; (E0101)\n");
});

test("if the roster changed since the plan was shown, nothing is done, and there is a new plan", async () => {
  const imports = await open();
  const { decide, caller, buttonOf } = imports;
  await imports.importFile("changed", FILE);
  await imports.putEmployee(employeeItem(4));
  await decide.apply(buttonOf("lottery_import_apply"), caller);
  await imports.runStarted();
  const before = await imports.readRoster();
  expect(before).toHaveLength(4);
  expect(imports.newest().text).toContain("The roster has changed since the last plan, so nothing was done.");
  expect(await imports.readLog()).toEqual([]);
  await decide.apply(buttonOf("lottery_import_apply"), caller);
  await imports.runStarted();
  expect((await imports.readRoster()).find((item) => item["employee_id"] === "E0100")).toMatchObject({
    lottery_serial: 5,
  });
});

test("what somebody else changes while a plan is applied is not overwritten, and the rest is planned again", async () => {
  const imports = await open();
  const { decide, caller, buttonOf } = imports;
  await imports.importFile("overtaken", FILE);
  const client = imports.connect();
  const writing = interruptRequests(client, {
    kind: "paused",
    at: (input) => JSON.stringify(input).includes(`"employee_id":"E0002"`),
  });
  await decide.apply(buttonOf("lottery_import_apply"), caller);
  const applied = imports.runStarted(imports.openTask(client));
  await writing.reached;
  await imports.putEmployee(employeeItem(2, { email: "other@example.com" }));
  writing.resume();
  await applied;
  expect(imports.newest().text).toContain("other@example.com → new@example.com");
  expect((await imports.readRoster()).map((item) => item["email"])).toContain("other@example.com");
  expect(await imports.readLog()).toMatchObject([{ after: { overtaken: 1 } }]);
});

test("an import whose lock has ended plans the rest again, since others may have given serials", async () => {
  const imports = await open();
  const { decide, caller, buttonOf } = imports;
  await imports.importFile("late", FILE);
  const client = imports.connect();
  interruptRequests(client, {
    kind: "refused",
    at: (input) => JSON.stringify(input).includes(`"employee_id":"E0002"`),
    forGood: true,
  });
  await decide.apply(buttonOf("lottery_import_apply"), caller);
  const [input] = imports.takeStarted();
  if (!input) throw new Error("Nothing was started.");
  await expect(imports.run(input, imports.openTask(client))).rejects.toThrow();
  imports.pass(130);
  const other = imports.rosterLedger.imports.lock;
  expect(await other.acquire("other", imports.now())).toBe(true);
  await imports.run(input);
  expect(imports.newest().text).toContain("1 person to change");
  expect(imports.newest().text).not.toContain("to add");
  expect(await imports.readLog()).toMatchObject([{ after: { interrupted: true, planned_changes: 2 } }]);

  // The other one has it for longer than an import waits.
  await decide.apply(buttonOf("lottery_import_apply"), caller);
  expect(await imports.runStarted()).toBe(1);
  expect(imports.newest().text, "the lease has ended since").toContain("People: 1 changed.");
});

test("an import waits until a person with a reserved serial is written", async () => {
  const imports = await open();
  const { decide, caller, buttonOf } = imports;
  await imports.importFile("reserved", FILE);
  await imports.rosterLedger.serials.reserve(3, "added", imports.now());
  const before = imports.now().getTime();
  await decide.apply(buttonOf("lottery_import_apply"), caller);
  await imports.runStarted();
  expect(imports.now().getTime() - before).toBe(15_000);
  expect(imports.newest().text).toContain("1 added");
});

test("a file that is not a roster changes nothing, and each fault has a sentence", async () => {
  const imports = await open();
  await imports.importFile("wrong", "Name,E-mail\nAnn <!channel>,ann@example.com\n");
  expect(imports.newest().text).toMatch(
    /^\*I could not read people from a file\.\*\n• The column employee_id/,
  );
  expect(imports.newest().text).toContain("Nothing was changed.");
  await imports.importFile("pdf", "%PDF-1.7\n");
  expect(imports.newest().text).toContain("This is a PDF document.");
  await imports.importFile("huge", Buffer.alloc(10 * 1024 * 1024 + 1));
  expect(imports.newest().text).toContain("larger than 10 MB");
  const faulty = Array.from({ length: 50 }, (_, n) => `E${n},,<!here>${n}\n`).join("");
  await imports.importFile("faulty", `Employee ID,Name,E-mail\n${faulty}`);
  expect(imports.newest().text).toContain("… and 80 more.");
  expect(imports.newest().text).not.toContain("<!here>");
  expect(await imports.readRoster()).toEqual(ROSTER);
  expect(await imports.readPages("faulty")).toEqual([]);
  expect(log.events("import-not-read")).toMatchObject(
    ["faults", "faults", "too-large", "faults"].map((reason) => ({ reason })),
  );
});

test("dates that can be read in two ways are asked about", async () => {
  const imports = await open();
  await imports.importFile("dates", TWO_DATES);
  const request = JSON.parse(imports.buttonOf("lottery_import_monthfirst"));
  await imports.run({ step: "read", import_id: "dates2", requested_by: OPERATOR, request });
  await imports.decide.apply(imports.buttonOf("lottery_import_apply"), imports.caller);
  await imports.runStarted();
  expect((await imports.readRoster()).at(-1)).toMatchObject({ employee_entry_date: "20200203" });
});

test("the requester is told privately if the execution fails, once, and what is true then", async () => {
  const imports = await open();
  const failed = { import_id: "fails", requested_by: OPERATOR };
  await imports.handleFailedImport(failed);
  expect(imports.newest().text, "before anything was stored").toContain(
    "stopped because of an internal error",
  );
  await imports.importFile("fails", FILE);
  const value = imports.buttonOf("lottery_import_apply");
  const told = imports.told.length;
  await imports.handleFailedImport(failed);
  await imports.handleFailedImport(failed);
  expect(imports.told.length - told).toBe(1);
  expect((await imports.decide.apply(value, imports.caller))?.text).toContain("no longer valid");

  await imports.importFile("applied", FILE);
  await imports.decide.apply(imports.buttonOf("lottery_import_apply"), imports.caller);
  await imports.runStarted();
  await imports.handleFailedImport({ ...failed, import_id: "applied" });
  expect(imports.newest().text, "it failed after all changes").toContain("*The roster is up to date.*");
  expect(log.events("import-failed")).toHaveLength(4);
});

test("if AWS does not start what a button asks for, the plan keeps its buttons", async () => {
  const imports = await open();
  await imports.importFile("retry", FILE);
  imports.breakStart();
  const message = await imports.decide.apply(imports.buttonOf("lottery_import_apply"), imports.caller);
  expect(message?.text).toMatch(/^AWS did not respond, so nothing was done\./);
  expect(JSON.stringify(message?.blocks)).toContain("lottery_import_apply");
});

test("every step may run twice", async () => {
  const imports = await open();
  const task = imports.openTask();
  const twice = async (event: unknown) => {
    await task(event);
    return task(event);
  };
  await imports.importFile("twice", FILE, twice);
  await imports.decide.apply(imports.buttonOf("lottery_import_apply"), imports.caller);
  await imports.runStarted(twice);
  expect((await imports.readRoster()).map((item) => item["lottery_serial"])).toEqual([1, 2, 3, 4]);
  expect(await imports.readLog()).toHaveLength(1);
  expect(imports.newest().text).toContain("1 added, 1 changed");
});
