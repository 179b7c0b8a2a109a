/** @module-tag slow */
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { isDeepStrictEqual } from "node:util";
import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import pMap from "p-map";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { drawsTable, employeeTable, winnersTable } from "../../../data/tables.ts";
import { startServer } from "../../../infra/local/http/listen.ts";
import { copyTable, emptyTable, readTable } from "../../support/copy-table.ts";
import { DEFAULT_TABLES, employeeItems } from "../../support/start-dynamodb.ts";
import { type Lottery, startLottery } from "../../support/start-lottery.ts";
import { runCli, startCli } from "./run-cli.ts";

const WINNERS = 1_000;
const RESTORED = "Lottery-Draws-Restored";
/** DynamoDB's limit for an item, in bytes. */
const LARGEST_ITEM = 409_600;

type Item = Record<string, AttributeValue>;

const things = new AsyncDisposableStack();
let lottery: Lottery;
let client: DynamoDBClient;
/** The complete ledger, of which `RESTORED` is a copy. */
let complete: Item[];
beforeAll(async () => {
  lottery = things.use(await startLottery({ roster: employeeItems(10), tables: DEFAULT_TABLES }));
  client = things.adopt(new DynamoDBClient(lottery.connection), (opened) => opened.destroy());
  await lottery.draw(1);
  await lottery.draw(2);
  await copyTable(client, drawsTable.name, RESTORED);
  complete = await readTable(client, drawsTable.name);
}, 60_000);
afterAll(() => things.disposeAsync());
afterEach(async () => {
  if (isDeepStrictEqual(await readTable(client, drawsTable.name), complete)) return;
  await emptyTable(client, drawsTable.name);
  await pMap(complete, (Item) => client.send(new PutItemCommand({ TableName: drawsTable.name, Item })), {
    concurrency: 16,
  });
});

/** Gives the second draw as many winners as a draw can have. */
async function putLargeRecord() {
  const record = (await readTable(client, drawsTable.name)).findLast(({ ledger }) => ledger?.S === "draws");
  const [winner] = record?.["winners"]?.L ?? [];
  if (!winner) throw new Error("The draw has no winners.");
  const winners = { L: Array.from({ length: WINNERS }, () => winner) };
  await client.send(new PutItemCommand({ TableName: drawsTable.name, Item: { ...record, winners } }));
}

async function putLargestItem() {
  const name = { ledger: { S: "largest" }, entry: { S: "1" } };
  const content = "x".repeat(LARGEST_ITEM - "ledgerlargestentry1content".length);
  await client.send(
    new PutItemCommand({ TableName: drawsTable.name, Item: { ...name, content: { S: content } } }),
  );
}

const restore = (...args: string[]) => runCli("restore-table", args, lottery.environment);

const keyOf = ({ ledger, entry }: Item) => ({ Key: { ...(ledger && { ledger }), ...(entry && { entry }) } });
const lose = (items: readonly Item[]) =>
  pMap(items, (item) => client.send(new DeleteItemCommand({ TableName: drawsTable.name, ...keyOf(item) })), {
    concurrency: 16,
  });

const sorted = (items: readonly Item[]) =>
  items.toSorted((a, b) => JSON.stringify(keyOf(a)).localeCompare(JSON.stringify(keyOf(b))));
/** The log has an entry of each restoration. */
const isOfRestore = ({ action }: Item) => action?.S === "table.restore";
const readLedger = async () =>
  (await readTable(client, drawsTable.name)).filter((item) => !isOfRestore(item));
const expectComplete = async () => expect(sorted(await readLedger())).toEqual(sorted(complete));

test("restores all items of an empty table, including a record of 1,000 winners and the largest possible item", async () => {
  await putLargeRecord();
  await putLargestItem();
  const copy = "Lottery-Draws-Large";
  await copyTable(client, drawsTable.name, copy);
  const all = await readLedger();
  expect(Math.max(...all.map((item) => JSON.stringify(item).length))).toBeGreaterThan(131_072);
  await lose(all);
  expect(await startCli("restore-table", [copy, drawsTable.name], lottery.environment)).toEqual({
    out: `${copy} has ${all.length} items: ${all.length} copied to Lottery-Draws, 0 already there.\n`,
    err: `This changes the table Lottery-Draws at ${lottery.connection.endpoint}.\n`,
    code: 0,
  });
  expect(sorted(await readLedger())).toEqual(sorted(all));
});

