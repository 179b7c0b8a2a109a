import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { createDocumentClient } from "../../data/document-client.ts";
import { environment, readEnvironment } from "../../data/environment.ts";
import { printable } from "./printable.ts";
import { parseRoster } from "./roster/parse-roster.ts";
import { type ImportPlan, planImport } from "./roster/plan-import.ts";
import { createRosterTable } from "./roster/roster-table.ts";

const USAGE = "npm run --silent roster -- [--dry-run] [--missing-left] <employees>.csv";

function describe(
  { changes, unchanged, missing }: ImportPlan,
  isDryRun: boolean,
  missingLeft: boolean,
): string {
  const created = changes.filter(({ isNew }) => isNew).length;
  const gone = missingLeft ? missing.length : 0;
  const counts = [
    `${created} new`,
    `${changes.length - created - gone} changed`,
    `${unchanged} unchanged`,
    ...(missingLeft ? [`${gone} marked as left`] : []),
  ];
  const lines = [`${isDryRun ? "This would be" : "The roster has"}: ${counts.join(", ")}.`];
  if (missing.length > 0 && !missingLeft)
    lines.push(
      `${missing.length} on the roster are not in the file and can still win: --missing-left marks them as left today.`,
    );
  return lines.join("\n");
}

/** Makes the roster say what a CSV file says: `npm run roster`. Where, the SDK's variables say. */
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
  const today = new Date().toISOString().slice(0, 10).replaceAll("-", "");
  const plan = planImport(roster, await table.readAll(), missingLeft ? today : undefined);
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
