import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { parseItem } from "../dynamodb/parse-item.ts";
import { writeIf } from "../dynamodb/write-if.ts";
import { LotteryError } from "../runtime/lottery-error.ts";
import { type AuditLog, ChangeNotConfirmed } from "./audit-log.ts";
import { type LogEntry, logEntry } from "./log-entry.ts";

/** Others may change the item at the same time. More failures than this have another cause. */
const TRIES = 10;

const versioned = z.object({
  /** Grows with each change. */
  version: z.int().min(1),
  /** The entry of the newest change. It is in the log, unless the run that made the change stopped before. */
  last_change: logEntry.optional(),
});

/** The content after a change, and its entry in the audit log. */
export interface ProposedChange<Content> {
  content: Content;
  entry: LogEntry;
}

/**
 * An item next to the ledger that several people change, without losing each other's changes: each is conditional on the
 * version that it read. The entry in the audit log is stored with the change, so that no change is missing there.
 */
export function createVersionedItem<Content extends object>(
  client: DynamoDBDocumentClient,
  table: string,
  {
    key,
    schema,
    what,
    empty,
    auditLog,
  }: {
    key: { ledger: string; entry: string };
    schema: z.ZodType<Content>;
    /** What the item is, for the error of a malformed one. */
    what: string;
    /** The content before the first change. */
    empty: Content;
    auditLog: AuditLog;
  },
) {
  const readVersion = async () => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
    if (!Item) return { content: empty, version: 0, lastChange: undefined };
    const { version, last_change: lastChange } = parseItem(versioned, Item, what);
    return { content: parseItem(schema, Item, what), version, lastChange };
  };

  /** Writes the next version. Returns false if there is another one already. Throws `ChangeNotConfirmed`. */
  const write = (content: Content, version: number, lastChange: LogEntry | undefined): Promise<boolean> => {
    const put = writeIf(
      client.send(
        new PutCommand({
          TableName: table,
          Item: { ...key, ...content, version: version + 1, last_change: lastChange },
          ...(version === 0
            ? { ConditionExpression: "attribute_not_exists(entry)" }
            : {
                ConditionExpression: "version = :version",
                ExpressionAttributeValues: { ":version": version },
              }),
        }),
      ),
    );
    return put.catch((error: unknown) => {
      throw new ChangeNotConfirmed(`${what} was perhaps not written.`, { cause: error });
    });
  };

  return {
    /** Returns the content, with one strongly consistent read. Throws `InvalidItem`. */
    read: async (): Promise<Content> => (await readVersion()).content,

    /**
     * Makes a change, and adds it to the audit log. `propose` gets the current content, also again if others have changed it
     * at the same time; it returns undefined if nothing is to be changed. Returns whether the change with this id is made:
     * also if an earlier delivery has made it. Throws `InvalidItem`, `LedgerBusy`, and `ChangeNotConfirmed`.
     */
    async change(
      id: string,
      propose: (content: Content) => ProposedChange<Content> | undefined,
    ): Promise<boolean> {
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const { content, version, lastChange } = await readVersion();
        if (lastChange) await auditLog.append(lastChange);
        if (lastChange?.id === id) return true;
        const proposed = propose(content);
        if (!proposed) return false;
        if (!(await write(proposed.content, version, proposed.entry))) continue;
        await auditLog.append(proposed.entry);
        return true;
      }
      throw new LotteryError("LedgerBusy", `${what} was changed by others in ${TRIES} tries.`);
    },

    /**
     * Erases people from the content and from the entry of the newest change. `erase` returns undefined if nothing names
     * them. Adds nothing to the log.
     */
    async erase(
      erase: (
        content: Content,
        lastChange: LogEntry | undefined,
      ) => { content: Content; lastChange: LogEntry | undefined } | undefined,
    ): Promise<void> {
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const { content, version, lastChange } = await readVersion();
        const erased = erase(content, lastChange);
        if (!erased || (await write(erased.content, version, erased.lastChange))) return;
      }
      throw new LotteryError("LedgerBusy", `${what} was changed by others in ${TRIES} tries.`);
    },
  };
}
