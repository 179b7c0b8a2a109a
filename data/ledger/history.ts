import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type DrawRecord, drawNumber } from "./draw-record.ts";
import { formatEntry, parseListedRecord, RECORDS } from "./record-item.ts";

/** A number of the history, and its record; without one if the record is malformed. */
export interface HistoryEntry {
  drawNo: number;
  draw: DrawRecord | undefined;
}

/** A page of the history, newest first. `more` is true if there are older draws. */
export interface HistoryPage {
  entries: HistoryEntry[];
  more: boolean;
}

/** Creates the function that lists past draws. */
export function createReadHistory(client: DynamoDBDocumentClient, table: string) {
  /** Returns at most `limit` draws before number `before`, or the newest ones. */
  return async function readHistory(limit: number, before?: number): Promise<HistoryPage> {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression:
          before === undefined ? "ledger = :records" : "ledger = :records AND entry < :before",
        ExpressionAttributeValues: {
          ":records": RECORDS,
          ...(before !== undefined && { ":before": formatEntry(before) }),
        },
        ScanIndexForward: false,
        Limit: limit,
        ConsistentRead: true,
      }),
    );
    const entries = Items.flatMap((item): HistoryEntry[] => {
      const { data: drawNo } = drawNumber.safeParse(Number(item["entry"]));
      // An item without a number belongs to no draw.
      return drawNo === undefined ? [] : [{ drawNo, draw: parseListedRecord(item) }];
    });
    return { entries, more: LastEvaluatedKey !== undefined && (entries.at(-1)?.drawNo ?? 1) > 1 };
  };
}
