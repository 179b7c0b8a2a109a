/** @module-tag slow */
import { DeleteCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createAuditLog } from "../../../../data/ledger/audit-log.ts";
import { LOCK_SECONDS } from "../../../../data/ledger/import-lock.ts";
import { createRosterLedger } from "../../../../data/ledger/roster-ledger.ts";
import { createRosterTable } from "../../../../data/people/roster-table.ts";
import { createImport, type ImportRequest } from "../../../../infra/cli/roster/make-import.ts";
import { withRosterLock } from "../../../../infra/cli/roster/with-roster-lock.ts";
import { interruptRequests } from "../../../support/interrupt-requests.ts";
import { oneIn } from "../../../support/one-in.ts";
import { startDynamoDb } from "../../../support/start-dynamodb.ts";

let db: Awaited<ReturnType<typeof startDynamoDb>>;
let table: ReturnType<typeof createRosterTable>;
beforeAll(async () => {
  db = await startDynamoDb();
  table = createRosterTable(db.client, db.tables.employees);
});
afterAll(() => db[Symbol.asyncDispose]());

const BEFORE = [
  { employee_id: "007", employee_name: "Ann", lottery_serial: 1 },
  { employee_id: "E2", employee_name: "Bo", lottery_serial: 2, left_at: "20200101" },
  { employee_id: "E3", employee_name: "Cy", lottery_serial: 3, excluded_until: "always" },
  { employee_id: "E4", employee_name: "Di", lottery_serial: 4 },
];

/** People of all kinds: with a new id, returning, changed, new, and one who is not in the file. */
const REQUEST: ImportRequest = {
  file: {
    rows: ["7 Ann", "E2 Bo", "E3 Cyd", "E5 Ed", "E6 Fay"].map((person) => {
      const [employee_id = "", employee_name = ""] = person.split(" ");
      return { employee_id, employee_name };
    }),
    lines: [2, 3, 4, 5, 6],
    columns: new Set(["employee_id", "employee_name"]),
    ignored: [],
  },
  missing: "left",
  resolutions: { all: "new" },
};

async function resetRoster(): Promise<void> {
  for (const { employee_id } of await table.readAll())
    await db.client.send(new DeleteCommand({ TableName: db.tables.employees, Key: { employee_id } }));
  await db.fillRoster(BEFORE);
  // As if its lease had ended.
  const { lock } = db.rosterLedger.imports;
  const holder = await lock.findHolder(new Date());
  if (holder !== undefined) await lock.release(holder);
}

/** Makes the import, and returns its last line. */
async function runImport(client: DynamoDBDocumentClient): Promise<string | undefined> {
  const lines: string[] = [];
  const print = (line: string) => lines.push(line);
  const { makeImport } = createImport({
    auditLog: createAuditLog(client, db.tables.draws),
    rosterLedger: createRosterLedger(client, db.tables.draws),
    table: createRosterTable(client, db.tables.employees),
    print,
    tell: print,
  });
  await makeImport(REQUEST, undefined);
  return lines.at(-1);
}

const countEntries = async () => (await db.ledger.auditLog.page("all", 200)).entries.length;

test.each([
  ["refused", 0],
  ["lost", 1],
] as const)(
  "an import that dies at any request (%s) is in the audit log if it has changed anybody, and completed when it is repeated",
  async (kind, index) => {
    await resetRoster();
    const before = await table.readAll();
    expect(await runImport(db.connect())).toBe(
      "Imported: 3 new, 1 returning, 1 changed, 0 unchanged, 2 marked as left.",
    );
    const complete = await table.readAll();

    const { first, step } = oneIn(4, 2 * index);
    let hasDied = true;
    for (let at = 1 + first; hasDied; at += step) {
      await resetRoster();
      const entries = await countEntries();
      const client = db.connect();
      interruptRequests(client, { kind, at, forGood: true });
      hasDied = await runImport(client).then(
        () => false,
        () => true,
      );
      const interrupted = await table.readAll();
      if (JSON.stringify(interrupted) !== JSON.stringify(before))
        expect(await countEntries()).toBeGreaterThan(entries);
      const { lock } = db.rosterLedger.imports;
      await lock.release((await lock.findHolder(new Date())) ?? "nobody");
      await runImport(db.connect());
      expect(await table.readAll()).toEqual(complete);
      if (!hasDied) expect(at).toBeGreaterThan(12);
    }
  },
);

test("an import whose process was suspended for longer than its lock lasts writes nothing more", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  try {
    const suspended = withRosterLock(db.rosterLedger, vi.fn(), async (renew) => {
      await renew();
      vi.setSystemTime(Date.now() + (LOCK_SECONDS - 1) * 1000);
      await renew();
      vi.setSystemTime(Date.now() + (LOCK_SECONDS + 1) * 1000);
      // Nobody else holds the lock, but somebody may have, and given serials.
      await renew();
    });
    await expect(suspended).rejects.toThrow("has stopped for too long");
  } finally {
    vi.useRealTimers();
  }
});
