import { isDeepStrictEqual } from "node:util";
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from "@aws-sdk/lib-dynamodb";
import { readPages } from "../dynamodb/read-pages.ts";
import { writeIf } from "../dynamodb/write-if.ts";
import { safeParse } from "../runtime/safe-parse.ts";
import { formatLogKey, LOG_IDS, type LogSelection, partitionOf, partitionsOf } from "./audit-log.ts";
import { type LogEntry, logEntry } from "./log-entry.ts";

/** Others may erase from the same entry. More failures than this have another cause. */
const TRIES = 10;

/** Erases people from the audit log, which otherwise never changes. */
export function createLogErasing(client: DynamoDBDocumentClient, table: string) {
  const read = async (Key: { ledger: string; entry: string }): Promise<LogEntry | undefined> => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return safeParse(logEntry, Item).data;
  };

  /** Replaces a copy by one from which more is erased. */
  const replace = (ledger: string, entry: string, erased: LogEntry): Promise<boolean> =>
    writeIf(
      client.send(
        new PutCommand({
          TableName: table,
          Item: { ...erased, ledger, entry },
          ConditionExpression: "attribute_not_exists(erasures) OR erasures < :erasures",
          ExpressionAttributeValues: { ":erasures": erased.erasures },
        }),
      ),
    );

  /** Erases from the copy under the entry's id, which all others follow. Returns what is stored there. */
  const eraseFirst = async (entry: LogEntry, erase: (entry: LogEntry) => LogEntry): Promise<LogEntry> => {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const stored = (await read({ ledger: LOG_IDS, entry: entry.id })) ?? entry;
      const erased = erase(stored);
      if (isDeepStrictEqual(erased, stored) && stored.erasures !== undefined) return stored;
      const next = { ...erased, erasures: (stored.erasures ?? 0) + 1 };
      if (await replace(LOG_IDS, entry.id, next)) return next;
    }
    throw new Error(`The entry ${entry.id} of the audit log was changed in ${TRIES} tries.`);
  };

  return {
    /** Lists all entries of a selection, page by page. Malformed ones are left out. */
    async *listAll(selection: LogSelection): AsyncGenerator<LogEntry, void> {
      const pages = readPages((from) =>
        client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: "ledger = :ledger",
            ExpressionAttributeValues: { ":ledger": partitionOf(selection) },
            ConsistentRead: true,
            ...from,
          }),
        ),
      );
      for await (const items of pages)
        for (const item of items) {
          const { data } = safeParse(logEntry, item);
          if (data) yield data;
        }
    },

    /**
     * Erases people from an entry that was listed in a selection, in all its copies. Copies in lists about an erased person
     * are deleted. The copy in the selection is replaced last, so a run that stops before is repeated. Two runs that erase
     * from the same entry do not undo each other.
     */
    async erase(
      listed: LogEntry,
      selection: LogSelection,
      erase: (entry: LogEntry) => LogEntry,
    ): Promise<void> {
      const erased = await eraseFirst(listed, erase);
      const key = formatLogKey(listed);
      const last = partitionOf(selection);
      const kept = partitionsOf(erased);
      for (const ledger of kept) if (ledger !== last) await replace(ledger, key, erased);
      for (const ledger of partitionsOf(listed))
        if (!kept.includes(ledger))
          await client.send(new DeleteCommand({ TableName: table, Key: { ledger, entry: key } }));
      if (kept.includes(last)) await replace(last, key, erased);
    },
  };
}
