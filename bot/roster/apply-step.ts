import type { RosterImport } from "../../data/ledger/roster-imports.ts";
import type { RosterLedger } from "../../data/ledger/roster-ledger.ts";
import { employeeChange } from "../../data/people/roster-item.ts";
import type { createRosterTable } from "../../data/people/roster-table.ts";
import type { Texts } from "../locales/texts.ts";
import { formatParagraph } from "../messages/message.ts";
import { readDetails } from "./import-details.ts";
import type { LogImport } from "./log-import.ts";
import type { MakePlan } from "./make-plan.ts";
import type { RosterStep, StepOf } from "./steps.ts";
import type { TellRequester } from "./tell-requester.ts";
import type { UpdateImport } from "./update-import.ts";

/** After so many ms, a step ends, and the next one continues. So the progress is reported now and then. */
const STEP_MS = 60_000;
/** While another import changes the roster, a step waits for so many seconds, and so many times. */
const TURN_SECONDS = 15;
const MOST_TURNS = 20;

export type RosterTable = ReturnType<typeof createRosterTable>;

/** The lease of the lock ended while changes were made. Another run makes the plan again. */
class LockLost extends Error {
  override readonly name = "LockLost";
}

interface ApplyStepDeps {
  rosterLedger: RosterLedger;
  rosterTable: Pick<RosterTable, "applyChanges">;
  updateImport: UpdateImport;
  makePlan: MakePlan;
  logImport: LogImport;
  tellProgress: TellRequester["tellProgress"];
  texts: Texts;
  now: () => Date;
}

/**
 * Creates the step that makes the changes of a plan. Before the first change, it makes the plan again: if that is not the
 * one that was shown, nothing is changed, and the next step shows the new plan. The same happens if the import loses the lock
 * of the roster, or people are changed by others, while it makes the changes: the new plan has the rest.
 */
export function createApplyStep(deps: ApplyStepDeps) {
  const { rosterLedger, rosterTable, updateImport, makePlan, logImport, tellProgress, texts, now } = deps;
  const { imports, serials } = rosterLedger;
  const { lock, pages } = imports;

  const isCurrent = (record: RosterImport, planNo: number, ...statuses: RosterImport["status"][]) =>
    statuses.includes(record.status) && readDetails(record).plan_no === planNo;

  /** Stores the changes of the plan, if it is still the one that was shown. Returns undefined if another run was faster. */
  const begin = async (
    record: RosterImport,
    planNo: number,
  ): Promise<RosterImport | "changed" | undefined> => {
    const { plan } = await makePlan(record, new Date(record.planned_at ?? 0));
    if (!plan.isReady || plan.digest !== record.digest) return "changed";
    const { changes } = plan;
    const count = await pages.writeAll(record.import_id, "changes", changes);
    return updateImport(record.import_id, (current) =>
      isCurrent(current, planNo, "planned")
        ? {
            status: "applying",
            total: changes.length,
            done: 0,
            pages: { ...current.pages, changes: count },
            counts: { ...current.counts, overtaken: 0 },
          }
        : undefined,
    );
  };

  /** Makes the next changes. Returns the import with its progress; undefined if another run has ended it. */
  const advance = async (record: RosterImport): Promise<RosterImport | undefined> => {
    const { import_id, done, total } = record;
    const changes = await pages.readAll(import_id, "changes", record.pages["changes"] ?? 0, employeeChange);
    const { next = total, overtaken } = await rosterTable.applyChanges(changes, {
      from: done,
      deadline: Date.now() + STEP_MS,
      async onProgress() {
        if (!(await lock.renew(import_id, now()))) throw new LockLost("Others may have changed the roster.");
      },
    });
    return updateImport(import_id, (current) =>
      current.status === "applying"
        ? {
            done: next,
            counts: { ...current.counts, overtaken: (current.counts["overtaken"] ?? 0) + overtaken.length },
          }
        : undefined,
    );
  };

  /** The event with which the step has to wait, or undefined if the import has the lock, and nobody else gives serials. */
  const waitForTurn = async (event: StepOf<"apply">, planAgain: RosterStep) => {
    if (!(await lock.acquire(event.import_id, now()))) {
      // The other import has probably changed what this plan is about.
      if (event.turns >= MOST_TURNS) return planAgain;
      return { ...event, wait_seconds: TURN_SECONDS, turns: event.turns + 1 };
    }
    const seconds = Math.ceil(((await serials.findWriteDeadline()) - now().getTime()) / 1_000);
    return seconds > 0 ? { ...event, wait_seconds: Math.min(seconds, TURN_SECONDS) } : undefined;
  };

  /** Ends an import whose changes are all made. May be repeated. */
  const finish = async ({ import_id }: RosterImport) => {
    await updateImport(import_id, ({ status }) =>
      status === "applying" ? { status: "applied" } : undefined,
    );
    await pages.deleteAll(import_id);
    await lock.release(import_id);
  };

  return async function applyStep(event: StepOf<"apply">): Promise<RosterStep> {
    const { import_id, requested_by, plan_no, progress } = event;
    const common = { import_id, requested_by, progress };
    const applied: RosterStep = { step: "result", ...common, outcome: "applied" };
    const expired: RosterStep = { step: "result", ...common, outcome: "expired" };
    const planAgain: RosterStep = { step: "plan", ...common, plan_no: plan_no + 1, is_changed: true };

    const found = await imports.read(import_id);
    if (!found || !isCurrent(found, plan_no, "planned", "applying", "applied")) return expired;
    if (found.status === "applied") {
      await finish(found);
      return applied;
    }
    let begun: RosterImport | "changed" | undefined = found;
    if (found.status === "planned") {
      const wait = await waitForTurn(event, planAgain);
      if (wait) return wait;
      begun = await begin(found, plan_no);
    } else if (!(await lock.renew(import_id, now()))) {
      await logImport.interrupted(found, event);
      return planAgain;
    }
    if (begun === "changed") {
      await lock.release(import_id);
      return planAgain;
    }
    const advanced = begun && (await advance(begun));
    // Another run of this step has continued, and its execution reports the result.
    if (!advanced) return expired;
    const { done, total, counts } = advanced;
    if (done < total) {
      const message = formatParagraph(texts.imports.progress(done, total));
      return { ...event, wait_seconds: 0, progress: await tellProgress(event, message) };
    }
    await logImport.made(advanced, event);
    if ((counts["overtaken"] ?? 0) === 0) {
      await finish(advanced);
      return applied;
    }
    await lock.release(import_id);
    return planAgain;
  };
}
