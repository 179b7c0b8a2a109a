import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { parseItem } from "../dynamodb/parse-item.ts";
import { writeIf } from "../dynamodb/write-if.ts";
import { digest } from "./digest.ts";

const KEY = { ledger: "history", entry: "newest-link" };

const historyLink = z.object({ link_no: z.int().min(0), link: digest });

/** A link of the history: it covers the receipts of all draws up to the number `link_no`. */
export type HistoryLink = z.output<typeof historyLink>;

/** The newest link of the history. All runs compute the same link, so any of them may store it. */
export function createHistoryLinks(client: DynamoDBDocumentClient, table: string) {
  return {
    /** Returns the newest link that is stored; undefined before the first one. Throws `InvalidItem`. */
    async readNewest(): Promise<HistoryLink | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: KEY, ConsistentRead: true }),
      );
      return Item && parseItem(historyLink, Item, "The newest link of the history");
    },

    /** Stores a link, unless the stored one is as new. */
    async advance({ link_no, link }: HistoryLink): Promise<void> {
      await writeIf(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: KEY,
            UpdateExpression: "SET link_no = :link_no, link = :link",
            ConditionExpression: "attribute_not_exists(link_no) OR link_no < :link_no",
            ExpressionAttributeValues: { ":link_no": link_no, ":link": link },
          }),
        ),
      );
    },
  };
}
