import type { AuditLog } from "../../../data/ledger/audit-log.ts";
import type { LoggedDetails } from "../../../data/ledger/log-entry.ts";
import type { RosterLedger } from "../../../data/ledger/roster-ledger.ts";
import { applyToItems, countRoster, type RosterItem } from "../../../data/people/roster-item.ts";
import type { createRosterTable } from "../../../data/people/roster-table.ts";
import { groupDigits } from "../../../data/runtime/group-digits.ts";
import { checkRoster } from "../../../workflow/roster/check-roster.ts";
import type { RosterFile } from "../../../workflow/roster/file/roster-file.ts";
import { countPlan } from "../../../workflow/roster/plan/count-plan.ts";
import { type ImportInput, type ImportPlan, planImport } from "../../../workflow/roster/plan/plan-import.ts";
import { logChange } from "../log-change.ts";
import { quoteVisibly } from "../printable.ts";
import { describeFile } from "./describe-file.ts";
import { describeCounts, describePlan, namePlan } from "./describe-plan.ts";
import { describeProblems } from "./describe-problems.ts";
import { withRosterLock } from "./with-roster-lock.ts";

/** Progress is printed after so many changes. */
const TELL_EVERY = 5_000;
const MOST_NAMED = 5;

/** The import was not made, or not completely. */
class NotImported extends Error {
  override readonly name = "NotImported";
}

interface ImportDeps {
  auditLog: AuditLog;
  rosterLedger: RosterLedger;
  table: ReturnType<typeof createRosterTable>;
  /** Prints a line of the result. */
  print: (line: string) => void;
  /** Prints a line about the progress. */
  tell: (line: string) => void;
}

/** A file, and the answers to what a plan asks. */
export type ImportRequest = Pick<ImportInput, "missing" | "resolutions"> & { file: RosterFile };

/** Creates the functions that plan an import of a file and make it, with everything that they print. */
export function createImport({ auditLog, rosterLedger, table, print, tell }: ImportDeps) {
  const printProblems = (items: readonly RosterItem[], now: Date): void => {
    for (const line of describeProblems(checkRoster(items, now))) print(line);
  };

  const plan = async (request: ImportRequest) => {
    const now = new Date();
    const current = await table.readAll();
    const planned = planImport({ ...request, current, now });
    for (const line of describeFile(request.file)) print(line);
    print(describePlan(planned, request.missing));
    return { planned, current, now };
  };

  const apply = async ({ changes }: ImportPlan, renew: () => Promise<void>): Promise<string[]> => {
    let next = TELL_EVERY;
    const { overtaken } = await table.applyChanges(changes, {
      async onProgress(done) {
        await renew();
        if (done < next) return;
        tell(`${groupDigits(done)} of ${groupDigits(changes.length)} changes have been made.`);
        next = done + TELL_EVERY;
      },
    });
    return overtaken;
  };

  const make = async (
    { planned, current, now }: Awaited<ReturnType<typeof plan>>,
    renew: () => Promise<void>,
  ): Promise<void> => {
    const after = applyToItems(current, planned.changes);
    const log = (more: LoggedDetails) =>
      logChange(auditLog, {
        action: "roster.import",
        before: countRoster(current, now),
        after: { ...countPlan(planned), ...more },
      });
    // The log has the import before anybody is changed, because it may stop at any time.
    await log(countRoster(after, now));
    const overtaken = await apply(planned, renew).catch(async (error: unknown) => {
      await log({ interrupted: true });
      throw error;
    });
    if (overtaken.length > 0) {
      await log({ overtaken: overtaken.length });
      throw new NotImported(
        `Everybody was imported but ${groupDigits(overtaken.length)}, whom somebody else has changed at the same time: ${overtaken.slice(0, MOST_NAMED).map(quoteVisibly).join(", ")}. Run the import again.`,
      );
    }
    print(`Imported: ${describeCounts(planned)}.`);
    printProblems(after, now);
  };

  return {
    /** Prints what an import would change. */
    async showPlan(request: ImportRequest): Promise<ImportPlan> {
      const { planned, current, now } = await plan(request);
      printProblems(current, now);
      return planned;
    },

    /**
     * Makes an import, if everything is decided, and only the plan with this name, if there is one. May be interrupted and
     * repeated. Throws `NotImported`, `RosterBusy`.
     */
    async makeImport(request: ImportRequest, planName: string | undefined): Promise<void> {
      await withRosterLock(rosterLedger, tell, async (renew) => {
        const made = await plan(request);
        const { planned, current, now } = made;
        if (!planned.isReady) throw new NotImported("Nothing was changed. Decide what is asked above.");
        if (planName !== undefined && !planned.digest.startsWith(planName))
          throw new NotImported(
            `The roster, the file or the decisions have changed since the plan ${planName}. Nothing was changed. The plan is now ${namePlan(planned)}, as described above.`,
          );
        if (planned.changes.length > 0) return make(made, renew);
        print("Nothing is to be changed.");
        printProblems(current, now);
      });
    },
  };
}
