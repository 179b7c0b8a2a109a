import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { writeBatch } from "../../../data/dynamodb/write-batch.ts";
import { readTable } from "../../support/copy-table.ts";
import { startDynamoDb } from "../../support/start-dynamodb.ts";

let db: Awaited<ReturnType<typeof startDynamoDb>>;
beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db[Symbol.asyncDispose]());

const puts = z.object({ RequestItems: z.record(z.string(), z.array(z.unknown())) });

/** A client of a DynamoDB that processes only the first `processed(request)` writes of a request. */
function openBusy(processed: (request: number) => number) {
  const client = db.connect();
  const sizes: number[] = [];
  client.middlewareStack.add(
    (next) => async (args) => {
      const table = db.tables.winners;
      const writes = puts.parse(args.input).RequestItems[table] ?? [];
      sizes.push(writes.length);
      const count = processed(sizes.length);
      const done = writes.slice(0, count);
      const left = writes.slice(count);
      const result =
        done.length > 0
          ? await next({ ...args, input: { ...args.input, RequestItems: { [table]: done } } })
          : { response: undefined, output: { $metadata: {} } };
      Object.assign(result.output, { UnprocessedItems: left.length > 0 ? { [table]: left } : {} });
      return result;
    },
    { step: "initialize" },
  );
  return { client, sizes };
}

const items = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ employee_id: `${prefix}-${String(i).padStart(3, "0")}` }));

async function stored(prefix: string) {
  const all = (await readTable(db.client, db.tables.winners)).map((item) => item["employee_id"]?.S ?? "");
  return all.filter((id) => id.startsWith(`${prefix}-`)).sort();
}

test("any number of items is written, at most 25 in one request", async () => {
  const { client, sizes } = openBusy(() => 25);
  await writeBatch(client, db.tables.winners, items("many", 51));
  expect(sizes).toEqual([25, 25, 1]);
  expect(await stored("many")).toEqual(items("many", 51).map(({ employee_id }) => employee_id));
  await writeBatch(client, db.tables.winners, []);
  expect(sizes).toHaveLength(3);
});

test("writes that DynamoDB was too busy to process are repeated, and only they", async () => {
  const { client, sizes } = openBusy((request) => (request === 2 ? 0 : 10));
  await writeBatch(client, db.tables.winners, items("busy", 22));
  expect(sizes).toEqual([22, 12, 12, 2]);
  expect(await stored("busy")).toHaveLength(22);
});

test("after five requests, the error says how many writes are left", async () => {
  const { client, sizes } = openBusy(() => 1);
  await expect(writeBatch(client, db.tables.winners, items("full", 7))).rejects.toThrow(
    "DynamoDB did not process 2 writes in 5 requests.",
  );
  expect(sizes).toEqual([7, 6, 5, 4, 3]);
});
