import { afterAll, expect, test } from "vitest";
import { createPersonToErase } from "../../../workflow/draw/erase-person.ts";
import { eraseFromImports, findInImports } from "../../../workflow/erasure/erase-from-imports.ts";
import { startDynamoDb } from "../../support/start-dynamodb.ts";

const db = await startDynamoDb();
afterAll(() => db[Symbol.asyncDispose]());
const { rosterLedger } = db;
const { imports } = rosterLedger;

const ANN = { employee_id: "E1", employee_name: "Ann Lee", slack_user_id: "U0ANN" };
const BO = { employee_id: "E12", employee_name: "Bo", slack_user_id: "U0BO" };
const people = createPersonToErase({ employee_id: "E1", names: ["Ann Lee"], slack_user_ids: ["U0ANN"] });

/** Begins an import of these people, which somebody has asked for. */
async function begin(import_id: string, requested_by: string, rows: readonly unknown[]) {
  const at = new Date("2026-06-15T12:00:00Z");
  const begun = await imports.begin({ import_id, requested_by, details: { user: requested_by }, at });
  await imports.pages.writeAll(import_id, "rows", rows);
  return begun;
}

test("an import that has read the person is ended and forgets what it has read; others stay as they are", async () => {
  await begin("with", "U0BO", [ANN, BO]);
  const applying = await imports.change(await begin("applied", "U0BO", [ANN]), { status: "planned" });
  if (!applying) throw new Error("The import is not planned.");
  await imports.change(applying, { status: "applying" });
  const without = await begin("without", "U0BO", [BO]);

  const found = await findInImports(rosterLedger, people);
  expect(found.map(({ listed, elements, isRequester }) => [listed.import_id, elements, isRequester])).toEqual(
    [
      ["applied", [ANN], false],
      ["with", [ANN], false],
    ],
  );
  await eraseFromImports(rosterLedger, people);
  expect(await imports.read("with")).toMatchObject({ status: "cancelled" });
  expect(await imports.read("applied")).toMatchObject({ status: "failed" });
  expect(await imports.read("without")).toEqual(without);
  expect((await imports.pages.readElements("without").next()).value).toEqual(BO);
  expect(await findInImports(rosterLedger, people)).toEqual([]);
});

test("an import that the person has asked for is ended first, so that a running step stops, and then deleted", async () => {
  await begin("asked", "U0ANN", [BO]);
  await eraseFromImports(rosterLedger, people);
  expect(await imports.read("asked")).toMatchObject({ status: "cancelled" });
  // A step that was running has written its page in the meantime.
  await imports.pages.writeAll("asked", "rows", [ANN]);
  await eraseFromImports(rosterLedger, people);
  expect(await imports.read("asked")).toBeUndefined();
  expect((await imports.pages.readElements("asked").next()).done).toBe(true);
  await eraseFromImports(rosterLedger, people);
  expect(await findInImports(rosterLedger, people)).toEqual([]);
});
