/** @module-tag slow */
import { BatchWriteCommand, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, test, vi } from "vitest";
import { createAuditLog, type LogSelection } from "../../../data/ledger/audit-log.ts";
import { LARGEST_DETAILS, type LogEntry } from "../../../data/ledger/log-entry.ts";
import { countRequests } from "../../support/count-requests.ts";
import { interruptRequests } from "../../support/interrupt-requests.ts";
import { scanTable } from "../../support/scan-table.ts";
import { startDynamoDb } from "../../support/start-dynamodb.ts";

const start = Date.parse("2026-06-15T12:00:00Z");

/** An entry at second `i`, with an own id. */
function entryAt(i: number, more: Partial<LogEntry> = {}): LogEntry {
  return {
    at: new Date(start + i * 1_000).toISOString(),
    id: `change-${i}`,
    who: { user_id: "U0OPERATOR" },
    action: "employee.exclude",
    ...more,
  };
}

async function openLog() {
  const db = await startDynamoDb();
  const list = async (selection: LogSelection, limit = 100, before?: string) =>
    (await db.ledger.auditLog.page(selection, limit, before)).entries.map(({ entry }) => entry?.id);
  return { ...db, log: db.ledger.auditLog, list };
}

test("an entry is listed among all entries, and for who made it, whom it is about, its draw and its employee", async () => {
  await using db = await openLog();
  const redrawn = entryAt(1, {
    action: "draw.redraw",
    draw_no: 7,
    employee_id: "E0007",
    before: { winners: ["E0007"], none: null },
    after: { reason: "<!channel> 王芳 🎉" },
  });
  await db.log.append(redrawn);
  await db.log.append(entryAt(2, { action: "operators.add", who: { user_id: "U0OTHER" }, user_id: "U0ANN" }));
  await db.log.append(entryAt(3, { action: "roster.import", who: { cli: "dana" } }));
  expect(await db.log.page({ draw_no: 7 }, 10)).toEqual({
    entries: [{ key: `${redrawn.at}#${redrawn.id}`, entry: redrawn }],
    more: false,
  });
  expect(await db.list("all")).toEqual(["change-3", "change-2", "change-1"]);
  expect(await db.list({ user_id: "U0OPERATOR" })).toEqual(["change-1"]);
  expect(await db.list({ user_id: "U0OTHER" })).toEqual(["change-2"]);
  expect(await db.list({ user_id: "U0ANN" })).toEqual(["change-2"]);
  expect(await db.list({ employee_id: "E0007" })).toEqual(["change-1"]);
  expect(await db.list({ draw_no: 70 })).toEqual([]);
});

test("pages list each entry once, newest first, and say whether there are older ones", async () => {
  await using db = await openLog();
  for (const i of [3, 1, 5, 2, 4]) await db.log.append(entryAt(i));
  const newest = await db.log.page("all", 2);
  expect(newest).toMatchObject({ entries: [{ entry: { id: "change-5" } }, { entry: { id: "change-4" } }] });
  expect(newest.more).toBe(true);
  const next = await db.log.page("all", 2, newest.entries.at(-1)?.key);
  expect(next).toMatchObject({ entries: [{ entry: { id: "change-3" } }, { entry: { id: "change-2" } }] });
  expect(next.more).toBe(true);
  const last = await db.log.page("all", 1, next.entries.at(-1)?.key);
  expect(last).toMatchObject({ entries: [{ entry: { id: "change-1" } }], more: false });
});

test("an entry that is added again keeps its first content", async () => {
  await using db = await openLog();
  await db.log.append(entryAt(1, { before: { excluded: null }, after: { excluded: "always" } }));
  const stored = await scanTable(db.client, db.tables.draws);
  // The change was made, but not confirmed. The second time, nothing differs any more, and it is later.
  await db.log.append({ ...entryAt(9, { before: { excluded: "always" } }), id: "change-1" });
  expect(await scanTable(db.client, db.tables.draws)).toEqual(stored);
});

test("runs that add the same entry at the same time write one", async () => {
  await using db = await openLog();
  const same = [1, 2, 3].map((i) => entryAt(i, { id: "same", draw_no: 3, after: { run: i } }));
  await Promise.all(same.map((entry) => db.log.append(entry)));
  for (const selection of ["all", { user_id: "U0OPERATOR" }, { draw_no: 3 }] as const)
    expect(await db.list(selection)).toEqual(["same"]);
});

test("an entry that was added in part is completed when it is added again", async () => {
  for (const at of [1, 2]) {
    await using db = await openLog();
    const client = db.connect();
    interruptRequests(client, { kind: "refused", at });
    const entry = entryAt(1, { draw_no: 3 });
    await expect(createAuditLog(client, db.tables.draws).append(entry)).rejects.toThrow();
    await db.log.append(entry);
    expect(await db.list("all")).toEqual(["change-1"]);
    expect(await db.list({ draw_no: 3 })).toEqual(["change-1"]);
  }
});

