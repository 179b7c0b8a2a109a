import { hash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";

/** Identifies a file of this program. It is stored in SQLite's `application_id`: "Lott". */
export const APPLICATION_ID = 0x4c6f7474;

/** The format of the data. A change that older programs cannot read increases it. */
export const VERSION = 4;

/** Everything that is stored. Times are in ms. */
const TABLES = `
  CREATE TABLE fact (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;

  CREATE TABLE item (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE execution (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    input TEXT NOT NULL,
    start_date INTEGER NOT NULL,
    status TEXT NOT NULL,
    stop_date INTEGER,
    output TEXT,
    error TEXT,
    cause TEXT,
    is_reported INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE TABLE event (
    execution INTEGER NOT NULL REFERENCES execution ON DELETE CASCADE,
    id INTEGER NOT NULL,
    previous INTEGER NOT NULL,
    timestamp INTEGER NOT NULL,
    type TEXT NOT NULL,
    details TEXT,
    PRIMARY KEY (execution, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE topic (arn TEXT PRIMARY KEY) STRICT;

  CREATE TABLE subscription (
    arn TEXT PRIMARY KEY,
    topic TEXT NOT NULL,
    protocol TEXT NOT NULL,
    endpoint TEXT NOT NULL
  ) STRICT;

  CREATE TABLE publication (
    deduplication_id TEXT PRIMARY KEY,
    message_id TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE delivery (
    id TEXT PRIMARY KEY,
    message_id TEXT NOT NULL,
    message TEXT NOT NULL,
    subscription TEXT NOT NULL
  ) STRICT;

  CREATE TABLE invocation (
    id TEXT PRIMARY KEY,
    event TEXT NOT NULL
  ) STRICT;

  CREATE TABLE mail (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    delivery TEXT
  ) STRICT;

  CREATE TABLE message (
    n INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    ts TEXT NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (channel, ts)
  ) STRICT;
`;

/** How many rows each table has, the sum of their digests, and how many commits there were. */
const TALLIES = `
  CREATE TABLE tally (
    name TEXT PRIMARY KEY,
    row_count INTEGER NOT NULL,
    digest INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE commit_count (n INTEGER NOT NULL) STRICT;
  INSERT INTO commit_count VALUES (0);
`;

/** Creates the tables. Those of a folder are tallied. Nothing can damage a database in memory. */
export function createTables(database: DatabaseSync, { tallied }: { tallied: boolean }): void {
  database.exec(TABLES);
  if (!tallied) return;
  const tables = readTables(database);
  database.exec(TALLIES);
  for (const table of tables) {
    const { name } = table;
    database.exec(`
      INSERT INTO tally VALUES ('${name}', 0, 0);
      CREATE TRIGGER ${name}_inserted AFTER INSERT ON ${name} BEGIN
        UPDATE tally SET row_count = row_count + 1, digest = digest + ${digestOf(table, "new")} WHERE name = '${name}';
      END;
      CREATE TRIGGER ${name}_updated AFTER UPDATE ON ${name} BEGIN
        UPDATE tally SET digest = digest - ${digestOf(table, "old")} + ${digestOf(table, "new")} WHERE name = '${name}';
      END;
      CREATE TRIGGER ${name}_deleted AFTER DELETE ON ${name} BEGIN
        UPDATE tally SET row_count = row_count - 1, digest = digest - ${digestOf(table, "old")} WHERE name = '${name}';
      END;
    `);
  }
}

/** Registers the SQL function for the tallies. The first write needs it. */
export function registerDigest(database: DatabaseSync): void {
  database.function("digest", { varargs: true, deterministic: true }, (...values) =>
    // SQLite stores a number as REAL, whose sums are rounded.
    BigInt(hash("sha256", JSON.stringify(values), "buffer").readUIntBE(0, DIGEST_BYTES)),
  );
}

/** With this length the sum over eight million rows is still an integer in SQLite. */
const DIGEST_BYTES = 5;

/** Returns the first table whose rows are not those that were written, or undefined. */
export function findWrongTally(database: DatabaseSync): string | undefined {
  return readTables(database).find((table) => {
    const { name } = table;
    const sum = `SELECT count(*), coalesce(sum(${digestOf(table)}), 0) FROM ${name}`;
    return !database
      .prepare(`SELECT 1 FROM tally WHERE name = '${name}' AND (row_count, digest) = (${sum})`)
      .get();
  })?.name;
}

interface Table {
  name: string;
  columns: readonly string[];
}

const NOT_TALLIED = new Set(["tally", "commit_count"]);

function readTables(database: DatabaseSync): Table[] {
  const columnsOf = (table: string) =>
    database
      .prepare("SELECT name FROM pragma_table_info(?)")
      .all(table)
      .map(({ name }) => String(name));
  return database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")
    .all()
    .map(({ name }) => String(name))
    .filter((name) => !NOT_TALLIED.has(name))
    .map((name) => ({ name, columns: columnsOf(name) }));
}

function digestOf({ name, columns }: Table, row = name): string {
  return `digest(${columns.map((column) => `${row}.${column}`).join(", ")})`;
}
