import { closeSync, fsyncSync, openSync, statfsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { z } from "zod";
import { type Commits, commitInGroups } from "./commits.ts";
import { DataNotWritten, DataUnusable } from "./data-unusable.ts";
import { openDatabase, openMemory } from "./open-database.ts";
import { syncFolder } from "./sync-folder.ts";

/**
 * The permanent storage. Writes are synchronous, and many of them are committed together. Nothing may act on them or report
 * them before `committed` resolves. From then on they survive a power loss.
 */
export interface Store extends Commits {
  /** Returns how many rows were changed. */
  run(sql: string, ...values: SQLInputValue[]): number;
  /** Returns the rows, parsed by the schema. Throws `DataUnusable` if one is malformed. */
  all<Row>(schema: z.ZodType<Row>, sql: string, ...values: SQLInputValue[]): Row[];
  /** Stores all writes in `work`, or none. Within another transaction it is a part of that one. */
  transaction<Result>(work: () => Result): Result;
  /** Whether the disk has space for more draws than the running ones. */
  hasRoom(): boolean;
  /** Copies everything to a file that does not exist, or is empty. */
  copyTo(file: string): void;
  close(): void;
}

/**
 * Opens the store in a folder, which is created if necessary, or in memory without a folder. Throws `DataUnusable` for a
 * folder that another process uses, or whose data this program cannot read.
 */
export function openStore(folder?: string): Store {
  if (folder === undefined) return createStore(openMemory(), undefined, IMMEDIATELY);
  const path = resolve(folder);
  const { database, count, commits } = openDatabase(path);
  const groups = commitInGroups(database, count, commits, (cause) => new DataNotWritten(path, cause));
  return createStore(database, path, groups);
}

/** The space that running draws may still need when no new one is started, in bytes. */
const RESERVE_BYTES = 16 * 2 ** 20;

function readFreeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

const IMMEDIATELY: ReturnType<typeof commitInGroups> = {
  write: (work) => work(),
  committed: () => Promise.resolve(),
  confirmed: () => Promise.resolve(),
  whenCommitted: (work) => work(),
  failed: Promise.withResolvers<DataNotWritten>().promise,
  commit: () => undefined,
  close: () => undefined,
};

function createStore(
  database: DatabaseSync,
  folder: string | undefined,
  { write, commit, close, ...commits }: ReturnType<typeof commitInGroups>,
): Store {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  let isWithin = false;
  return {
    ...commits,
    run: (sql, ...values) => write(() => Number(prepare(sql).run(...values).changes)) ?? 0,
    all(schema, sql, ...values) {
      return prepare(sql)
        .all(...values)
        .map((row) => {
          const parsed = schema.safeParse(row);
          if (parsed.success) return parsed.data;
          throw new DataUnusable(
            folder ?? "memory",
            `a row of "${sql}" is malformed. Restore a backup, or choose another folder.`,
            { cause: parsed.error },
          );
        });
    },
    transaction(work) {
      if (isWithin) return work();
      write(() => database.exec("SAVEPOINT work"));
      isWithin = true;
      try {
        const result = work();
        write(() => database.exec("RELEASE work"));
        return result;
      } catch (error) {
        write(() => database.exec("ROLLBACK TO work; RELEASE work"));
        throw error;
      } finally {
        isWithin = false;
      }
    },
    hasRoom: () => folder === undefined || readFreeBytes(folder) > RESERVE_BYTES,
    copyTo(file) {
      commit();
      database.prepare("VACUUM INTO ?").run(file);
      const descriptor = openSync(file, "r+");
      fsyncSync(descriptor);
      closeSync(descriptor);
      syncFolder(dirname(resolve(file)));
    },
    close() {
      close();
      database.close();
    },
  };
}
