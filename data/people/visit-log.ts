import { createHash } from "node:crypto";
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { parseItem } from "../dynamodb/parse-item.ts";
import { LotteryError } from "../runtime/lottery-error.ts";
import { type VisitedPosition, visitedPosition } from "./visited-position.ts";

const page = z.object({ positions: z.array(visitedPosition) });

/** A page of so many bytes of JSON is a smaller item than the 400 KB that DynamoDB stores. */
const PAGE_BYTES = 300_000;

function* splitIntoPages(positions: readonly VisitedPosition[]): Generator<VisitedPosition[]> {
  let page: VisitedPosition[] = [];
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

export type VisitLog = ReturnType<typeof createVisitLog>;

/**
 * The positions that the draws have visited, in pages beside the ledger. A page is named after its content, so a step
 * that runs twice cannot change what another run of it has handed on.
 */
export function createVisitLog(client: DynamoDBDocumentClient, table: string) {
  const partition = (drawId: string) => `walk#${drawId}`;

  return {
    /** Writes the positions and returns the keys of their pages, in order. */
    async write(drawId: string, positions: readonly VisitedPosition[]): Promise<string[]> {
      const keys: string[] = [];
      for (const content of splitIntoPages(positions)) {
        const entry = createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 32);
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

    /** The positions of these pages, in the order of the walk. */
    async read(drawId: string, keys: readonly string[]): Promise<VisitedPosition[]> {
      const positions: VisitedPosition[] = [];
      for (const entry of keys) {
        const { Item } = await client.send(
          new GetCommand({
            TableName: table,
            Key: { ledger: partition(drawId), entry },
            ConsistentRead: true,
          }),
        );
        if (!Item) throw new LotteryError("InvalidItem", `The page ${entry} of a draw's walk is missing.`);
        positions.push(...parseItem(page, Item, "A page of a draw's walk").positions);
      }
      return positions;
    },
  };
}
