import { createDocumentClient } from "../../data/dynamodb/document-client.ts";
import { createAuditLog } from "../../data/ledger/audit-log.ts";
import { createRosterLedger } from "../../data/ledger/roster-ledger.ts";
import { createRosterTable } from "../../data/people/roster-table.ts";
import { environment, readEnvironment } from "../../data/runtime/environment.ts";
import { runCommand } from "./command/run-command.ts";
import { namePlan } from "./roster/describe-plan.ts";
import { type ImportOptions, readImportOptions, USAGE } from "./roster/import-options.ts";
import { createImport } from "./roster/make-import.ts";
import { readFile } from "./roster/read-file.ts";
import { announceChange, readTarget } from "./stack/stack-option.ts";

async function openStores({ stack }: ImportOptions) {
  const target = await readTarget(stack, process.env);
  const tables = readEnvironment(
    target.environment,
    environment.pick({ EMPLOYEE_TABLE: true, DRAWS_TABLE: true }),
  );
  const client = createDocumentClient();
  return {
    table: createRosterTable(client, tables.EMPLOYEE_TABLE),
    auditLog: createAuditLog(client, tables.DRAWS_TABLE),
    rosterLedger: createRosterLedger(client, tables.DRAWS_TABLE),
    announce: () => announceChange(target, [tables.EMPLOYEE_TABLE, tables.DRAWS_TABLE]),
  };
}

/** Plans the import of the file, and with `--yes` makes it. The SDK's environment variables select the endpoint. */
async function run(options: ImportOptions): Promise<void> {
  const { path, dateOrder, isDryRun, isConfirmed, missing, resolutions } = options;
  const file = await readFile(path, { dateOrder });
  const { announce, ...stores } = await openStores(options);
  const { showPlan, makeImport } = createImport({
    ...stores,
    print: (line) => console.log(line),
    tell: (line) => console.error(line),
  });
  if (isConfirmed) {
    announce();
    return makeImport({ file, missing, resolutions }, options.plan);
  }
  const plan = await showPlan({ file, missing, resolutions });
  if (isDryRun) return;
  console.log(
    plan.isReady
      ? `Nothing has been changed. To make exactly these changes, add: --yes --plan ${namePlan(plan)}`
      : "Nothing has been changed. Decide what is asked above.",
  );
}

await runCommand({ usage: USAGE, run: () => run(readImportOptions(process.argv.slice(2))) });
