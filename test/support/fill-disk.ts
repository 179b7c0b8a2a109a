/** Also loaded before `start.ts`, with `FULL_AFTER`. */
import { DatabaseSync, type SQLInputValue } from "node:sqlite";

/** SQLite accepts no limit below the current size. */
const NO_MORE = "PRAGMA max_page_count = 1";

/**
 * Fills the store after this many executions have started, or with 0 when it is created. SQLite then fails as on a full
 * disk. Returns a function that undoes this for the stores that are opened later.
 */
export function fillDisk(fullAfter: number): () => void {
  const { prepare } = DatabaseSync.prototype;
  let begun = 0;
  DatabaseSync.prototype.prepare = function (sql) {
    if (fullAfter === 0 && sql.startsWith("INSERT INTO item")) this.exec(NO_MORE);
    const statement = prepare.call(this, sql);
    if (!sql.startsWith("INSERT INTO execution")) return statement;
    return Object.defineProperty(statement, "run", {
      value: (...values: SQLInputValue[]) => {
        const { run } = Object.getPrototypeOf(statement);
        const changes: unknown = Reflect.apply(run, statement, values);
        if (++begun === fullAfter) this.exec(NO_MORE);
        return changes;
      },
    });
  };
  return () => {
    DatabaseSync.prototype.prepare = prepare;
  };
}

const fullAfter = process.env["FULL_AFTER"];
if (fullAfter !== undefined) fillDisk(Number(fullAfter));
