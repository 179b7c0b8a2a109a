import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { drawNumber } from "./draw-record.ts";
import { parseItem } from "./parse-item.ts";
import { writeIf } from "./write-if.ts";

/** The ledger's partitions: its records in the order of their numbers, and where each draw's id leads. */
export const RECORDS = "draws";
const NUMBERS = "draw-ids";

/** A number as a sort key: strings in the order of the numbers they stand for. */
export function formatEntry(drawNo: number): string {
  return String(drawNo).padStart(10, "0");
}

const pointer = z.object({ number: drawNumber });
const head = z.object({ entry: z.coerce.number().pipe(drawNumber) });

/**
 * Which number a draw's id has. A number is first reserved here, then taken by writing the record; one that another
 * draw took in between is given up for the next. So numbers have no gaps, and a draw that is opened twice has one.
 */
export function createDrawNumbers(client: DynamoDBDocumentClient, table: string) {
  const next = async () => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "ledger = :records",
        ExpressionAttributeValues: { ":records": RECORDS },
        ProjectionExpression: "entry",
        ScanIndexForward: false,
        Limit: 1,
        ConsistentRead: true,
      }),
    );
    return Items.length === 0 ? 1 : parseItem(head, Items[0], "The newest record of the ledger").entry + 1;
  };

  const numberOf = async (drawId: string) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { ledger: NUMBERS, entry: drawId }, ConsistentRead: true }),
    );
    return Item && parseItem(pointer, Item, "A draw's number").number;
  };

  /** Leads the id to the next free number, unless another run of this was faster. */
  const point = async (drawId: string, from: number | undefined) => {
    const number = await next();
    const written = await writeIf(
      client.send(
        new PutCommand({
          TableName: table,
          Item: { ledger: NUMBERS, entry: drawId, number },
          ...(from === undefined
            ? { ConditionExpression: "attribute_not_exists(entry)" }
            : {
                ConditionExpression: "#number = :from",
                ExpressionAttributeNames: { "#number": "number" },
                ExpressionAttributeValues: { ":from": from },
              }),
        }),
      ),
    );
    return written ? number : ((await numberOf(drawId)) ?? number);
  };

  return {
    /** The number that the id leads to, or undefined if no draw was ever opened under it. */
    numberOf,

    /** The number reserved for the id: the one it has, or the next free one. */
    reserve(drawId: string): Promise<number> {
      return point(drawId, undefined);
    },

    /** The number reserved for the id after `taken` went to another draw. */
    reserveAfter(drawId: string, taken: number): Promise<number> {
      return point(drawId, taken);
    },
  };
}
