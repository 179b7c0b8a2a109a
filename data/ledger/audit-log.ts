import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { parseItem } from "../dynamodb/parse-item.ts";
import { writeBatch } from "../dynamodb/write-batch.ts";
import { writeIf } from "../dynamodb/write-if.ts";
import { log } from "../runtime/log.ts";
import { LotteryError } from "../runtime/lottery-error.ts";
import { safeParse } from "../runtime/safe-parse.ts";
import { type LogEntry, logEntry } from "./log-entry.ts";

/** The entries to list: all, those by or about a person in Slack, those of a draw, or those about an employee. */
export type LogSelection = "all" | { user_id: string } | { draw_no: number } | { employee_id: string };

/** One entry of a page; without its content if the stored item is malformed. */
export interface ListedLogEntry {
  /** Its key in the log: the time and the id. */
  key: string;
  entry: LogEntry | undefined;
}

/** A page of the log, newest first. */
export interface LogPage {
  entries: ListedLogEntry[];
  /** Whether there are older entries. */
  more: boolean;
}

/** A change may be made, but it is not certain that it is, or that it is in the audit log. Making it again is safe. */
export class ChangeNotConfirmed extends Error {
  override readonly name = "ChangeNotConfirmed";
}

/** The partition in which each entry is stored first, by its id. */
export const LOG_IDS = "log#ids";
const LOGGED_KEY_LENGTH = 100;

/** The partition with the entries of a selection. */
export function partitionOf(selection: LogSelection): string {
  if (selection === "all") return "log";
  if ("user_id" in selection) return `log#who#${selection.user_id}`;
  return "draw_no" in selection ? `log#draw#${selection.draw_no}` : `log#person#${selection.employee_id}`;
}

/** The partitions that list an entry. */
export function partitionsOf({ who, draw_no, employee_id, user_id }: LogEntry): string[] {
  const selections: LogSelection[] = [
    "all",
    ...("user_id" in who ? [{ user_id: who.user_id }] : []),
    ...(user_id === undefined ? [] : [{ user_id }]),
    ...(draw_no === undefined ? [] : [{ draw_no }]),
    ...(employee_id === undefined ? [] : [{ employee_id }]),
  ];
  return [...new Set(selections.map(partitionOf))];
}

/** The key of an entry in each partition that lists it. Keys sort by time. */
export function formatLogKey({ at, id }: LogEntry): string {
  return `${at}#${id}`;
}

/**
 * The audit log: who has changed what, and when. It is next to the ledger. An entry has a copy in each partition that lists
 * it, so a page costs the same in a log of any length. Nothing changes or deletes entries, except erasing a person.
 */
export function createAuditLog(client: DynamoDBDocumentClient, table: string) {
  /** Stores the entry under its id, unless there is one. Returns what is stored. */
  const register = async (entry: LogEntry): Promise<LogEntry> => {
    const Key = { ledger: LOG_IDS, entry: entry.id };
    const isFirst = await writeIf(
      client.send(
        new PutCommand({
          TableName: table,
          Item: { ...entry, ...Key },
          ConditionExpression: "attribute_not_exists(entry)",
        }),
      ),
    );
    if (isFirst) return entry;
    const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item ? parseItem(logEntry, Item, "An entry of the audit log") : entry;
  };

  /** Writes the copies of an entry in the lists. */
  const write = async (stored: LogEntry): Promise<void> => {
    const key = formatLogKey(stored);
    const copies = partitionsOf(stored).map((ledger) => ({ ...stored, ledger, entry: key }));
    await writeBatch(client, table, copies);
  };

  return {
    /**
     * Adds an entry, in two requests. Only the first entry with an id is kept: if a change is made again because it was not
     * confirmed, the log has what was before the first time. If this throws, the entry may be missing in some lists, so the
     * caller must not confirm the change; calling it again completes them. Throws `InvalidItem`, `ChangeNotConfirmed`.
     */
    async append(added: LogEntry): Promise<void> {
      const entry = parseItem(logEntry, added, "A new entry of the audit log");
      try {
        await write(await register(entry));
      } catch (error) {
        if (error instanceof LotteryError) throw error;
        throw new ChangeNotConfirmed("The audit log was not written.", { cause: error });
      }
    },

    /** Whether the log has an entry with this id, and lists it: a run may have stopped between these two. */
    async has(id: string): Promise<boolean> {
      const read = (Key: Record<string, string>) =>
        client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      const { Item } = await read({ ledger: LOG_IDS, entry: id });
      if (!Item) return false;
      const stored = parseItem(logEntry, Item, "An entry of the audit log");
      return (await read({ ledger: partitionOf("all"), entry: formatLogKey(stored) })).Item !== undefined;
    },

    /** Returns at most `limit` entries of the selection, from before the key `before`, or the newest ones. */
    async page(selection: LogSelection, limit: number, before?: string): Promise<LogPage> {
      const items: Record<string, unknown>[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: `ledger = :ledger${before === undefined ? "" : " AND entry < :before"}`,
            ExpressionAttributeValues: {
              ":ledger": partitionOf(selection),
              ...(before !== undefined && { ":before": before }),
            },
            ScanIndexForward: false,
            Limit: limit + 1 - items.length,
            ConsistentRead: true,
            ...(from && { ExclusiveStartKey: from }),
          }),
        );
        items.push(...Items);
        from = LastEvaluatedKey;
      } while (from && items.length <= limit);
      const entries = items.slice(0, limit).map((item): ListedLogEntry => {
        const key = String(item["entry"]);
        const { data: entry } = safeParse(logEntry, item);
        if (!entry) log("error", "log-entry-malformed", { entry: key.slice(0, LOGGED_KEY_LENGTH) });
        return { key, entry };
      });
      return { entries, more: items.length > limit };
    },
  };
}

export type AuditLog = ReturnType<typeof createAuditLog>;
