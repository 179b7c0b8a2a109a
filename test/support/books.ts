import { BatchWriteCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";
import { z } from "zod";
import { drawRecord } from "../../data/ledger/draw-record.ts";
import * as definitions from "../../data/tables.ts";
import { visitedPosition } from "../../workflow/draw/eligibility.ts";
import { scanTable } from "./scan-table.ts";
import { DEFAULT_TABLES, type TableItem, type Tables } from "./start-dynamodb.ts";

/** The maximum number of items in a batch write. */
const BATCH = 25;
const WRITERS = 8;

const page = z.object({ ledger: z.string(), entry: z.string(), positions: z.array(visitedPosition) });
const rosterPage = z.object({ ledger: z.string(), entry: z.string(), leaves: z.instanceof(Uint8Array) });

/** Reads, fills and empties the three tables as a whole. */
export function createBooks(client: DynamoDBDocumentClient, tables: Tables = DEFAULT_TABLES) {
  const employeeTable = { ...definitions.employeeTable, name: tables.employees };
  const winnersTable = { ...definitions.winnersTable, name: tables.winners };
  const drawsTable = { ...definitions.drawsTable, name: tables.draws };

  const scan = ({ name }: definitions.TableDefinition) => scanTable(client, name);

  const write = async ({ name }: definitions.TableDefinition, requests: Record<string, unknown>[]) => {
    const batches = Array.from({ length: Math.ceil(requests.length / BATCH) }, (_, i) =>
      requests.slice(i * BATCH, (i + 1) * BATCH),
    );
    await pMap(batches, (batch) => client.send(new BatchWriteCommand({ RequestItems: { [name]: batch } })), {
      concurrency: WRITERS,
    });
  };

  const put = (table: definitions.TableDefinition, items: readonly TableItem[]) =>
    write(
      table,
      items.map((Item) => ({ PutRequest: { Item } })),
    );

  const empty = async (table: definitions.TableDefinition) => {
    const keys = [table.partitionKey, ...(table.sortKey ? [table.sortKey] : [])].map(({ name }) => name);
    const items = await scan(table);
    await write(
      table,
      items.map((item) => ({
        DeleteRequest: { Key: Object.fromEntries(keys.map((key) => [key, item[key]])) },
      })),
    );
  };

  return {
    /** Replaces the roster. */
    async setRoster(items: readonly TableItem[]) {
      await empty(employeeTable);
      await put(employeeTable, items);
    },

    /** Adds earlier winners in the format of the predecessor. */
    addFormerWinners: (ids: readonly string[]) =>
      put(
        winnersTable,
        ids.map((employee_id) => ({ employee_id })),
      ),

    /** Replaces the content of the three tables. */
    async restore([roster = [], winners = [], draws = []]: readonly TableItem[][]) {
      await Promise.all([empty(employeeTable), empty(winnersTable), empty(drawsTable)]);
      await Promise.all([put(employeeTable, roster), put(winnersTable, winners), put(drawsTable, draws)]);
    },

    /** Empties the ledger and the winners. */
    async clear() {
      await Promise.all([empty(drawsTable), empty(winnersTable)]);
    },

    /** Reads the ledger and the winners, in the form that the checks of invariants need. */
    async read() {
      const [draws, winners] = await Promise.all([scan(drawsTable), scan(winnersTable)]);
      const records = draws.filter(({ ledger }) => ledger === "draws").map((item) => drawRecord.parse(item));
      const counter = draws.find(({ ledger }) => ledger === "numbers");
      const reserved = Object.values(z.record(z.string(), z.number()).parse(counter?.["open"] ?? {}));
      const pages = new Map(
        draws.flatMap((item) => {
          const { data } = page.safeParse(item);
          return data ? [[`${data.ledger} ${data.entry}`, data.positions]] : [];
        }),
      );
      const rosterPages = new Map(
        draws.flatMap((item) => {
          const { data } = rosterPage.safeParse(item);
          return data ? [[`${data.ledger} ${data.entry}`, data.leaves]] : [];
        }),
      );
      return {
        records: () => Promise.resolve(records),
        reservedNumbers: () => Promise.resolve(reserved),
        winnerItems: () => Promise.resolve(winners),
        campaignItems: () => Promise.resolve(draws.filter(({ ledger }) => ledger === "campaigns")),
        visitLog: {
          read: (id: string, keys: readonly string[]) =>
            Promise.resolve(
              keys.flatMap((key) => z.array(visitedPosition).parse(pages.get(`visits#${id} ${key}`))),
            ),
        },
        rosterPages: {
          read: (id: string, root: string) => {
            const leaves = rosterPages.get(`roster#${id} ${root}`);
            return leaves ? Promise.resolve(leaves) : Promise.reject(new Error(`Page ${root} is missing.`));
          },
        },
        /** Whether nothing is pending: no number waits for its record, no draw for its end, and nobody is claimed. */
        isAtRest:
          reserved.length === 0 &&
          records.every(({ pending }) => !pending) &&
          winners.every((item) => !("claim_expires_at" in item || "held_until" in item)),
        /** Whether a number is reserved by a draw that stopped before it was opened. */
        hasStrayNumbers: draws.filter(({ ledger }) => ledger === "draw-ids").length > records.length,
      };
    },
  };
}