test("copies that DynamoDB was too busy to write are written again, and an entry is not added without them", async () => {
  await using db = await openLog();
  const client = db.connect();
  let busy = 2;
  const requests: number[] = [];
  const unprocessed = (puts: unknown[]) => ({
    response: {},
    output: { $metadata: {}, UnprocessedItems: { [db.tables.draws]: puts } },
  });
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== "BatchWriteItemCommand") return next(args);
        const { RequestItems } = args.input as InstanceType<typeof BatchWriteCommand>["input"];
        const puts = RequestItems?.[db.tables.draws] ?? [];
        requests.push(puts.length);
        if (busy-- <= 0) return next(args);
        if (busy === Infinity) return unprocessed(puts);
        // The first copy is written, the others are not.
        await db.client.send(new PutCommand({ TableName: db.tables.draws, Item: puts[0]?.PutRequest?.Item }));
        return unprocessed(puts.slice(1));
      },
    { step: "initialize", priority: "low" },
  );
  const log = createAuditLog(client, db.tables.draws);
  await log.append(entryAt(1, { draw_no: 3, employee_id: "E0001" }));
  expect(requests).toEqual([4, 3, 2]);
  for (const selection of [
    "all",
    { user_id: "U0OPERATOR" },
    { draw_no: 3 },
    { employee_id: "E0001" },
  ] as const)
    expect(await db.list(selection)).toEqual(["change-1"]);
  busy = Infinity;
  await expect(log.append(entryAt(2, { draw_no: 3 }))).rejects.toThrow("The audit log was not written.");
});

test("an entry costs two requests, and a page one, in a log of ten entries and of two thousand", {
  tags: ["slow"],
}, async () => {
  await using db = await openLog();
  /** Only the list of all entries: each list is read by the same query. */
  const fill = async (from: number, to: number) => {
    const puts = Array.from({ length: to - from }, (_, i) => {
      const entry = entryAt(from + i);
      return { PutRequest: { Item: { ...entry, ledger: "log", entry: `${entry.at}#${entry.id}` } } };
    });
    for (let i = 0; i < puts.length; i += 25)
      await db.client.send(
        new BatchWriteCommand({ RequestItems: { [db.tables.draws]: puts.slice(i, i + 25) } }),
      );
  };
  const count = async (added: number) => {
    const { key = "" } = (await db.log.page("all", 5)).entries.at(-1) ?? {};
    return [
      await countRequests(db.client, () => db.log.append(entryAt(added, { id: `added-${added}` }))),
      await countRequests(db.client, () => db.log.page("all", 10)),
      await countRequests(db.client, () => db.log.page("all", 10, key)),
    ];
  };
  await fill(0, 10);
  const few = await count(20_000);
  expect(few).toEqual([2, 1, 1]);
  await fill(10, 2_000);
  expect(await count(20_001)).toEqual(few);
});

test("a malformed entry is listed without its content, and logged without it", async () => {
  await using db = await openLog();
  await db.log.append(entryAt(1));
  await db.putRecord({ ledger: "log", entry: "2026-06-15T12:00:02.000Z#odd", who: "王芳" });
  const warn = vi.spyOn(console, "error").mockReturnValue();
  expect((await db.log.page("all", 10)).entries).toMatchObject([
    { key: "2026-06-15T12:00:02.000Z#odd", entry: undefined },
    { entry: { id: "change-1" } },
  ]);
  expect(warn.mock.calls).toEqual([
    [{ event: "log-entry-malformed", entry: "2026-06-15T12:00:02.000Z#odd" }],
  ]);
});

test("a malformed or too large entry is refused, and the largest one is stored and listed", async () => {
  await using db = await openLog();
  const largest = "x".repeat(LARGEST_DETAILS - '{"all":""}'.length);
  for (const more of [
    { at: "2026-06-15T12:00:00+08:00" },
    { at: "2026-06-15T12:00:00Z" },
    { id: "" },
    { draw_no: 0 },
    { after: { all: `${largest}x` } },
  ])
    await expect(db.log.append(entryAt(1, more))).rejects.toMatchObject({ name: "InvalidItem" });
  expect(await scanTable(db.client, db.tables.draws)).toEqual([]);
  for (const i of [1, 2, 3, 4, 5, 6, 7, 8])
    await db.log.append(entryAt(i, { before: { all: largest }, after: { all: largest } }));
  expect(await db.list("all", 7)).toHaveLength(7);
  expect((await db.log.page("all", 7)).more).toBe(true);
  expect((await db.log.page("all", 8)).more).toBe(false);
});

test("the name of a system account is stored in one line and cut", async () => {
  await using db = await openLog();
  await db.log.append(entryAt(1, { who: { cli: `root\n\u202e${"x".repeat(300)}` } }));
  const { Item } = await db.client.send(
    new GetCommand({
      TableName: db.tables.draws,
      Key: { ledger: "log#ids", entry: "change-1" },
      ConsistentRead: true,
    }),
  );
  expect(Item?.["who"]).toEqual({ cli: `root ${"x".repeat(95)}` });
});
