/**
 * Loaded before `start.ts`. Fills the store after this many executions have started, or with 0 when it is created. SQLite
 * then fails as on a full disk.
 */
import { DatabaseSync, type SQLInputValue } from "node:sqlite";

const FULL_AFTER = Number(process.env["FULL_AFTER"]);
/** SQLite accepts no limit below the current size. */
const NO_MORE = "PRAGMA max_page_count = 1";

const { prepare } = DatabaseSync.prototype;
let begun = 0;
DatabaseSync.prototype.prepare = function (sql) {
  if (FULL_AFTER === 0 && sql.startsWith("INSERT INTO item")) this.exec(NO_MORE);
  const statement = prepare.call(this, sql);
  if (!sql.startsWith("INSERT INTO execution")) return statement;
  return Object.defineProperty(statement, "run", {
    value: (...values: SQLInputValue[]) => {
      const { run } = Object.getPrototypeOf(statement);
      const changes: unknown = Reflect.apply(run, statement, values);
      if (++begun === FULL_AFTER) this.exec(NO_MORE);
      return changes;
    },
  });
};
