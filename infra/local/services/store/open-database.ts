import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { log } from "../../../../data/runtime/log.ts";
import { COUNT_FILE, type CommitCount, openCommitCount } from "./commit-count.ts";
import { DataUnusable, isDiskFull, readErrorCode } from "./data-unusable.ts";
import { APPLICATION_ID, createTables, findWrongTally, registerDigest, VERSION } from "./schema.ts";
import { syncFolder } from "./sync-folder.ts";

/** The name of the file in the folder of the data. */
export const DATABASE_FILE = "lottery.sqlite";

/** SQLite's error codes. https://www.sqlite.org/rescode.html */
const BUSY = 5;
const READ_ONLY = 8;
const CORRUPT = 11;
const CANNOT_OPEN = 14;
const NOT_A_DATABASE = 26;

interface OpenDatabase {
  database: DatabaseSync;
  count: CommitCount;
  /** The number of the newest commit. */
  commits: number;
}

/** A database in memory, with all tables. */
export function openMemory(): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  createTables(database, { tallied: false });
  return database;
}

/**
 * Opens the database in a folder, creates both if necessary, and checks that nothing is missing that was acknowledged.
 * Throws `DataUnusable`.
 */
export function openDatabase(folder: string): OpenDatabase {
  try {
    createFolder(folder);
    return open(folder);
  } catch (error) {
    throw explain(folder, error);
  }
}

/** Checks a copy. Throws `DataUnusable`. */
export function checkCopy(file: string): void {
  try {
    read(file, check);
  } catch (error) {
    throw explain(dirname(resolve(file)), error);
  }
}

function open(folder: string): OpenDatabase {
  const file = join(folder, DATABASE_FILE);
  // Opening for writing changes files, and refused files must not change. So inspect them first.
  if (existsSync(join(folder, COUNT_FILE))) {
    try {
      inspect(folder, file);
    } finally {
      // The readers' shared memory, which SQLite does not delete here.
      rmSync(`${file}-shm`, { force: true });
    }
  }
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    // The lock is kept until the database is closed. FULL syncs each commit before it is acknowledged.
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    registerDigest(database);
    const count = openCommitCount(folder);
    if (isEmpty(database)) create(database);
    else if (count.stored === undefined) {
      check(database);
      log("warn", "data-restored");
    }
    const commits = readCommits(database);
    if (count.stored === undefined) count.write(commits);
    syncFolder(folder);
    return { database, count, commits };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Checks that the files in a folder belong together, and that nothing is missing or damaged. */
function inspect(folder: string, file: string): void {
  // SQLite would delete the log of an empty file.
  if (!existsSync(file) || statSync(file).size === 0) {
    if (openCommitCount(folder).stored) throw new Refused(EMPTY);
    return;
  }
  read(file, (database) => {
    // This fails if another process has the lock and may change the count.
    const isNew = isEmpty(database);
    const { stored } = openCommitCount(folder);
    if (stored === "damaged") throw new Refused(DAMAGED_COUNT);
    if (isNew && stored) throw new Refused(EMPTY);
    if (isNew) return;
    check(database);
    const commits = readCommits(database);
    if (stored !== undefined && stored > commits)
      throw new Refused(
        `the newest changes are missing: ${DATABASE_FILE} ends with commit ${commits}, and ${COUNT_FILE} says that there were ${stored}. ${RESTORE}`,
      );
  });
}

function read(file: string, work: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 0 });
  try {
    registerDigest(database);
    work(database);
  } finally {
    database.close();
  }
}

/** Creates the folder, so that it survives a power loss. */
function createFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) return;
  for (let each = resolve(folder); each !== dirname(first); each = dirname(each)) syncFolder(dirname(each));
}

/** A process that stops while it creates the file leaves it empty. */
function isEmpty(database: DatabaseSync): boolean {
  return readPragma(database, "application_id") === 0 && readPragma(database, "schema_version") === 0;
}

function create(database: DatabaseSync): void {
  database.exec("BEGIN IMMEDIATE");
  createTables(database, { tallied: true });
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${VERSION}; COMMIT;`);
}

/** The reason why a file cannot be used, for the message of `DataUnusable`. */
class Refused extends Error {}

const RESTORE = "Restore a backup, or choose another folder.";
const DAMAGED = `${DATABASE_FILE} is damaged. ${RESTORE}`;
const EMPTY = `${DATABASE_FILE} is missing or empty. ${RESTORE}`;
const DAMAGED_COUNT = `${COUNT_FILE} is damaged, so it cannot be checked whether the newest changes are there. ${RESTORE} To continue without this check, delete ${COUNT_FILE}.`;

function check(database: DatabaseSync): void {
  if (readPragma(database, "application_id") !== APPLICATION_ID)
    throw new Refused(`${DATABASE_FILE} there belongs to another program. Choose another folder.`);
  const version = readPragma(database, "user_version");
  if (version !== VERSION)
    throw new Refused(
      `they have format ${version}, and this program reads format ${VERSION}. Use the version of Lottery that wrote them, or choose another folder.`,
    );
  if (readPragma(database, "integrity_check") !== "ok") throw new Refused(DAMAGED);
  if (readSchema(database) !== readExpectedSchema()) throw new Refused(DAMAGED);
  if (findWrongTally(database) !== undefined) throw new Refused(DAMAGED);
}

function readSchema(database: DatabaseSync): string {
  return JSON.stringify(
    database.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid").all(),
  );
}

function readExpectedSchema(): string {
  const database = new DatabaseSync(":memory:");
  registerDigest(database);
  createTables(database, { tallied: true });
  const schema = readSchema(database);
  database.close();
  return schema;
}

function readPragma(database: DatabaseSync, name: string): unknown {
  return database.prepare(`PRAGMA ${name}`).get()?.[name];
}

function readCommits(database: DatabaseSync): number {
  const n = database.prepare("SELECT n FROM commit_count").get()?.["n"];
  if (typeof n !== "number") throw new Refused(DAMAGED);
  return n;
}

function explain(folder: string, error: unknown): unknown {
  if (error instanceof Refused) return new DataUnusable(folder, error.message);
  if (!(error instanceof Error)) return error;
  const refuse = (reason: string) => new DataUnusable(folder, reason, { cause: error });
  if (isDiskFull(error)) return refuse("the disk is full. Free some space and start again.");
  const code = readErrorCode(error);
  if (code === BUSY) return refuse("another process uses them. Stop that one, or choose another folder.");
  if (code === CORRUPT || code === NOT_A_DATABASE) return refuse(DAMAGED);
  if (code === CANNOT_OPEN || code === READ_ONLY || "syscall" in error)
    return refuse(`${error.message}. Choose a folder that can be written to.`);
  // Every other error of SQLite, and a number out of range, comes from the content of the file.
  return code === undefined && !(error instanceof RangeError) ? error : refuse(DAMAGED);
}
