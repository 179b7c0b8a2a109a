/**
 * Runs the complete product in a process whose clock may be ahead. The process can end as with `kill -9` right after a
 * write to the store, or right after the commit of that write. Started by `start-stack-process.ts`.
 */
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { z } from "zod";
import { cacheCompiled } from "../../infra/local/cache-compiled.ts";
import { shiftClock } from "./shift-clock.ts";

const { DIES_AFTER, DIES_AT, DIES_WHEN, AHEAD, ...settings } = z
  .looseObject({
    DIES_AFTER: z.string(),
    DIES_AT: z.coerce.number(),
    DIES_WHEN: z.enum(["written", "committed"]),
    AHEAD: z.coerce.number(),
  })
  .parse(process.env);

// The rest of this process is loaded later and uses this clock.
shiftClock(AHEAD);

const { exec, prepare } = DatabaseSync.prototype;
const die = () => process.kill(process.pid, "SIGKILL");
let writes = 0;
DatabaseSync.prototype.prepare = function (sql) {
  const statement = prepare.call(this, sql);
  if (!sql.startsWith(`INSERT INTO ${DIES_AFTER} `)) return statement;
  return Object.defineProperty(statement, "run", {
    value(...values: SQLInputValue[]) {
      const { run } = Object.getPrototypeOf(statement);
      const changes: unknown = Reflect.apply(run, statement, values);
      if (++writes === DIES_AT && DIES_WHEN === "written") die();
      return changes;
    },
  });
};
DatabaseSync.prototype.exec = function (sql) {
  exec.call(this, sql);
  if (sql.includes("COMMIT") && DIES_AT > 0 && writes >= DIES_AT) die();
};

cacheCompiled();
const { readLocalSettings } = await import("../../infra/local/settings/settings.ts");
const { startStack } = await import("../../infra/local/stack.ts");
const source = z.record(z.string(), z.string().optional()).parse(settings);
const { endpoints } = await startStack(readLocalSettings(source), undefined, { retryInterval: 20 });
process.on("disconnect", () => process.exit());
process.send?.(endpoints);
