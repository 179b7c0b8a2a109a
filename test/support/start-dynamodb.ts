import { BatchWriteCommand, type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { createClaims } from "../../data/claims.ts";
import { createDocumentClient } from "../../data/document-client.ts";
import { createLedger } from "../../data/ledger.ts";
import { createRevisions } from "../../data/revisions.ts";
import { createRoster } from "../../data/roster.ts";
import { drawsTable, employeeTable, winnersTable } from "../../data/tables.ts";
import { createTrail } from "../../data/trail.ts";
import { createDynamoDb } from "../../infra/local/dynamodb.ts";

/** An item of the roster, as whoever keeps it may have written it. */
export type RosterItem = Readonly<Record<string, unknown>>;

/** DynamoDB takes at most this many items in one request. */
const BATCH = 25;

/** Every store of the product over one client. */
export function createStores(client: DynamoDBDocumentClient) {
  return {
    client,
    claims: createClaims(client, winnersTable.name),
    ledger: createLedger(client, drawsTable.name),
    revisions: createRevisions(client, drawsTable.name),
    roster: createRoster(client, employeeTable.name),
    trail: createTrail(client, drawsTable.name),
  };
}

/** DynamoDB on a free port with the product's tables, empty, and the product's own client and stores. */
export async function startDynamoDb() {
  const listening = await createDynamoDb({ port: 0 });
  process.env["AWS_ENDPOINT_URL_DYNAMODB"] = `http://127.0.0.1:${listening.port}`;
  process.env["AWS_REGION"] = "us-east-1";
  process.env["AWS_ACCESS_KEY_ID"] = "local";
  process.env["AWS_SECRET_ACCESS_KEY"] = "local";
  const clients: DynamoDBDocumentClient[] = [];
  const connect = () => {
    const client = createDocumentClient();
    clients.push(client);
    return client;
  };
  const stores = createStores(connect());
  const put = async (table: string, items: readonly RosterItem[]) => {
    for (let start = 0; start < items.length; start += BATCH) {
      const requests = items.slice(start, start + BATCH).map((Item) => ({ PutRequest: { Item } }));
      await stores.client.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
    }
  };
  return {
    ...stores,
    /** Another client of the same tables, as another process has it. */
    connect,
    fillRoster: (items: readonly RosterItem[]) => put(employeeTable.name, items),
    fillWinners: (items: readonly RosterItem[]) => put(winnersTable.name, items),
    putRecord: (Item: RosterItem) => stores.client.send(new PutCommand({ TableName: drawsTable.name, Item })),
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.destroy();
      await listening.close();
    },
  };
}

/** The employee with this serial: id `E0007`, name `Name 7`. */
export function employeeItem(serial: number, more: RosterItem = {}): RosterItem {
  return {
    employee_id: `E${String(serial).padStart(4, "0")}`,
    employee_name: `Name ${serial}`,
    employee_entry_date: "20200101",
    lottery_serial: serial,
    ...more,
  };
}

/** A roster without gaps of so many employees. */
export function employeeItems(count: number): RosterItem[] {
  return Array.from({ length: count }, (_, i) => employeeItem(i + 1));
}
