import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { parseItem } from "../dynamodb/parse-item.ts";
import { writeIf } from "../dynamodb/write-if.ts";
import { drawNumber } from "./draw-record.ts";

const KEY = { ledger: "retention", entry: "names-erased" };

const progress = z.object({ draw_no: drawNumber });

/** Up to which draw the names of everybody are erased. */
export function createRetention(client: DynamoDBDocumentClient, table: string) {
  return {
    /** Returns the number of that draw, 0 before the first one. Throws `InvalidItem`. */
    async readProgress(): Promise<number> {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: KEY, ConsistentRead: true }),
      );
      return Item ? parseItem(progress, Item, "The progress of the retention").draw_no : 0;
    },

    /** Stores that the names are erased up to this draw, unless a later one is stored. */
    async advance(drawNo: number): Promise<void> {
      await writeIf(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: KEY,
            UpdateExpression: "SET draw_no = :draw_no",
            ConditionExpression: "attribute_not_exists(draw_no) OR draw_no < :draw_no",
            ExpressionAttributeValues: { ":draw_no": drawNo },
          }),
        ),
      );
    },
  };
}
