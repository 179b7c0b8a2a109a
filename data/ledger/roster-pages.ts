import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { parseItem } from "../dynamodb/parse-item.ts";
import { LotteryError } from "../runtime/lottery-error.ts";

/** Leaves of a sealed roster: the hashes of consecutive serials, 32 bytes each, and the root over them. */
export interface RosterPage {
  root: string;
  leaves: Uint8Array;
}

const page = z.object({ leaves: z.instanceof(Uint8Array) });

export type RosterPages = ReturnType<typeof createRosterPages>;

/**
 * The leaves of sealed rosters, stored in pages next to the ledger, so that everybody can be proved later. A page is named
 * after its root, so a step that runs twice cannot change a page of another run.
 */
export function createRosterPages(client: DynamoDBDocumentClient, table: string) {
  const formatKey = (drawId: string, root: string) => ({ ledger: `roster#${drawId}`, entry: root });

  return {
    /** Writes the pages of a draw. */
    async write(drawId: string, pages: readonly RosterPage[]): Promise<void> {
      await Promise.all(
        pages.map(({ root, leaves }) =>
          client.send(new PutCommand({ TableName: table, Item: { ...formatKey(drawId, root), leaves } })),
        ),
      );
    },

    /** Returns the leaves of one page. Throws `InvalidItem` if the page is missing or malformed. */
    async read(drawId: string, root: string): Promise<Uint8Array> {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: formatKey(drawId, root), ConsistentRead: true }),
      );
      if (!Item) throw new LotteryError("InvalidItem", `The page ${root} of a sealed roster is missing.`);
      return parseItem(page, Item, "A page of a sealed roster").leaves;
    },
  };
}
