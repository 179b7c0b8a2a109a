import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { createDocumentClient } from "../../data/dynamodb/document-client.ts";
import { environment, readEnvironment } from "../../data/runtime/environment.ts";
import { printable, quoteVisibly } from "./printable.ts";
import { parseRoster } from "./roster/parse-roster.ts";
import { type ImportPlan, planImport } from "./roster/plan-import.ts";
import { createRosterTable } from "./roster/roster-table.ts";

const USAGE = "npm run --silent roster -- [--dry-run] [--missing-left] <employees>.csv";

function describe(
  { changes, unchanged, missing, returning, spellings }: ImportPlan,
  isDryRun: boolean,
  missingLeft: boolean,
): string {
  const created = changes.filter(({ isNew }) => isNew).length;
  const gone = missingLeft ? missing.length : 0;
  const counts = [
    `${created} new`,
    ...(returning.length > 0 ? [`${returning.length} returning`] : []),
    `${changes.length - created - returning.length - gone} changed`,
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
      "dry-run": { type: "boolean", default: false },
      "missing-left": { type: "boolean", default: false },
    },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new Error(`Usage: ${USAGE}`);
  const { EMPLOYEE_TABLE } = readEnvironment(process.env, environment.pick({ EMPLOYEE_TABLE: true }));
  const { "dry-run": isDryRun, "missing-left": missingLeft } = values;

  const roster = parseRoster(await readFile(file));
  const table = createRosterTable(createDocumentClient(), EMPLOYEE_TABLE);
  const plan = planImport(roster, await table.readAll(), { now: new Date(), marksMissing: missingLeft });
  if (!isDryRun) await table.write(plan.changes);
  console.log(describe(plan, isDryRun, missingLeft));
}

try {
  await run();
} catch (error) {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  console.error(message.split("\n").map(printable).join("\n"));
  process.exitCode = 1;
}
