import { createDocumentClient } from "../../data/dynamodb/document-client.ts";
import { createLedger } from "../../data/ledger/ledger.ts";
import type { LogEntry } from "../../data/ledger/log-entry.ts";
import { countRoster, type RosterItem } from "../../data/people/roster-item.ts";
import { createRosterTable } from "../../data/people/roster-table.ts";
import { environment, readEnvironment } from "../../data/runtime/environment.ts";
import { checkRoster } from "../../workflow/roster/check-roster.ts";
import { countPlan } from "../../workflow/roster/plan/count-plan.ts";
import { planImport } from "../../workflow/roster/plan/plan-import.ts";
import { logChange } from "./log-change.ts";
import { printable, quoteVisibly } from "./printable.ts";
import { describeCounts, describePlan, namePlan } from "./roster/describe-plan.ts";
import { describeProblems } from "./roster/describe-problems.ts";
import { type ImportOptions, readImportOptions } from "./roster/import-options.ts";
import { readFile } from "./roster/read-file.ts";
import { withRosterLock } from "./roster/with-roster-lock.ts";
import { announceChange, readTarget } from "./stack/stack-option.ts";

/** Progress is told after so many changes. */
const TELL_EVERY = 5_000;

/** The import was not made, or not completely. */
class NotImported extends Error {
  override readonly name = "NotImported";
}

/** Says what is wrong with the roster. */
function printProblems(items: readonly RosterItem[], now: Date): void {
  for (const line of describeProblems(checkRoster(items, now))) console.log(line);
}

/** Creates the function that says how many changes are made. On stderr, because the result is on stdout. */
function createTellProgress(total: number) {
  let next = TELL_EVERY;
  return function tellProgress(done: number): void {
    if (done < next) return;
    console.error(`${done} of ${total} changes are made.`);
    next = done + TELL_EVERY;
  };
}

async function openStores({ stack }: ImportOptions) {
  const target = await readTarget(stack, process.env);
  const tables = readEnvironment(
    target.environment,
    environment.pick({ EMPLOYEE_TABLE: true, DRAWS_TABLE: true }),
  );
  const client = createDocumentClient();
  return {
    table: createRosterTable(client, tables.EMPLOYEE_TABLE),
    ledger: createLedger(client, tables.DRAWS_TABLE),
    announce: () => announceChange(target, [tables.EMPLOYEE_TABLE, tables.DRAWS_TABLE]),
  };
}

/** Plans the import of the file, and with `--yes` makes it. The SDK's environment variables select the endpoint. */
async function run(options: ImportOptions): Promise<void> {
  const { path, dateOrder, isDryRun, isConfirmed, missing, resolutions } = options;
  const file = await readFile(path, { dateOrder });
  const { table, ledger, announce } = await openStores(options);

  const plan = async () => {
    const now = new Date();
    const current = await table.readAll();
    const planned = planImport({ file, current, now, missing, resolutions });
    console.log(describePlan(planned, missing));
    return { planned, current, now };
  };

  if (!isConfirmed) {
    const { planned, current, now } = await plan();
    printProblems(current, now);
    if (isDryRun) return;
    console.log(
      planned.isReady
        ? `Nothing has been changed. To make exactly these changes, add: --yes --plan ${namePlan(planned)}`
        : "Nothing has been changed. Decide what is asked above.",
    );
    return;
  }

  announce();
  await withRosterLock(ledger, async (renew) => {
    const { planned, current, now } = await plan();
    if (!planned.isReady) throw new NotImported("Nothing was changed. Decide what is asked above.");
    if (options.plan !== undefined && !planned.digest.startsWith(options.plan))
      throw new NotImported(
        `The roster, the file or the decisions have changed since the plan ${options.plan}. Nothing was changed. The plan is now ${namePlan(planned)}, as described above.`,
      );
    const { changes } = planned;
    if (changes.length === 0) {
      console.log("Nothing is to be changed.");
      printProblems(current, now);
      return;
    }
    const log = (after: NonNullable<LogEntry["after"]>) =>
      logChange(ledger.auditLog, { action: "roster.import", before: countRoster(current, now), after });
    const tellProgress = createTellProgress(changes.length);
    const apply = () =>
      table.applyChanges(changes, {
        onProgress: async (done) => {
          await renew();
          tellProgress(done);
        },
      });
    const { overtaken } = await apply().catch(async (error: unknown) => {
      // Some of the changes may be made.
      await log({ ...countPlan(planned), interrupted: true });
      throw error;
    });
    const imported = await table.readAll();
    await log({
      ...countRoster(imported, now),
      ...countPlan(planned),
      ...(overtaken.length > 0 && { overtaken: overtaken.length }),
    });
    if (overtaken.length > 0)
      throw new NotImported(
        `Everybody was imported but ${overtaken.length}, whom somebody else has changed at the same time: ${overtaken.slice(0, 5).map(quoteVisibly).join(", ")}. Run the import again.`,
      );
    console.log(`Imported: ${describeCounts(planned)}.`);
    printProblems(imported, now);
  });
}

try {
  await run(readImportOptions(process.argv.slice(2)));
} catch (error) {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  console.error(message.split("\n").map(printable).join("\n"));
  process.exitCode = 1;
}
