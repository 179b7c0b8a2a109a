import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { parseItem } from "../dynamodb/parse-item.ts";
import { readPages } from "../dynamodb/read-pages.ts";
import { writeIf } from "../dynamodb/write-if.ts";
import { slackUserId } from "../people/employee.ts";
import { createImportLock } from "./import-lock.ts";
import { createImportPages } from "./import-pages.ts";

const IMPORTS = "roster-imports";
/** What the sort key of a record begins with. */
const RECORD = "import#";

const status = z.enum(["reading", "planned", "applying", "applied", "failed", "cancelled"]);

type ImportStatus = z.output<typeof status>;

/** Which status may follow which. An import may be planned again, and a step of the same status stores its progress. */
const FOLLOWING: Readonly<Record<ImportStatus, readonly ImportStatus[]>> = {
  reading: ["reading", "planned", "failed", "cancelled"],
  planned: ["reading", "planned", "applying", "failed", "cancelled"],
  applying: ["planned", "applying", "applied", "failed"],
  applied: [],
  failed: [],
  cancelled: [],
};

const rosterImport = z.object({
  import_id: z.string().min(1).max(200),
  status,
  /** Grows with each change. */
  version: z.int().min(1),
  requested_by: slackUserId.optional().catch(undefined),
  /** ISO 8601. */
  requested_at: z.iso.datetime(),
  /** What the people are read from, how to plan, and whom to tell: JSON of those who make the import. */
  details: z.record(z.string(), z.json()).default({}),
  /** The digest of the plan that was shown, and the time at which it was made. */
  digest: z.string().optional(),
  planned_at: z.iso.datetime().optional(),
  /** How many people the plan adds, changes and so on. */
  counts: z.record(z.string(), z.int()).default({}),
  /** How many pages of each kind belong to the import. */
  pages: z.record(z.string(), z.int().min(0)).default({}),
  /** How many changes are made, of how many. */
  done: z.int().min(0).default(0),
  total: z.int().min(0).default(0),
  /** Ends the import of status `failed`. */
  error: z.string().optional(),
});

/** An import of people into the roster, from the first step of reading to its end. It contains nobody on the roster. */
export type RosterImport = z.output<typeof rosterImport>;

/** What is needed to delete an import. A malformed one is as old as possible. */
const storedImport = z.looseObject({
  entry: z.string(),
  requested_at: z.iso.datetime().catch(new Date(0).toISOString()),
});

/** An import as it is stored. `record` is undefined if that is malformed. */
export interface ListedImport {
  import_id: string;
  requested_at: string;
  item: Readonly<Record<string, unknown>>;
  record: RosterImport | undefined;
}

/** What a step changes. */
export type ImportChange = Partial<
  Omit<RosterImport, "import_id" | "version" | "requested_by" | "requested_at">
>;

/**
 * The imports into the roster, next to the ledger: one record for each, its pages of people, and the lock that only one
 * import at a time can hold while it writes.
 */
export function createRosterImports(client: DynamoDBDocumentClient, table: string) {
  const pages = createImportPages(client, table);
  const keyOf = (importId: string) => ({ ledger: IMPORTS, entry: RECORD + importId });
  const parse = (item: unknown): RosterImport => parseItem(rosterImport, item, "An import");

  const read = async (importId: string): Promise<RosterImport | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: keyOf(importId), ConsistentRead: true }),
    );
    return Item && parse(Item);
  };

  /** Lists all imports, malformed ones, too. */
  const list = async (): Promise<ListedImport[]> => {
    const results = readPages((from) =>
      client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "ledger = :imports AND begins_with(entry, :import)",
          ExpressionAttributeValues: { ":imports": IMPORTS, ":import": RECORD },
          ConsistentRead: true,
          ...from,
        }),
      ),
    );
    const listed: ListedImport[] = [];
    for await (const items of results)
      for (const item of z.array(storedImport).parse(items))
        listed.push({
          import_id: item.entry.slice(RECORD.length),
          requested_at: item.requested_at,
          item,
          record: rosterImport.safeParse(item).data,
        });
    return listed;
  };

  /** Deletes the people of an import, and its record. May be repeated. */
  const remove = async (importId: string): Promise<void> => {
    await pages.deleteAll(importId);
    await client.send(new DeleteCommand({ TableName: table, Key: keyOf(importId) }));
  };

  return {
    pages,
    list,
    remove,
    lock: createImportLock(client, table),

    /** Returns the import. Throws `InvalidItem`. */
    read,

    /** Stores that an import begins, with the status `reading`. May be repeated: returns what is stored under its id. */
    async begin(
      begun: Pick<RosterImport, "import_id" | "requested_by" | "details"> & { at: Date },
    ): Promise<RosterImport> {
      const { at, ...rest } = begun;
      const first = parse({ ...rest, status: "reading", version: 1, requested_at: at.toISOString() });
      const isNew = await writeIf(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...keyOf(first.import_id), ...first },
            ConditionExpression: "attribute_not_exists(entry)",
          }),
        ),
      );
      return isNew ? first : ((await read(first.import_id)) ?? first);
    },

    /**
     * Changes an import as it was read. Returns it; undefined if another run has changed it since, or if the status cannot
     * follow. Read it again then.
     */
    async change(before: RosterImport, change: ImportChange): Promise<RosterImport | undefined> {
      const next: RosterImport = { ...before, ...change, version: before.version + 1 };
      if (!FOLLOWING[before.status].includes(next.status)) return undefined;
      const isWritten = await writeIf(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...keyOf(before.import_id), ...next },
            ConditionExpression: "version = :version",
            ExpressionAttributeValues: { ":version": before.version },
          }),
        ),
      );
      return isWritten ? next : undefined;
    },

    /**
     * Deletes the people of imports that were requested before a time, and the records, whatever their status. May be
     * repeated. Every import does it first, so that a forgotten one does not keep people for ever.
     */
    async deleteBefore(time: Date): Promise<void> {
      for (const { import_id, requested_at } of await list())
        if (new Date(requested_at) < time) await remove(import_id);
    },
  };
}
