/** Says that a file is of this program. It stands in SQLite's `application_id`: "Lott". */
export const APPLICATION_ID = 0x4c6f7474;

/** The form of what is kept. A change that older programs cannot read makes it higher. */
export const VERSION = 1;

/** All that is kept but for the tables of DynamoDB. Times are in ms. */
export const SCHEMA = `
  CREATE TABLE fact (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;

  CREATE TABLE execution (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    input TEXT NOT NULL,
    definition TEXT NOT NULL,
    start_date INTEGER NOT NULL,
    status TEXT NOT NULL,
    stop_date INTEGER,
    output TEXT,
    error TEXT,
    cause TEXT,
    is_told INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE TABLE event (
    execution INTEGER NOT NULL REFERENCES execution ON DELETE CASCADE,
    id INTEGER NOT NULL,
    branch TEXT NOT NULL,
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

  CREATE TABLE mail (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    delivery TEXT
  ) STRICT;

  CREATE TABLE message (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL,
    ts TEXT NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (channel, ts)
  ) STRICT;
`;
