import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import pMap from "p-map";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { drawsTable, winnersTable } from "../../../data/tables.ts";
import { startServer } from "../../../infra/local/http/listen.ts";
import { copyTable, readTable } from "../../support/copy-table.ts";
import { DEFAULT_TABLES, employeeItems } from "../../support/start-dynamodb.ts";
import { startLottery } from "../../support/start-lottery.ts";
import { runCli } from "./run-cli.ts";

const WINNERS = 1_000;
const RESTORED = "Lottery-Draws-Restored";
/** DynamoDB's limit for an item, in bytes. */
const LARGEST_ITEM = 409_600;

type Item = Record<string, AttributeValue>;

const things = new AsyncDisposableStack();
let client: DynamoDBClient;
/** The ledger as it was when nothing had been lost. */
let whole: Item[];
beforeAll(async () => {
  const lottery = things.use(
    await startLottery({ roster: employeeItems(WINNERS + 2), tables: DEFAULT_TABLES }),
  );
  client = things.adopt(new DynamoDBClient({}), (opened) => opened.destroy());
  await lottery.draw(1);
  await lottery.draw(WINNERS);
  const name = { ledger: { S: "largest" }, entry: { S: "1" } };
  const content = "x".repeat(LARGEST_ITEM - "ledgerlargestentry1content".length);
  await client.send(
    new PutItemCommand({ TableName: drawsTable.name, Item: { ...name, content: { S: content } } }),
  );
  await copyTable(client, drawsTable.name, RESTORED);
  whole = await readTable(client, drawsTable.name);
}, 60_000);
afterAll(() => things.disposeAsync());
afterEach(async () => {
  await pMap(whole, (Item) => client.send(new PutItemCommand({ TableName: drawsTable.name, Item })), {
    concurrency: 16,
  });
});

const restore = (...args: string[]) => runCli("restore-table", args);

const keyOf = ({ ledger, entry }: Item) => ({ Key: { ...(ledger && { ledger }), ...(entry && { entry }) } });
const lose = (items: readonly Item[]) =>
  pMap(items, (item) => client.send(new DeleteItemCommand({ TableName: drawsTable.name, ...keyOf(item) })), {
    concurrency: 16,
  });

const sorted = (items: readonly Item[]) =>
  items.toSorted((a, b) => JSON.stringify(keyOf(a)).localeCompare(JSON.stringify(keyOf(b))));
const expectWhole = async () =>
  expect(sorted(await readTable(client, drawsTable.name))).toEqual(sorted(whole));

test("brings back all items of a lost table, a record of 1,000 winners and the largest item included", async () => {
  const largest = Math.max(...whole.map((item) => JSON.stringify(item).length));
  expect(largest).toBeGreaterThan(131_072);
  await lose(whole);
  expect(await restore(RESTORED, drawsTable.name)).toEqual({
    out: `${RESTORED} has ${whole.length} items: ${whole.length} copied to Lottery-Draws, 0 already there.\n`,
    err: "",
    code: 0,
  });
  await expectWhole();
});

test("brings back only what is missing, and does nothing when it is run again", async () => {
  await lose(whole.slice(0, 3));
  const { out, code } = await restore(RESTORED, drawsTable.name);
  expect(out).toContain(`3 copied to Lottery-Draws, ${whole.length - 3} already there.`);
  expect(code).toBe(0);
  await expectWhole();
  expect((await restore(RESTORED, drawsTable.name)).out).toContain("0 copied to Lottery-Draws");
});

test("names items that are there with other content, keeps them and fails, unless it is told to replace them", async () => {
  const changed = whole.filter(({ ledger }) => ledger?.S === "draws");
  for (const item of changed)
    await client.send(
      new PutItemCommand({ TableName: drawsTable.name, Item: { ...item, prize: { S: "?" } } }),
    );
  const keys = changed.map(({ ledger, entry }) => `${ledger?.S}/${entry?.S}`).sort();
  const before = await readTable(client, drawsTable.name);

  const refused = await restore(RESTORED, drawsTable.name);
  expect(refused.code).toBe(1);
  expect(refused.out).toContain(`2 are in Lottery-Draws with other content, which stays.`);
  expect(refused.out).toContain(`\n  ${keys[0]}\n  ${keys[1]}\n`);
  expect(sorted(await readTable(client, drawsTable.name))).toEqual(sorted(before));

  const first = await restore(RESTORED, drawsTable.name, "--replace", keys[0] ?? "");
  expect(first).toMatchObject({ code: 1 });
  expect(first.out).toContain("1 copied");
  expect(await restore(RESTORED, drawsTable.name, "--replace", keys[1] ?? "")).toMatchObject({ code: 0 });
  await expectWhole();
});

test.each([
  { args: [RESTORED], says: "Usage: npm run" },
  { args: [RESTORED, RESTORED], says: "Usage: npm run" },
  { args: ["Nowhere", drawsTable.name], says: "There is no table Nowhere here." },
  { args: [RESTORED, winnersTable.name], says: `${RESTORED} is no copy of Lottery-Winners` },
])("says in one line what is wrong with $args, and changes nothing", async ({ args, says }) => {
  const { out, err, code } = await restore(...args);
  expect({ out, code }).toEqual({ out: "", code: 1 });
  expect(err).toContain(says);
  expect(err.trim()).not.toContain("\n");
  expect(await readTable(client, winnersTable.name)).toHaveLength(WINNERS + 1);
});

test("an item that cannot be written for another reason than that it is there is an error", async () => {
  await lose(whole.slice(0, 1));
  const front = createServer(async (incoming, outgoing) => {
    const target = String(incoming.headers["x-amz-target"]);
    if (target.endsWith(".PutItem"))
      return void outgoing
        .writeHead(400, { "content-type": "application/x-amz-json-1.0" })
        .end('{"__type":"com.amazonaws.dynamodb.v20120810#AccessDeniedException","message":"Not you."}');
    const body = await text(incoming);
    const { authorization = "", "x-amz-date": date } = incoming.headers;
    const answer = await fetch(process.env["AWS_ENDPOINT_URL_DYNAMODB"] ?? "", {
      method: "POST",
      headers: {
        "x-amz-target": target,
        "content-type": "application/x-amz-json-1.0",
        authorization,
        "x-amz-date": String(date),
      },
      body,
    });
    outgoing.writeHead(answer.status).end(await answer.text());
  });
  const { port, close } = await startServer(front, { port: 0, purpose: "it", variable: "none" });
  const env = { AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}` };
  const refused = await runCli("restore-table", [RESTORED, drawsTable.name], env);
  await close();
  expect(refused).toEqual({ out: "", err: "AccessDeniedException: Not you.\n", code: 1 });
});
