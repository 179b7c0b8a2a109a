import { createHash } from "node:crypto";
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";
import * as z from "zod";
import { parseItem } from "../dynamodb/parse-item.ts";
import { readPages } from "../dynamodb/read-pages.ts";
import { writeIf } from "../dynamodb/write-if.ts";
import { LotteryError } from "../runtime/lottery-error.ts";

/**
 * The JSON of a page has at most this many bytes, so that its item stays below the 409,600 bytes that DynamoDB stores: an
 * item is never larger than its JSON, and the rest is for its key.
 */
const PAGE_BYTES = 400_000;
/** Reading more pages at one time would exceed the 3,000 capacity units per second of a partition. */
const PAGES_AT_ONCE = 4;

function* splitIntoPages<Visited>(positions: readonly Visited[]): Generator<Visited[]> {
  let page: Visited[] = [];
  let bytes = 0;
  for (const visited of positions) {
    const size = Buffer.byteLength(JSON.stringify(visited)) + 1;
    if (bytes + size > PAGE_BYTES) {
      yield page;
      page = [];
      bytes = 0;
    }
    page.push(visited);
    bytes += size;
  }
  if (page.length > 0) yield page;
}

function withoutNames(positions: readonly { employee_id?: unknown; employee_name?: unknown }[]) {
  return positions.map(({ employee_id: _id, employee_name: _name, ...position }) => position);
}

/** The name of a page: a digest of its content without ids and names, which could be guessed from it. */
function namePage(positions: readonly { employee_id?: unknown; employee_name?: unknown }[]): string {
  return createHash("sha256")
    .update(JSON.stringify(withoutNames(positions)))
    .digest("hex")
    .slice(0, 32);
}

/**
 * The positions that draws and their redraws have visited, stored in pages next to the ledger. `visited` is the schema of
 * one position. A page is named after its content, so a step that runs twice cannot change a page that another run refers to.
 */
export function createVisitLog<Visited extends { employee_id?: unknown; employee_name?: unknown }>(
  client: DynamoDBDocumentClient,
  table: string,
  visited: z.ZodType<Visited>,
) {
  const page = z.object({ positions: z.array(visited) });
  const keyedPage = page.extend({ entry: z.string() });
  const partition = (drawId: string) => `visits#${drawId}`;

  return {
    /** Writes the positions and returns the keys of their pages, in order. */
    async write(drawId: string, positions: readonly Visited[]): Promise<string[]> {
      const keys: string[] = [];
      for (const content of splitIntoPages(positions)) {
        const entry = namePage(content);
        await client.send(
          new PutCommand({
            TableName: table,
            Item: { ledger: partition(drawId), entry, positions: content },
          }),
        );
        keys.push(entry);
      }
      return keys;
    },

    /** Returns the positions on these pages, in order. Throws `InvalidItem` if a page is missing or malformed. */
    async read(drawId: string, keys: readonly string[]): Promise<Visited[]> {
      const readPage = async (entry: string) => {
        const { Item } = await client.send(
          new GetCommand({
            TableName: table,
            Key: { ledger: partition(drawId), entry },
            ConsistentRead: true,
          }),
        );
        if (!Item) throw new LotteryError("InvalidItem", `The page ${entry} of a visit log is missing.`);
        return parseItem(page, Item, "A page of a visit log").positions;
      };
      return (await pMap(keys, readPage, { concurrency: PAGES_AT_ONCE })).flat();
    },

    /** Returns all pages of a draw by their keys, also those of attempts that were not decided. Throws `InvalidItem`. */
    async readAll(drawId: string): Promise<Map<string, Visited[]>> {
      const pages = new Map<string, Visited[]>();
      const results = readPages((from) =>
        client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: "ledger = :visits",
            ExpressionAttributeValues: { ":visits": partition(drawId) },
            ConsistentRead: true,
            ...from,
          }),
        ),
      );
      for await (const items of results)
        for (const item of items) {
          const { entry, positions } = parseItem(keyedPage, item, "A page of a visit log");
          pages.set(entry, positions);
        }
      return pages;
    },

    /** Erases all ids and names from a page, which has these positions. May be repeated. */
    async eraseAll(drawId: string, entry: string, positions: readonly Visited[]): Promise<void> {
      await writeIf(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: { ledger: partition(drawId), entry },
            UpdateExpression: "SET positions = :erased",
            ConditionExpression: "attribute_exists(entry)",
            ExpressionAttributeValues: { ":erased": withoutNames(positions) },
          }),
        ),
      );
    },

    /**
     * Erases the id and the name at one position of a page (from 0), if the person with this id is there. Everything else
     * stays, so that several erasures of the same page do not undo each other.
     */
    async eraseAt(drawId: string, entry: string, index: number, employeeId: unknown): Promise<void> {
      const at = `positions[${index}]`;
      await writeIf(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: { ledger: partition(drawId), entry },
            UpdateExpression: `REMOVE ${at}.employee_id, ${at}.employee_name`,
            ConditionExpression: `${at}.employee_id = :id`,
            ExpressionAttributeValues: { ":id": employeeId },
          }),
        ),
      );
    },
  };
}
