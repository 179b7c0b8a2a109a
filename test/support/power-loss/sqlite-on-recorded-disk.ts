/**
 * The part of `node:sqlite` that the store uses, over SQLite compiled to WebAssembly: the same SQL and the same pager,
 * but every access to a file goes through Node's `fs`, where it can be recorded.
 */
import sqlite from "node-sqlite3-wasm";

type Value = number | bigint | string | Uint8Array | null;

/** At least the number of columns of every table. */
const MOST_ARGUMENTS = 20;

class Statement {
  readonly #statement: ReturnType<InstanceType<typeof sqlite.Database>["prepare"]>;

  constructor(statement: ReturnType<InstanceType<typeof sqlite.Database>["prepare"]>) {
    this.#statement = statement;
  }

  run(...values: Value[]) {
    return this.#statement.run(values);
  }

  all(...values: Value[]) {
    return this.#statement.all(values);
  }

  get(...values: Value[]) {
    return this.#statement.get(values) ?? undefined;
  }
}

export class DatabaseSync {
  readonly #database: InstanceType<typeof sqlite.Database>;

  constructor(file: string) {
    this.#database = new sqlite.Database(file);
    // It shares no memory with other processes, which every other mode needs.
    if (file !== ":memory:") this.#database.exec("PRAGMA locking_mode = EXCLUSIVE");
  }

  get isTransaction(): boolean {
    return this.#database.inTransaction;
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  prepare(sql: string): Statement {
    return new Statement(this.#database.prepare(sql));
  }

  function(name: string, { deterministic }: { deterministic: boolean }, work: (...values: Value[]) => Value) {
    // This library derives from a function's length how many arguments SQL may pass.
    for (let length = 1; length <= MOST_ARGUMENTS; length++) {
      const ofLength = Object.defineProperty((...values: Value[]) => work(...values), "length", {
        value: length,
      });
      this.#database.function(name, ofLength, { deterministic });
    }
  }

  close(): void {
    this.#database.close();
  }
}
