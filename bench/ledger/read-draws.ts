import { type DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { LOG_IDS } from "../../data/ledger/audit-log.ts";
import { type DrawRecord, drawRecord } from "../../data/ledger/draw-record.ts";
import { type LogEntry, logEntry } from "../../data/ledger/log-entry.ts";
import { RECORDS } from "../../data/ledger/record-item.ts";
import { drawsTable, winnersTable } from "../../data/tables.ts";

/** What is stored about a draw, as far as lists of draws, winners and changes show it. */
export interface StoredDraw {
  item: Record<string, unknown>;
  record: DrawRecord;
  /** In the audit log. */
  entries: LogEntry[];
  /** In the table of winners. */
  wins: Record<string, unknown>[];
}

async function scan(client: DynamoDBDocumentClient, TableName: string) {
  const { Items = [], LastEvaluatedKey } = await client.send(new ScanCommand({ TableName }));
  if (LastEvaluatedKey) throw new Error("The draws to copy do not fit into a page.");
  return Items;
}

/** Reads all draws of a small ledger, in number order. */
export async function readDraws(client: DynamoDBDocumentClient): Promise<StoredDraw[]> {
  const items = await scan(client, drawsTable.name);
  const winners = await scan(client, winnersTable.name);
  const entries = items.filter(({ ledger }) => ledger === LOG_IDS).map((item) => logEntry.parse(item));
  return items
    .filter(({ ledger }) => ledger === RECORDS)
    .map((item) => {
      const record = drawRecord.parse(item);
      return {
        item,
        record,
        entries: entries.filter(({ draw_no }) => draw_no === record.draw_no),
        wins: winners.filter(({ draw_no }) => draw_no === record.draw_no),
      };
    })
    .toSorted((a, b) => a.record.draw_no - b.record.draw_no);
}
