import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { LotteryError } from "../runtime/lottery-error.ts";
import type { DrawRecord } from "./draw-record.ts";
import { formatRecordKey, parseRecord } from "./record-item.ts";

/** Reads single records of the ledger, always strongly consistent. */
export function createRecords(client: DynamoDBDocumentClient, table: string) {
  /** Returns the record at this number. Throws `InvalidItem` for a malformed record, or one with another number. */
  async function read(drawNo: number): Promise<DrawRecord | undefined> {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: formatRecordKey(drawNo), ConsistentRead: true }),
    );
    if (!Item) return undefined;
    const record = parseRecord(Item);
    if (record.draw_no === drawNo) return record;
    throw new LotteryError("InvalidItem", `The record at number ${drawNo} has the number ${record.draw_no}.`);
  }

  return {
    read,

    /** Returns the record at `drawNo` if it belongs to this draw. Throws `UnknownDraw`. */
    async readOwn(drawNo: number, drawId: string): Promise<DrawRecord> {
      const record = await read(drawNo);
      if (record?.draw_id === drawId) return record;
      throw new LotteryError("UnknownDraw", `The ledger has no draw ${drawId} at number ${drawNo}.`);
    },
  };
}
