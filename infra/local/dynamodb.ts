import { EventEmitter } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import {
  CreateTableCommand,
  DynamoDBClient,
  type KeySchemaElement,
  ListTablesCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { type Context, Hono } from "hono";
import { type TableDefinition, tableDefinitions } from "../../data/tables.ts";
import { closeIterators } from "./close-iterators.ts";
import { isNestedDeeper } from "./json-depth.ts";
import { limitBody } from "./limit-body.ts";
import { createListener, type Listening, startServer } from "./listen.ts";
import { repairIndexes } from "./repair-indexes.ts";
import { isFromWebPage } from "./server-names.ts";

/** DynamoDB's own limit on a request. */
const MAX_REQUEST_BYTES = 16 * 1024 * 1024;
/** DynamoDB's own limit on values, 32, and what stands around them; dynalite goes through them by recursion. */
const DEEPEST_REQUEST = 100;
/** How long closing waits for requests that are being answered, in ms. */
const PATIENCE = 2000;

interface DynamoDbOptions {
  /** 0 takes any free port. */
  port: number;
  /** A folder that keeps the tables; without it they live as long as the process. */
  path?: string | undefined;
  /** The tables' names by their variable (the environment); where one is missing the definition's own is taken. */
  names?: Readonly<Record<string, string | undefined>>;
  /** Whether DynamoDB has no capacity for a request of this caller (an access key's id). */
  throttles?: (caller: string) => boolean;
  /** Told of each request that was carried out. */
  onDone?: (operation: string, body: string) => void;
}

/**
 * DynamoDB on the loopback address, with all tables of the product; those that stand already are kept as they are.
 * Rejects with `PortTaken` where another process has the port.
 */
export async function createDynamoDb({
  port,
  path,
  names = {},
  throttles = () => false,
  onDone,
}: DynamoDbOptions): Promise<Listening> {
  if (path !== undefined) await repairIndexes(path);
  closeIterators();
  const quick = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
  const server = dynalite(path === undefined ? quick : { ...quick, path });
  const [answer] = server.listeners("request");
  if (answer === undefined) throw new Error("dynalite has no request listener.");

  const underWay = new Set<Promise<Response>>();
  let closing = false;
  const app = createFront(throttles, async (request) => {
    if (closing) throw new Error("DynamoDB is closing.");
    const asked = ask((...pair) => Reflect.apply(answer, server, pair), request);
    underWay.add(asked);
    const response = await asked.finally(() => underWay.delete(asked));
    if (response.ok) onDone?.(readOperation(request.headers), request.body.toString());
    return response;
  });
  server.removeAllListeners("request");
  server.on("request", createListener(app));

  const listening = await startServer(server, { port, purpose: "DynamoDB", variable: "DYNAMODB_PORT" });
  try {
    await createTables(`http://127.0.0.1:${listening.port}`, names);
  } catch (error) {
    await listening.close();
    throw error;
  }
  return {
    server,
    port: listening.port,
    async close() {
      closing = true;
      // Dynalite throws out of reach of any handler when its database closes under a request.
      await Promise.race([Promise.allSettled(underWay), wait(PATIENCE, undefined, { ref: false })]);
      await listening.close();
    },
  };
}

interface Asked {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: Buffer;
}

/**
 * Takes the whole request before dynalite sees it, and its answer before the client does: dynalite throws
 * (and so ends the process) when a connection breaks while it reads or when a body is not what it expects.
 */
function createFront(
  throttles: (caller: string) => boolean,
  answer: (request: Asked) => Promise<Response>,
): Hono {
  const app = new Hono();
  // Dynalite itself lets every web page of the world in.
  app.use((c, next) =>
    isFromWebPage(c.req.raw) ? Promise.resolve(refuse(c, "AccessDeniedException", 403)) : next(),
  );
  app.use(limitBody(MAX_REQUEST_BYTES, (c, status) => c.body(null, status)));
  app.on(["GET", "POST"], "/", async (c) => {
    const body = Buffer.from(await c.req.arrayBuffer());
    if (c.req.method === "POST" && isScalar(body)) return refuse(c, "SerializationException", 400);
    if (isNestedDeeper(body.toString(), DEEPEST_REQUEST)) return refuse(c, "ValidationException", 400);
    const headers = c.req.header();
    const [, caller = ""] = /Credential=([^/,\s]*)/.exec(headers["authorization"] ?? "") ?? [];
    if (throttles(caller)) return refuse(c, "ProvisionedThroughputExceededException", 400);
    const { pathname, search } = new URL(c.req.url);
    return answer({ method: c.req.method, url: pathname + search, headers, body });
  });
  app.all("/", (c) => {
    c.header("allow", "GET, HEAD, POST");
    return refuse(c, "UnknownOperationException", 405);
  });
  app.notFound((c) => refuse(c, "UnknownOperationException", 404));
  app.onError((_error, c) => refuse(c, "InternalServerError", 500));
  return app;
}

/** The operation's name, as it stands in `x-amz-target` after the version. */
function readOperation(headers: Readonly<Record<string, string>>): string {
  return headers["x-amz-target"]?.split(".")[1] ?? "";
}

/** Every operation takes an object; dynalite fails on other JSON values. */
function isScalar(body: Buffer): boolean {
  return body.length > 0 && !/^\s*\{/.test(body.toString("utf8", 0, 1000));
}

function refuse(c: Context, code: string, status: 400 | 403 | 404 | 405 | 500): Response {
  return c.body(JSON.stringify({ __type: `com.amazon.coral.service#${code}` }), status, {
    "content-type": "application/x-amz-json-1.0",
  });
}

/** Calls dynalite's request listener with a request and a response in memory. Throws what it throws. */
function ask(answer: (request: object, response: object) => void, asked: Asked): Promise<Response> {
  const { body, ...head } = asked;
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const responseHeaders = new Headers();
  const response = {
    statusCode: 200,
    setHeader: (name: string, value: string | number) => responseHeaders.set(name, String(value)),
    end(text?: string) {
      responseHeaders.delete("content-length");
      responseHeaders.delete("transfer-encoding");
      resolve(new Response(text ?? null, { status: this.statusCode, headers: responseHeaders }));
    },
  };
  const request = Object.assign(new EventEmitter(), head);
  try {
    answer(request, response);
    if (body.length > 0) request.emit("data", body);
    request.emit("end");
  } catch (error) {
    reject(error);
  }
  return promise;
}

async function createTables(
  endpoint: string,
  names: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const client = new DynamoDBClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  try {
    const { TableNames: standing = [] } = await client.send(new ListTablesCommand({}));
    await Promise.all(
      tableDefinitions.map(async (definition) => {
        const name = names[definition.variable] ?? definition.name;
        if (standing.includes(name)) return;
        await client.send(createTable(name, definition));
        await waitUntilTableExists(
          { client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.1 },
          { TableName: name },
        );
      }),
    );
  } finally {
    client.destroy();
  }
}

function createTable(name: string, table: TableDefinition): CreateTableCommand {
  const keys = [table, ...table.indexes].flatMap(({ partitionKey, sortKey }) =>
    sortKey === undefined ? [partitionKey] : [partitionKey, sortKey],
  );
  const types = new Map(keys.map((key) => [key.name, key.type]));
  const indexes = table.indexes.map((index) => ({
    IndexName: index.name,
    KeySchema: formatKeys(index),
    Projection: { ProjectionType: "ALL" as const },
  }));
  return new CreateTableCommand({
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [...types].map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    KeySchema: formatKeys(table),
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
  });
}

function formatKeys({
  partitionKey,
  sortKey,
}: Pick<TableDefinition, "partitionKey" | "sortKey">): KeySchemaElement[] {
  const hash: KeySchemaElement = { AttributeName: partitionKey.name, KeyType: "HASH" };
  return sortKey === undefined ? [hash] : [hash, { AttributeName: sortKey.name, KeyType: "RANGE" }];
}
