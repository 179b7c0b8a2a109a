import { randomUUID } from "node:crypto";
import { BatchWriteCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createDocumentClient } from "../../data/dynamodb/document-client.ts";
import { createLedger } from "../../data/ledger/ledger.ts";
import { createRosterLedger } from "../../data/ledger/roster-ledger.ts";
import { createClaims } from "../../data/people/claims.ts";
import { createExclusions } from "../../data/people/exclusions.ts";
import { createOptOuts } from "../../data/people/opt-outs.ts";
import { createPeopleTable } from "../../data/people/people-table.ts";
import { createRoster } from "../../data/people/roster.ts";
import type { RosterItem } from "../../data/people/roster-item.ts";
import { drawsTable, employeeTable, type TableDefinition, winnersTable } from "../../data/tables.ts";
import { createTables } from "../../infra/local/services/dynamodb/create-tables.ts";
import { createDynamoDb } from "../../infra/local/services/dynamodb/dynamodb.ts";
import { openVisitLog } from "../../workflow/attempt/open-visit-log.ts";
import { deleteTables } from "./delete-tables.ts";
import { lagReads } from "./lag-reads.ts";
import { readHistory } from "./read-history.ts";
import { requireConsistentReads } from "./require-consistent-reads.ts";
import { sendToDynamoDb } from "./send-to-dynamodb.ts";
import { skipSignature } from "./skip-signature.ts";
import { returnSmallPages } from "./small-pages.ts";

/** An item of a table, which any program may have written. */
export type TableItem = Readonly<Record<string, unknown>>;

/** The maximum number of items in a batch write. */
const BATCH = 25;

/** The names of the product's tables. */
export interface Tables {
  employees: string;
  winners: string;
  draws: string;
}

export const DEFAULT_TABLES: Tables = {
  employees: employeeTable.name,
  winners: winnersTable.name,
  draws: drawsTable.name,
};

/** Every store of the product over one client. */
export function createStores(client: DynamoDBDocumentClient, tables: Tables = DEFAULT_TABLES) {
  const ledger = createLedger(client, tables.draws);
  return {
    client,
    claims: createClaims(client, tables.winners),
    ledger,
    rosterLedger: createRosterLedger(client, tables.draws),
    rosterPages: ledger.rosterPages,
    roster: createRoster(client, tables.employees),
    exclusions: createExclusions(client, tables.employees),
    optOuts: createOptOuts(client, tables.employees),
    people: createPeopleTable(client, tables.employees),
    visitLog: openVisitLog(client, tables.draws),
  };
}

/** Names that no other test uses, so that tests can share one endpoint. */
function createUniqueNames(): Tables {
  const prefix = `Test-${randomUUID()}`;
  return {
    employees: `${prefix}-${employeeTable.name}`,
    winners: `${prefix}-${winnersTable.name}`,
    draws: `${prefix}-${drawsTable.name}`,
  };
}

/** The DynamoDB endpoint that the environment names, or a local DynamoDB of its own. */
async function openEndpoint(tables: Tables) {
  const names = formatNames(tables);
  const url = process.env["TEST_DYNAMODB_ENDPOINT"];
  if (url === undefined) {
    const { port, close } = await createDynamoDb({ port: 0, names });
    return { url: `http://127.0.0.1:${port}`, isLocal: true, close };
  }
  await createTables(sendToDynamoDb(url), names);
  return { url, isLocal: false, close: () => deleteTables(url, Object.values(tables)) };
}

/** An emulator may need more than the three seconds that the product gives DynamoDB. */
function allowSlowResponses({ config: { requestHandler } }: DynamoDBDocumentClient) {
  if (!("updateHttpClientConfig" in requestHandler)) throw new Error("The SDK's HTTP handler has changed.");
  const { updateHttpClientConfig: update } = requestHandler;
  if (typeof update === "function") update.call(requestHandler, "requestTimeout", 60_000);
}

