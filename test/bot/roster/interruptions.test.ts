/** @module-tag slow */
import { afterAll, expect, test } from "vitest";
import { interruptRequests } from "../../support/interrupt-requests.ts";
import { pickOneIn } from "../../support/one-in.ts";
import { recordLog } from "../../support/record-log.ts";
import { employeeItem } from "../../support/start-dynamodb.ts";
import { type Imports, OPERATOR, openImports, type Task } from "./open-imports.ts";

let imports: Imports;
afterAll(() => imports[Symbol.asyncDispose]());

const ROSTER = [employeeItem(1), employeeItem(2), employeeItem(3, { left_at: "20250101" })];
const FILE = "Employee ID,Name\nE0001,New Name\nE0003,Name 3\nE0100,Ann\nE0101,Bob\n";
const NEVER = 1_000_000;

/** Decides that the people who are not in the file have left, and applies the newest plan. */
async function apply(task?: Task) {
  const { decide, caller, newest, runStarted } = imports;
  const left = newest().buttons.get("lottery_import_left");
  if (left !== undefined) await decide.markLeft(left, caller);
  await runStarted(task);
  const value = newest().buttons.get("lottery_import_apply");
  if (value !== undefined) await decide.apply(value, caller);
  await runStarted(task);
}

/** Puts the roster back to what it was. */
async function reset() {
  for (const { employee_id } of await imports.readRoster())
    if (!ROSTER.some((item) => item["employee_id"] === employee_id))
      await imports.deleteEmployee(employee_id);
  await imports.fillRoster(ROSTER);
}

/** Tries each step again, as the state machine does. */
const retried =
  (task: Task): Task =>
  async (event) => {
    try {
      return await task(event);
    } catch {
      return await task(event);
    }
  };

test("an import that is interrupted at any request, and repeated, equals an uninterrupted one", {
  timeout: 240_000,
}, async () => {
  using _ = recordLog();
  imports = await openImports(ROSTER);
  const client = imports.connect();
  const { requests } = interruptRequests(client, { kind: "refused", at: NEVER });
  const task = imports.openTask(client);
  await imports.importFile("counted", FILE, task);
  await apply(task);
  const expected = await imports.readRoster();
  expect(expected).toMatchObject([
    { employee_name: "New Name", lottery_serial: 1 },
    { left_at: "20260615", lottery_serial: 2 },
    { lottery_serial: 3 },
    { employee_id: "E0100", lottery_serial: 4 },
    { employee_id: "E0101", lottery_serial: 5 },
  ]);
  const numbers = Array.from({ length: requests() }, (_, i) => i + 1);
  expect(numbers.length).toBeGreaterThan(40);

  for (const kind of ["refused", "lost"] as const)
    for (const at of pickOneIn(36, numbers, kind === "lost" ? 18 : 0)) {
      // The step is tried again.
      await reset();
      const once = imports.connect();
      interruptRequests(once, { kind, at });
      const again = retried(imports.openTask(once));
      const logged = (await imports.readLog()).length;
      await imports.importFile(`once-${kind}-${at}`, FILE, again);
      await apply(again);
      expect(await imports.readRoster(), `${kind}, then tried again: request ${at}`).toEqual(expected);
      expect(await imports.readLog()).toHaveLength(logged + 1);

      // The execution fails, and somebody starts the import again.
      await reset();
      const dying = imports.connect();
      interruptRequests(dying, { kind, at, forGood: true });
      const dead = imports.openTask(dying);
      const id = `dead-${kind}-${at}`;
      await imports
        .importFile(id, FILE, dead)
        .then(() => apply(dead))
        .catch(({ name }: Error) => expect(["Interrupted", "ChangeNotConfirmed"]).toContain(name));
      await imports.handleFailedImport({ import_id: id, requested_by: OPERATOR });
      imports.pass(121);
      await imports.importFile(`${id}-2`, FILE);
      await apply();
      expect(await imports.readRoster(), `${kind}, then repeated: request ${at}`).toEqual(expected);
    }
});
