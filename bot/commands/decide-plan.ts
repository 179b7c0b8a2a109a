import * as z from "zod";
import type { RosterImport } from "../../data/ledger/roster-imports.ts";
import type { RosterLedger } from "../../data/ledger/roster-ledger.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { formatConflictForm, nameConflictField } from "../messages/conflict-form.ts";
import { formatDecidedPlan, formatPlan, type ShownPlan } from "../messages/import-plan.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { askedConflict, MOST_ASKED, resolution } from "../roster/asked-conflict.ts";
import { readDetails } from "../roster/import-details.ts";
import { planSummary } from "../roster/plan-summary.ts";
import type { RosterStepInput } from "../roster/steps.ts";
import { createUpdateImport } from "../roster/update-import.ts";
import type { Caller, CommandServices, Response } from "./command.ts";
import type { FormResponse, OpenForm } from "./form-response.ts";

/** A plan: the import and its number. */
const planId = z.tuple([z.string().regex(/^[a-z0-9-]{1,60}$/), z.coerce.number().int().min(1)]);

/** Throws `InvalidInput`. */
function parsePlan(value: string): { importId: string; planNo: number } {
  const { data } = safeParse(planId, value.split(":"));
  if (!data) throw new LotteryError("InvalidInput", "The value names no plan.");
  return { importId: data[0], planNo: data[1] };
}

const isPlan = (found: RosterImport, planNo: number): boolean => readDetails(found).plan_no === planNo;

/**
 * Creates what the buttons of a plan do. `value` names the plan. A plan that is not the newest of its import any more, or has
 * been applied, has expired: whatever is clicked on it does nothing.
 */
export function createDecidePlan({
  texts,
  rosterLedger: { imports },
  openForm,
  startRosterStep,
}: Pick<CommandServices, "texts" | "openForm" | "startRosterStep"> & { rosterLedger: RosterLedger }) {
  const { imports: say } = texts;
  const updateImport = createUpdateImport(imports);

  /** Returns the import if this is still its plan, and nothing has been done with it. */
  const findPlanned = async (importId: string, planNo: number) => {
    const found = await imports.read(importId);
    return found?.status === "planned" && isPlan(found, planNo) ? found : undefined;
  };

  const readShown = async (found: RosterImport, planNo: number): Promise<ShownPlan | undefined> => {
    const { import_id } = found;
    const [summary] = await imports.pages.read(import_id, "summary", planNo, planSummary);
    return summary && { summary, importId: import_id, planNo, source: readDetails(found).request.source };
  };

  /** The plan after a decision: what happens now, or the same question again if AWS did not start it. */
  const formatStarted = (shown: ShownPlan | undefined, isStarted: boolean, end: string): Message => {
    if (!shown) return formatParagraph(isStarted ? end : say.notStarted);
    return isStarted
      ? formatDecidedPlan(shown, end, texts)
      : formatPlan({ ...shown, notice: say.notStarted }, texts);
  };

  const planAgain = (
    { importId, planNo }: { importId: string; planNo: number },
    { userId }: Pick<Caller, "userId">,
    decision: Pick<Extract<RosterStepInput, { step: "plan" }>, "missing" | "answers">,
  ) =>
    startRosterStep({
      step: "plan",
      import_id: importId,
      requested_by: userId,
      plan_no: planNo + 1,
      ...decision,
    });

  const readConflicts = (importId: string, planNo: number) =>
    imports.pages.read(importId, "conflicts", planNo, askedConflict);

  return {
    /** Has the plan applied. */
    async apply(value: string, { userId }: Caller): Promise<Response> {
      const { importId, planNo } = parsePlan(value);
      const found = await imports.read(importId);
      if (!found || !isPlan(found, planNo)) return formatParagraph(say.expired);
      if (found.status === "applying" || found.status === "applied")
        return formatParagraph(say.alreadyApplying);
      const shown = found.status === "planned" ? await readShown(found, planNo) : undefined;
      if (!shown) return formatParagraph(say.expired);
      const isStarted = await startRosterStep({
        step: "apply",
        import_id: importId,
        requested_by: userId,
        plan_no: planNo,
      });
      return formatStarted(shown, isStarted, say.applying);
    },

    /** Ends the import. What was read is deleted. */
    async cancel(value: string): Promise<Response> {
      const { importId, planNo } = parsePlan(value);
      const found = await imports.read(importId);
      if (!found || !isPlan(found, planNo)) return formatParagraph(say.expired);
      await updateImport(importId, (current) =>
        current.status === "planned" && isPlan(current, planNo) ? { status: "cancelled" } : undefined,
      );
      if ((await imports.read(importId))?.status !== "cancelled") return formatParagraph(say.alreadyApplying);
      await imports.pages.deleteAll(importId);
      return formatParagraph(texts.cancelled);
    },

    /** Has another plan made, in which people who are not in the source leave. */
    async markLeft(value: string, caller: Caller): Promise<Response> {
      const plan = parsePlan(value);
      const found = await findPlanned(plan.importId, plan.planNo);
      if (!found) return formatParagraph(say.expired);
      const shown = await readShown(found, plan.planNo);
      return formatStarted(shown, await planAgain(plan, caller, { missing: "left" }), say.planning);
    },

    /** Opens a form with the questions about conflicts. */
    async ask(value: string, caller: Caller): Promise<Response> {
      const { importId, planNo } = parsePlan(value);
      const found = await findPlanned(importId, planNo);
      if (!found) return formatParagraph(say.expired);
      const conflicts = (await readConflicts(importId, planNo)).slice(0, MOST_ASKED);
      const others = (found.counts["conflicts"] ?? 0) - conflicts.length;
      return openForm(caller, formatConflictForm(conflicts, { state: value, others }, texts));
    },

    /** Has another plan made, with the answers. */
    async answer({ values, state }: OpenForm, caller: Caller): Promise<FormResponse> {
      const plan = parsePlan(state);
      const found = await findPlanned(plan.importId, plan.planNo);
      if (!found) return { done: formatParagraph(say.expired) };
      const conflicts = (await readConflicts(plan.importId, plan.planNo)).slice(0, MOST_ASKED);
      const given = conflicts.map(({ key }, i) => {
        const name = nameConflictField(i);
        return { key, name, answer: safeParse(resolution, values[name]).data };
      });
      const missing = given.filter(({ answer }) => answer === undefined);
      if (missing.length > 0)
        return { errors: Object.fromEntries(missing.map(({ name }) => [name, say.conflict.missing])) };
      const answers = given.flatMap(({ key, answer }) => (answer ? [{ key, answer }] : []));
      const isStarted = await planAgain(plan, caller, { answers });
      return { done: formatParagraph(isStarted ? say.planning : say.notStarted) };
    },
  };
}
