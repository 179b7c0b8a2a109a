import { parseItem } from "../dynamodb/parse-item.ts";
import { log } from "../runtime/log.ts";
import { safeParse } from "../runtime/safe-parse.ts";
import { type DrawRecord, drawRecord } from "./draw-record.ts";

/** The partition of the records. Their sort key orders them by draw number. */
export const RECORDS = "draws";

const LOGGED_ENTRY_LENGTH = 100;

/** A draw number as a sort key: padded, so that strings sort like numbers. */
export function formatEntry(drawNo: number): string {
  return String(drawNo).padStart(10, "0");
}

/** The key of a record. */
export function formatRecordKey(drawNo: number): { ledger: string; entry: string } {
  return { ledger: RECORDS, entry: formatEntry(drawNo) };
}

/** Parses a record. Throws `InvalidItem`. */
export function parseRecord(item: unknown): DrawRecord {
  return parseItem(drawRecord, item, "A record of the ledger");
}

/**
 * Parses a record of a list. Returns undefined for a malformed record, or one with the number of another key, and logs
 * it: it must not stop the draws after it.
 */
export function parseListedRecord(item: Record<string, unknown>): DrawRecord | undefined {
  const { data } = safeParse(drawRecord, item);
  if (data && formatEntry(data.draw_no) === item["entry"]) return data;
  log("error", "ledger-record-malformed", { entry: String(item["entry"]).slice(0, LOGGED_ENTRY_LENGTH) });
  return undefined;
}
