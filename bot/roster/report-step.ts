import { log } from "../../data/runtime/log.ts";
import type { RosterFileTexts } from "../../workflow/roster/file/texts/texts.ts";
import type { Texts } from "../locales/texts.ts";
import { formatPlan } from "../messages/import-plan.ts";
import { formatSourceProblem } from "../messages/import-problem.ts";
import { readDetails } from "./import-details.ts";
import { planSummary } from "./plan-summary.ts";
import { PROBLEM_PAGE } from "./read-step.ts";
import { type StepOf, sourceProblem } from "./steps.ts";
import type { TellRequester } from "./tell-requester.ts";
import type { RosterImports, UpdateImport } from "./update-import.ts";

/** Creates the step that shows a plan to the person who has asked for it, or says why there is none. */
export function createReportStep({
  imports,
  updateImport,
  tell,
  texts,
  fileTexts,
}: {
  imports: RosterImports;
  updateImport: UpdateImport;
  tell: TellRequester["tell"];
  texts: Texts;
  fileTexts: RosterFileTexts;
}) {
  return async function reportStep(event: StepOf<"report">): Promise<StepOf<"report">> {
    const { import_id, plan_no, has_problem, is_changed = false } = event;
    const current = await imports.read(import_id);
    if (!current) return event;
    const { request, plan_no: newest } = readDetails(current);
    if (has_problem && current.status !== "failed") {
      const [problem] = await imports.pages.read(import_id, PROBLEM_PAGE, 1, sourceProblem);
      if (!problem) return event;
      await tell(event, formatSourceProblem(problem, request, { texts, fileTexts }));
      log("info", "import-not-read", { import_id, reason: problem.kind });
      await updateImport(import_id, ({ status }) =>
        status === "reading" ? { status: "failed", error: problem.kind } : undefined,
      );
      await imports.pages.deleteAll(import_id);
    } else if (plan_no === newest && current.status === "planned") {
      const [summary] = await imports.pages.read(import_id, "summary", plan_no, planSummary);
      if (!summary) return event;
      const notice = is_changed ? texts.imports.plan.changed : undefined;
      const shown = { summary, importId: import_id, planNo: plan_no, source: request.source, notice };
      await tell(event, formatPlan(shown, texts));
    }
    return event;
  };
}
