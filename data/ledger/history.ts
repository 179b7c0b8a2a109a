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

/** Lists draws in number order. */
export function createHistory(client: DynamoDBDocumentClient, table: string) {
  const list = async (from: { before?: number | undefined } | { after: number }, limit: number) => {
    const isForward = "after" in from;
    const bound = isForward ? from.after : from.before;
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression:
          bound === undefined
            ? "ledger = :records"
            : `ledger = :records AND entry ${isForward ? ">" : "<"} :bound`,
        ExpressionAttributeValues: {
          ":records": RECORDS,
          ...(bound !== undefined && { ":bound": formatEntry(bound) }),
        },
        ScanIndexForward: isForward,
        Limit: limit,
        ConsistentRead: true,
      }),
    );
    const entries = Items.flatMap((item): HistoryEntry[] => {
      const { data: drawNo } = drawNumber.safeParse(Number(item["entry"]));
      // An item without a number belongs to no draw.
      return drawNo === undefined ? [] : [{ drawNo, draw: parseListedRecord(item) }];
    });
    return { entries, isCut: LastEvaluatedKey !== undefined };
  };

  return {
    /** Returns at most `limit` draws before number `before`, or the newest ones. */
    async history(limit: number, before?: number): Promise<HistoryPage> {
      const { entries, isCut } = await list({ before }, limit);
      return { entries, more: isCut && (entries.at(-1)?.drawNo ?? 1) > 1 };
    },

    /** Returns at most `limit` draws after number `after`, oldest first. */
    async listAfter(after: number, limit: number): Promise<HistoryEntry[]> {
      return (await list({ after }, limit)).entries;
    },
  };
}