interface DynamoDbOptions {
  /** Fixed names are for tests of commands that use the default names. Such tests run on the local DynamoDB only. */
  tables?: Tables;
  /** The lag of reads that are not strongly consistent, in ms. With `Infinity`, they lag until `catchUp` is called. */
  lagMs?: number;
  /** The most items in a page of a query or a scan. */
  pageSize?: number;
  /** Can put a proxy before DynamoDB. Receives DynamoDB's address, and returns the one that clients use. */
  reach?: (url: string) => Promise<string>;
}

/** Starts a DynamoDB with the product's tables, which are empty, and creates the product's client and stores. */
export async function startDynamoDb({
  tables = createUniqueNames(),
  lagMs = Number(process.env["TEST_READ_LAG_MS"] ?? 0),
  pageSize,
  reach = (url) => Promise.resolve(url),
}: DynamoDbOptions = {}) {
  await using things = new AsyncDisposableStack();
  const names = formatNames(tables);
  const endpoint = await openEndpoint(tables);
  things.defer(endpoint.close);
  const lagging = lagMs > 0 ? await lagReads(endpoint.url, names, lagMs) : undefined;
  if (lagging) things.defer(lagging.close);

  const connection = {
    endpoint: await reach(lagging?.url ?? endpoint.url),
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  const clients: DynamoDBDocumentClient[] = [];
  things.defer(() => {
    for (const client of clients) client.destroy();
  });
  const connect = () => {
    const client = createDocumentClient(connection);
    clients.push(client);
    requireConsistentReads(client);
    if (endpoint.isLocal) skipSignature(client);
    else allowSlowResponses(client);
    if (pageSize !== undefined) returnSmallPages(client, pageSize);
    return client;
  };
  const stores = createStores(connect(), tables);
  const catchUp = async () => lagging?.catchUp();
  const put = async (table: string, items: readonly TableItem[]) => {
    for (let start = 0; start < items.length; start += BATCH) {
      const requests = items.slice(start, start + BATCH).map((Item) => ({ PutRequest: { Item } }));
      await stores.client.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
    }
    await catchUp();
  };
  const owned = things.move();
  return {
    ...stores,
    tables,
    /** The names of the tables by variable. */
    names,
    /** The settings of clients. The environment does not change, because all test files share it. */
    connection,
    /** The environment variables for clients in another process. */
    environment: {
      AWS_ENDPOINT_URL_DYNAMODB: connection.endpoint,
      AWS_REGION: connection.region,
      AWS_ACCESS_KEY_ID: connection.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: connection.credentials.secretAccessKey,
    },
    /** Creates another client of the same tables, like that of another process. */
    connect,
    /** Makes every read current, as if the indexes had caught up with their tables. */
    catchUp,
    fillRoster: (items: readonly TableItem[]) => put(tables.employees, items),
    fillWinners: (items: readonly TableItem[]) => put(tables.winners, items),
    fillDraws: (items: readonly TableItem[]) => put(tables.draws, items),
    /** The record of the draw with this id. */
    async readById(drawId: string) {
      const draw = (await readHistory(stores.ledger)).find(({ draw_id }) => draw_id === drawId);
      if (!draw) throw new Error(`The ledger has no draw ${drawId}.`);
      return draw;
    },
    putRecord: (Item: TableItem) => put(tables.draws, [Item]),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** The names by variable. A new table needs one. */
function formatNames({ employees, winners, draws }: Tables): Record<TableDefinition["variable"], string> {
  return { EMPLOYEE_TABLE: employees, WINNERS_TABLE: winners, DRAWS_TABLE: draws };
}

/** The employee with this serial: id `E0007`, name `Name 7`. */
export function employeeItem(serial: number, more: TableItem = {}): RosterItem {
  return {
    employee_id: `E${String(serial).padStart(4, "0")}`,
    employee_name: `Name ${serial}`,
    employee_entry_date: "20200101",
    lottery_serial: serial,
    ...more,
  };
}

/** A roster of this many employees, without gaps. */
export function employeeItems(count: number): RosterItem[] {
  return Array.from({ length: count }, (_, i) => employeeItem(i + 1));
}
