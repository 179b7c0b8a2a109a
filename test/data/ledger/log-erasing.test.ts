import { expect, test } from "vitest";
import type { LogEntry } from "../../../data/ledger/log-entry.ts";
import { createLogErasing } from "../../../data/ledger/log-erasing.ts";
import { interruptRequests } from "../../support/interrupt-requests.ts";
import { scanTable } from "../../support/scan-table.ts";
import { startDynamoDb } from "../../support/start-dynamodb.ts";

const entry: LogEntry = {
  at: "2026-06-15T12:00:00.000Z",
  id: "change",
  who: { user_id: "U0ANN" },
  action: "draw.redraw",
  draw_no: 7,
  employee_id: "E0007",
  after: { reason: "Ann Lee is away", prize: "TV" },
};

const withoutEmployee = ({ employee_id: _, after: _after, ...rest }: LogEntry): LogEntry => rest;
const withoutAuthor = (stored: LogEntry): LogEntry => ({ ...stored, who: { erased: true } });

async function openLog() {
  const db = await startDynamoDb();
  const { auditLog, logErasing } = db.ledger;
  await auditLog.append(entry);
  await auditLog.append({ ...entry, id: "other", employee_id: "E0008", who: { user_id: "U0BO" } });
  /** The items about the entry, as text. */
  const stored = async () =>
    (await scanTable(db.client, db.tables.draws))
      .filter(({ id }) => id === "change")
      .map((item) => JSON.stringify(item))
      .join("\n");
  return { ...db, auditLog, logErasing, stored };
}

test("people are erased from all copies of an entry, and lists about them lose it; other entries stay", async () => {
  await using db = await openLog();
  await db.logErasing.erase(entry, "all", (stored) => withoutAuthor(withoutEmployee(stored)));
  expect(await db.stored()).not.toMatch(/E0007|Ann|U0ANN/);
  const [erased] = (await db.auditLog.page({ draw_no: 7 }, 10)).entries.filter(({ key }) =>
    key.endsWith("#change"),
  );
  expect(erased?.entry).toEqual({
    at: entry.at,
    id: "change",
    who: { erased: true },
    action: "draw.redraw",
    draw_no: 7,
    erasures: 1,
  });
  expect((await db.auditLog.page("all", 10)).entries).toHaveLength(2);
  expect((await db.auditLog.page({ employee_id: "E0007" }, 10)).entries).toEqual([]);
  expect((await db.auditLog.page({ employee_id: "E0008" }, 10)).entries).toHaveLength(1);
  // A late repetition of the change brings nothing back.
  await db.auditLog.append(entry);
  expect(await db.stored()).not.toMatch(/E0007|Ann|U0ANN/);
});

test("an erasure that dies at any request leaves the entry in the list, and the next run erases the rest", async () => {
  for (let at = 1; ; at++) {
    await using db = await openLog();
    const client = db.connect();
    const { requests } = interruptRequests(client, { kind: "refused", at, forGood: true });
    const interrupted = createLogErasing(client, db.tables.draws);
    const erase = (stored: LogEntry) => withoutAuthor(withoutEmployee(stored));
    const hasDied = await interrupted.erase(entry, { draw_no: 7 }, erase).then(
      () => false,
      () => true,
    );
    if (!hasDied) {
      expect(requests()).toBeGreaterThan(4);
      return;
    }
    for await (const listed of db.logErasing.listAll({ draw_no: 7 }))
      if (listed.id === "change") await db.logErasing.erase(listed, { draw_no: 7 }, erase);
    expect(await db.stored(), `dead at ${at}`).not.toMatch(/E0007|Ann|U0ANN/);
  }
});

test("two runs that erase different people from an entry at the same time do not undo each other", async () => {
  await using db = await openLog();
  await Promise.all([
    db.logErasing.erase(entry, "all", withoutAuthor),
    db.logErasing.erase(entry, { draw_no: 7 }, withoutEmployee),
  ]);
  // A run whose copies lost reads the log again, as the commands do.
  for await (const listed of db.logErasing.listAll("all"))
    if (listed.id === "change")
      await db.logErasing.erase(listed, "all", (stored) => withoutAuthor(withoutEmployee(stored)));
  const items = await db.stored();
  expect(items).not.toMatch(/Ann Lee/);
  expect(items.split("\n").every((item) => item.includes('"erased":true'))).toBe(true);
});

test("malformed entries are left out of the list, and do not stop an erasure", async () => {
  await using db = await openLog();
  await db.putRecord({ ledger: "log", entry: "2026-01-01T00:00:00.000Z#odd", who: "?" });
  const ids: string[] = [];
  for await (const { id } of db.logErasing.listAll("all")) ids.push(id);
  expect(ids.toSorted()).toEqual(["change", "other"]);
});
