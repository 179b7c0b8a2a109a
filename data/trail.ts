import { createHash } from "node:crypto";
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { LotteryError } from "./lottery-error.ts";
import { parseItem } from "./parse-item.ts";
import { type VisitedPlace, visitedPlace } from "./visited-place.ts";

const page = z.object({ places: z.array(visitedPlace) });

/** Keeps a page well below DynamoDB's 400 KB for an item, whatever the ids look like. */
const PLACES_PER_PAGE = 1_000;

export type Trail = ReturnType<typeof createTrail>;

/**
 * The places that the draws have visited, in pages beside the ledger. A page is named after its content, so a step
 * that runs twice cannot change what another run of it has handed on.
 */
export function createTrail(client: DynamoDBDocumentClient, table: string) {
  const partition = (drawId: string) => `walk#${drawId}`;

  return {
    /** Writes the places and answers the keys of their pages, in order. */
    async write(drawId: string, places: readonly VisitedPlace[]): Promise<string[]> {
      const keys: string[] = [];
      for (let start = 0; start < places.length; start += PLACES_PER_PAGE) {
        const content = places.slice(start, start + PLACES_PER_PAGE);
        const entry = createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 32);
        await client.send(
          new PutCommand({ TableName: table, Item: { ledger: partition(drawId), entry, places: content } }),
        );
        keys.push(entry);
      }
      return keys;
    },

    /** The places of these pages, in the order of the walk. */
    async read(drawId: string, keys: readonly string[]): Promise<VisitedPlace[]> {
      const places: VisitedPlace[] = [];
      for (const entry of keys) {
        const { Item } = await client.send(
          new GetCommand({
            TableName: table,
            Key: { ledger: partition(drawId), entry },
            ConsistentRead: true,
          }),
        );
        if (!Item) throw new LotteryError("InvalidItem", `The page ${entry} of a draw's walk is missing.`);
        places.push(...parseItem(page, Item, "A page of a draw's walk").places);
      }
      return places;
    },
  };
}
