import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { DeleteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { Pool } from "undici";
import { z } from "zod";
import { type TableDefinition, tableDefinitions } from "../../data/tables.ts";
import { startServer } from "../../infra/local/http/listen.ts";
import { createTables, type TableNames } from "../../infra/local/services/dynamodb/create-tables.ts";
import { deleteTables } from "./delete-tables.ts";
import { sendToDynamoDb } from "./send-to-dynamodb.ts";

const attributes = z.record(z.string(), z.unknown());
const keyValue = z.union([z.object({ S: z.string() }), z.object({ N: z.string() })]);

type Key = Record<string, z.output<typeof keyValue>>;

const write = z.object({
  TableName: z.string().optional(),
  Item: attributes.optional(),
  Key: attributes.optional(),
  RequestItems: z
    .record(
      z.string(),
      z.array(
        z.object({
          PutRequest: z.object({ Item: attributes }).optional(),
          DeleteRequest: z.object({ Key: attributes }).optional(),
        }),
      ),
    )
    .optional(),
});
const read = z.looseObject({
  TableName: z.string(),
  ConsistentRead: z.boolean().default(false),
});
const batchRead = z.looseObject({
  RequestItems: z.record(z.string(), z.looseObject({ ConsistentRead: z.boolean().default(false) })),
});
const batchResponse = z.looseObject({
  Responses: z.record(z.string(), z.unknown()).default({}),
  UnprocessedKeys: z.record(z.string(), z.unknown()).default({}),
});

const WRITES = new Set(["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"]);
const READS = new Set(["GetItem", "Query", "Scan"]);

/** A change that the copy of a table does not have yet. */
interface Change {
  table: string;
  key: Key;
  /** Epoch milliseconds. */
  at: number;
}

const copyOf = (table: string) => `${table}-copy`;

/**
 * A front of a DynamoDB endpoint. Each read that is not strongly consistent (every read of an index is such a read)
 * returns an older state: the front keeps a copy of each table, which follows after `delayMs`, or when the test calls
 * `catchUp`.
 */
export async function lagReads(endpoint: string, names: TableNames, delayMs: number) {
  const definitions = new Map<string, TableDefinition>(
    tableDefinitions.map((definition) => [names[definition.variable] ?? definition.name, definition]),
  );
  const copies = Object.fromEntries([...definitions].map(([name, { variable }]) => [variable, copyOf(name)]));
  await createTables(sendToDynamoDb(endpoint), copies);
  const client = new DynamoDBClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  // It takes a third of the time of `fetch`.
  const pool = new Pool(endpoint);
  const changes: Change[] = [];
  let copying = Promise.resolve();

  const copy = async ({ table, key }: Change) => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }),
    );
    if (Item) await client.send(new PutItemCommand({ TableName: copyOf(table), Item }));
    else await client.send(new DeleteItemCommand({ TableName: copyOf(table), Key: key }));
  };
  /** Copies the changes up to a time, in order. */
  const copyUntil = (time: number) => {
    copying = copying.then(async () => {
      for (let change = changes[0]; change && change.at <= time; change = changes[0]) {
        await copy(change);
        changes.shift();
      }
    });
    return copying;
  };

  const keyOf = (table: string, from: Readonly<Record<string, unknown>>): Key => {
    const definition = definitions.get(table);
    if (!definition) throw new Error(`There is no table ${table}.`);
    const { partitionKey, sortKey } = definition;
    const names = [partitionKey, ...(sortKey ? [sortKey] : [])].map(({ name }) => name);
    return Object.fromEntries(names.map((name) => [name, keyValue.parse(from[name])]));
  };

  const note = (body: unknown) => {
    const { TableName = "", Item, Key, RequestItems = {} } = write.parse(body);
    const written = [
      { table: TableName, from: Item ?? Key },
      ...Object.entries(RequestItems).flatMap(([table, requests]) =>
        requests.map(({ PutRequest, DeleteRequest }) => ({
          table,
          from: PutRequest?.Item ?? DeleteRequest?.Key,
        })),
      ),
    ];
    for (const { table, from } of written)
      if (from) changes.push({ table, key: keyOf(table, from), at: Date.now() });
  };

  const send = async (headers: IncomingMessage["headers"], body: string) => {
    const { "content-length": _, host: __, connection: ___, ...others } = headers;
    const response = await pool.request({ path: "/", method: "POST", headers: others, body });
    return { status: response.statusCode, body: await response.body.text() };
  };

  /** Reads each table of a batch by its own consistency. */
  const sendBatch = async (headers: IncomingMessage["headers"], asked: z.output<typeof batchRead>) => {
    const RequestItems = Object.fromEntries(
      Object.entries(asked.RequestItems).map(([table, { ConsistentRead, ...request }]) => [
        ConsistentRead ? table : copyOf(table),
        { ...request, ConsistentRead: true },
      ]),
    );
    const { status, body } = await send(headers, JSON.stringify({ ...asked, RequestItems }));
    if (status !== 200) return { status, body };
    const { Responses, UnprocessedKeys } = batchResponse.parse(JSON.parse(body));
    const rename = (byTable: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(byTable).map(([table, each]) => [table.replace(/-copy$/, ""), each]));
    return {
      status,
      body: JSON.stringify({ Responses: rename(Responses), UnprocessedKeys: rename(UnprocessedKeys) }),
    };
  };

  const respond = async ({ headers }: IncomingMessage, text: string) => {
    const operation = String(headers["x-amz-target"]).split(".")[1] ?? "";
    const body: unknown = JSON.parse(text);
    if (WRITES.has(operation)) {
      const written = await send(headers, text);
      if (written.status === 200) note(body);
      return written;
    }
    if (Number.isFinite(delayMs)) await copyUntil(Date.now() - delayMs);
    if (operation === "BatchGetItem") return sendBatch(headers, batchRead.parse(body));
    if (!READS.has(operation)) return send(headers, text);
    const asked = read.parse(body);
    return asked.ConsistentRead
      ? send(headers, text)
      : send(headers, JSON.stringify({ ...asked, TableName: copyOf(asked.TableName) }));
  };

  const server = createServer(async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { status, body } = await respond(incoming, (await buffer(incoming)).toString()).catch(
      (error: Error) => ({
        status: 500,
        body: JSON.stringify({ __type: "InternalServerError", message: error.message }),
      }),
    );
    outgoing.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(body);
  });
  const listening = await startServer(server, { port: 0, purpose: "lagging reads", variable: "none" });
  return {
    url: `http://127.0.0.1:${listening.port}`,
    /** Makes every read current until the next write. */
    catchUp: () => copyUntil(Number.POSITIVE_INFINITY),
    async close() {
      await listening.close();
      await copying;
      client.destroy();
      await pool.close();
      await deleteTables(endpoint, Object.values(copies));
    },
  };
}