test.each([[employeeTable.name], [winnersTable.name]])("restores all items of %s", async (name) => {
  const all = await readTable(client, name);
  expect(all.length).toBeGreaterThan(2);
  await copyTable(client, name, `${name}-Restored`);
  await emptyTable(client, name);
  expect(await restore(`${name}-Restored`, name)).toMatchObject({
    out: `${name}-Restored has ${all.length} items: ${all.length} copied to ${name}, 0 already there.\n`,
    err: expect.stringContaining(`This changes the tables ${name} and Lottery-Draws at `),
    code: 0,
  });
  expect(await readTable(client, name)).toEqual(all);
});

test("restores only missing items, and does nothing when it is run again", async () => {
  await lose(complete.slice(0, 3));
  const { out, code } = await restore(RESTORED, drawsTable.name);
  expect(out).toContain(`3 copied to Lottery-Draws, ${complete.length - 3} already there.`);
  expect(code).toBe(0);
  await expectComplete();
  const ofRestore = async () => (await readTable(client, drawsTable.name)).filter(isOfRestore);
  const logged = await ofRestore();
  expect(logged.at(-1)).toMatchObject({
    after: { M: { table: { S: "Lottery-Draws" }, copied: { N: expect.any(String) } } },
  });
  expect((await restore(RESTORED, drawsTable.name)).out).toContain("0 copied to Lottery-Draws");
  expect(await ofRestore()).toEqual(logged);
});

test("lists items with other content, keeps them and fails, unless --replace names them", async () => {
  const changed = complete.filter(({ ledger }) => ledger?.S === "draws");
  for (const item of changed)
    await client.send(
      new PutItemCommand({ TableName: drawsTable.name, Item: { ...item, prize: { S: "?" } } }),
    );
  const keys = changed.map(({ ledger, entry }) => `${ledger?.S}/${entry?.S}`).sort();
  const before = await readTable(client, drawsTable.name);

  const refused = await restore(RESTORED, drawsTable.name);
  expect(refused.code).toBe(1);
  expect(refused.out).toContain(`2 have other content in Lottery-Draws and were not changed.`);
  expect(refused.out).toContain(`\n  ${keys[0]}\n  ${keys[1]}\n`);
  expect(sorted(await readTable(client, drawsTable.name))).toEqual(sorted(before));

  const first = await restore(RESTORED, drawsTable.name, "--replace", keys[0] ?? "");
  expect(first).toMatchObject({ code: 1 });
  expect(first.out).toContain("1 copied");
  expect(await restore(RESTORED, drawsTable.name, "--replace", keys[1] ?? "")).toMatchObject({ code: 0 });
  await expectComplete();
});

test.each([
  { args: [RESTORED], message: "Usage: npm run" },
  { args: [RESTORED, RESTORED], message: "Usage: npm run" },
  { args: ["Nowhere", drawsTable.name], message: "The table Nowhere does not exist." },
  { args: [RESTORED, winnersTable.name], message: `${RESTORED} is not a copy of Lottery-Winners` },
])("refuses the arguments $args in one line, and changes nothing", async ({ args, message }) => {
  const { out, err, code } = await restore(...args);
  expect({ out, code }).toEqual({ out: "", code: 1 });
  expect(err).toContain(message);
  expect(err).toMatch(/^(?:This changes [^\n]+\n)?[^\n]+\n$/);
  expect(await readTable(client, winnersTable.name)).toHaveLength(3);
});

test("an item that cannot be written is an error", async () => {
  await lose(complete.slice(0, 1));
  const proxy = createServer(async (incoming, outgoing) => {
    const target = String(incoming.headers["x-amz-target"]);
    if (target.endsWith(".PutItem"))
      return void outgoing
        .writeHead(400, { "content-type": "application/x-amz-json-1.0" })
        .end('{"__type":"com.amazonaws.dynamodb.v20120810#AccessDeniedException","message":"Not you."}');
    const body = await text(incoming);
    const { authorization = "", "x-amz-date": date } = incoming.headers;
    const response = await fetch(lottery.connection.endpoint, {
      method: "POST",
      headers: {
        "x-amz-target": target,
        "content-type": "application/x-amz-json-1.0",
        authorization,
        "x-amz-date": String(date),
      },
      body,
    });
    outgoing.writeHead(response.status).end(await response.text());
  });
  const { port, close } = await startServer(proxy, { port: 0, purpose: "the proxy", variable: "none" });
  const env = { ...lottery.environment, AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}` };
  const refused = await runCli("restore-table", [RESTORED, drawsTable.name], env);
  await close();
  expect(refused).toMatchObject({ out: "", code: 1 });
  expect(refused.err).toMatch(
    /^This changes [^\n]+\nAWS does not allow this with the credentials of this shell: they need [^\n]+\n$/,
  );
});
