import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { z } from "zod";
import { DataUnusable } from "./data-unusable.ts";
import { APPLICATION_ID, SCHEMA, VERSION } from "./schema.ts";

/** The file in the folder of the data. */
const FILE = "lottery.sqlite";

/**
 * What outlives the process: whatever was written is there again after a restart, even if the process was killed in
 * the next moment. All of it is synchronous, so that what is acknowledged is written.
 */
export interface Store {
  /** How many rows were changed. */
  run(sql: string, ...values: SQLInputValue[]): number;
  /** The rows, in the form that the schema gives them. Throws `DataUnusable` where one does not fit. */
  all<Row>(schema: z.ZodType<Row>, sql: string, ...values: SQLInputValue[]): Row[];
  /** All that is written in `work`, or nothing of it. Within another transaction it is a part of that one. */
  transaction<Result>(work: () => Result): Result;
  close(): void;
}

/** SQLite's error codes. https://www.sqlite.org/rescode.html */
const BUSY = 5;
const READ_ONLY = 8;
const CORRUPT = 11;
const CANNOT_OPEN = 14;
const NOT_A_DATABASE = 26;

/**
 * Opens the store in a folder, which is made where there is none; without a folder all is forgotten at the end.
 * Throws `DataUnusable` for a folder that another process uses, or that holds what this program cannot read.
 */
export function openStore(folder?: string): Store {
  if (folder === undefined) return createStore(open(":memory:"), "memory");
  const place = resolve(folder);
  try {
    mkdirSync(place, { recursive: true });
    return createStore(open(join(place, FILE)), place);
  } catch (error) {
    throw explain(place, error);
  }
}

function open(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    // The lock is held until the end. What the process has written the system keeps, whatever becomes of the process.
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
    if (isEmpty(database)) create(database);
    else check(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A file without anything in it is what a process leaves behind that was killed while it made the file. */
function isEmpty(database: DatabaseSync): boolean {
  return readPragma(database, "application_id") === 0 && readPragma(database, "schema_version") === 0;
}

function create(database: DatabaseSync): void {
  database.exec(
    `BEGIN IMMEDIATE; ${SCHEMA} PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${VERSION}; COMMIT;`,
  );
}

/** Why a file is not ours; a part of `DataUnusable`, which knows the folder. */
class Refused extends Error {}

function check(database: DatabaseSync): void {
  if (readPragma(database, "application_id") !== APPLICATION_ID)
    throw new Refused(`${FILE} there is another program's. Choose another folder.`);
  const version = readPragma(database, "user_version");
  if (version !== VERSION)
    throw new Refused(
      `they are in form ${version}, and this program reads form ${VERSION}. Use the version of Lottery that wrote them, or choose another folder.`,
    );
  if (readPragma(database, "quick_check") !== "ok") throw new Refused(DAMAGED);
}

const DAMAGED = `${FILE} is damaged. Put a copy of the whole folder in its place, or choose another folder.`;

function readPragma(database: DatabaseSync, name: string): unknown {
  return database.prepare(`PRAGMA ${name}`).get()?.[name];
}

function explain(place: string, error: unknown): unknown {
  if (error instanceof Refused) return new DataUnusable(place, error.message);
  if (!(error instanceof Error)) return error;
  const refuse = (reason: string) => new DataUnusable(place, reason, { cause: error });
  // The higher bits only say more about the same.
  const code = "errcode" in error && typeof error.errcode === "number" ? error.errcode & 0xff : undefined;
  if (code === BUSY) return refuse("another process uses them. Stop that one, or choose another folder.");
  if (code === CORRUPT || code === NOT_A_DATABASE) return refuse(DAMAGED);
  if (code === CANNOT_OPEN || code === READ_ONLY || "syscall" in error)
    return refuse(`${error.message}. Choose a folder that can be written to.`);
  return error;
}

function createStore(database: DatabaseSync, place: string): Store {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    run: (sql, ...values) => Number(prepare(sql).run(...values).changes),
    all(schema, sql, ...values) {
      return prepare(sql)
        .all(...values)
        .map((row) => {
          const parsed = schema.safeParse(row);
          if (parsed.success) return parsed.data;
          throw new DataUnusable(
            place,
            `what "${sql}" finds is not what was expected. Put a copy of the whole folder in its place, or choose another folder.`,
            { cause: parsed.error },
          );
        });
    },
    transaction(work) {
      if (database.isTransaction) return work();
      database.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        database.exec("COMMIT");
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec("ROLLBACK");
        throw error;
      }
    },
    close: () => database.close(),
  };
}
