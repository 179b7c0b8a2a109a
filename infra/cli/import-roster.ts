import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { createDocumentClient } from "../../data/dynamodb/document-client.ts";
import { createAuditLog } from "../../data/ledger/audit-log.ts";
import type { LogEntry } from "../../data/ledger/log-entry.ts";
import { environment, readEnvironment } from "../../data/runtime/environment.ts";
import { logChange } from "./log-change.ts";
import { printable, quoteVisibly } from "./printable.ts";
import { parseRoster } from "./roster/parse-roster.ts";
import { countRoster, type ImportPlan, planImport } from "./roster/plan-import.ts";
import { createRosterTable } from "./roster/roster-table.ts";
import { announceChange, readTarget, stackOption } from "./stack/stack-option.ts";

const USAGE = "npm run --silent roster -- [--stack <name>] [--dry-run] [--missing-left] <employees>.csv";

/** How many people an import adds and changes. */
function countChanges({ changes, missing, returning }: ImportPlan, missingLeft: boolean) {
  const created = changes.filter(({ isNew }) => isNew).length;
  const marked_left = missingLeft ? missing.length : 0;
  const changed = changes.length - created - returning.length - marked_left;
  return { created, returning: returning.length, changed, marked_left };
}

function describe(plan: ImportPlan, isDryRun: boolean, missingLeft: boolean): string {
  const { unchanged, missing, returning, spellings } = plan;
  const { created, changed, marked_left: gone } = countChanges(plan, missingLeft);
  const counts = [
    `${created} new`,
    ...(returning.length > 0 ? [`${returning.length} returning`] : []),
    `${changed} changed`,
    `${unchanged} unchanged`,
    ...(missingLeft ? [`${gone} marked as left`] : []),
  ];
  const lines = [`${isDryRun ? "The import would result in" : "Imported"}: ${counts.join(", ")}.`];
  if (returning.length > 0)
    lines.push(
      `${returning.length} had left and can win again, because they are in the file. To exclude a person, write a date in the column left_at.`,
    );
  if (missing.length > 0 && !missingLeft)
    lines.push(
      `${missing.length} on the roster are not in the file and can still win. --missing-left marks them as left today.`,
      ...spellings.map(
        (ids) =>
          `${ids.map(quoteVisibly).join(" and ")} on the roster are spellings of the same employee_id, so one person can win more than once.`,
      ),
    );
  return lines.join("\n");
}

/** `npm run roster`: imports a CSV file into the roster. The SDK's environment variables select the endpoint. */
async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...stackOption,
      "dry-run": { type: "boolean", default: false },
      "missing-left": { type: "boolean", default: false },
    },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new Error(`Usage: ${USAGE}`);
  const target = await readTarget(values.stack, process.env);
  const { EMPLOYEE_TABLE, DRAWS_TABLE } = readEnvironment(
    target.environment,
    environment.pick({ EMPLOYEE_TABLE: true, DRAWS_TABLE: true }),
  );
  const { "dry-run": isDryRun, "missing-left": missingLeft } = values;

  const roster = parseRoster(await readFile(file));
  const client = createDocumentClient();
  const table = createRosterTable(client, EMPLOYEE_TABLE);
  const now = new Date();
  const current = await table.readAll();
  const plan = planImport(roster, current, { now, marksMissing: missingLeft });
  if (!isDryRun && plan.changes.length > 0) {
    announceChange(target, [EMPLOYEE_TABLE, DRAWS_TABLE]);
    const log = (after: NonNullable<LogEntry["after"]>) =>
      logChange(createAuditLog(client, DRAWS_TABLE), {
        action: "roster.import",
        before: countRoster(current, now),
        after,
      });
    try {
      await table.write(plan.changes);
    } catch (error) {
      // Some of the changes may be made.
      await log({ ...countChanges(plan, missingLeft), interrupted: true });
      throw error;
    }
    await log({ ...countRoster(await table.readAll(), now), ...countChanges(plan, missingLeft) });
  }
  console.log(describe(plan, isDryRun, missingLeft));
}

try {
  await run();
} catch (error) {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  console.error(message.split("\n").map(printable).join("\n"));
  process.exitCode = 1;
}
