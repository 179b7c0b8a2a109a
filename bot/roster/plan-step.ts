import type { RosterImport } from "../../data/ledger/roster-imports.ts";
import type { PlannedChange, PlannedPerson } from "../../workflow/roster/plan/plan-changes.ts";
import type { ImportPlan } from "../../workflow/roster/plan/plan-import.ts";
import { givenAnswer, MOST_ASKED } from "./asked-conflict.ts";
import { formatDetails, type ImportDetails, readDetails } from "./import-details.ts";
import type { MadePlan, MakePlan } from "./make-plan.ts";
import { MOST_EXAMPLES, type PlanSummary } from "./plan-summary.ts";
import type { RosterStep, StepOf } from "./steps.ts";
import type { RosterImports, UpdateImport } from "./update-import.ts";

const summarize = (people: readonly (PlannedPerson & Partial<PlannedChange>)[], showsChanges: boolean) => ({
  count: people.length,
  examples: people.slice(0, MOST_EXAMPLES).map(({ employee_id, employee_name, attributes = [] }) => ({
    employee_id,
    name: employee_name,
    changes: showsChanges
      ? attributes.map(({ name, before, after }) => ({ attribute: name, before, after }))
      : [],
  })),
});

function summarizePlan(
  { plan, accounts, guess, hidden }: MadePlan,
  missing: ImportDetails["missing"],
): PlanSummary {
  const leftOut: PlanSummary["left_out"] = {};
  for (const { kind, name } of accounts)
    if (name === undefined && kind !== "member") leftOut[kind] = (leftOut[kind] ?? 0) + 1;
  return {
    added: summarize(plan.added, false),
    changed: summarize(plan.changed, true),
    returning: summarize(plan.returning, true),
    left: summarize(plan.left, false),
    missing: summarize(missing === "left" ? [] : plan.missing, false),
    is_missing_decided: missing !== undefined,
    unchanged: plan.unchanged,
    conflicts: plan.conflicts.length,
    is_contradictory: plan.isContradictory,
    is_unrepeatable: plan.isUnrepeatable,
    ignored: [...plan.ignored],
    hidden: summarize(hidden, false),
    guess: guess && guess.examples.length > 0 ? { ...guess, examples: [...guess.examples] } : undefined,
    left_out: leftOut,
  };
}

/** How many people a plan concerns. The result of the import says it again. */
const countPeople = ({ added, changed, returning, left, conflicts }: ImportPlan) => ({
  added: added.length,
  changed: changed.length,
  returning: returning.length,
  left: left.length,
  conflicts: conflicts.length,
});

/** Returns the import with what was decided about the plan before. The answers are stored already, the rest is not. */
async function addDecisions(
  record: RosterImport,
  { missing, answers }: Pick<StepOf<"plan">, "missing" | "answers">,
  { pages }: Pick<RosterImports, "pages">,
): Promise<RosterImport> {
  const details = readDetails(record);
  const next = missing ? { ...record, details: formatDetails({ ...details, missing }) } : record;
  if (!answers) return next;
  const { import_id } = record;
  const known = await pages.readAll(import_id, "answers", record.pages["answers"] ?? 0, givenAnswer);
  const all = new Map([...known, ...answers].map((each) => [each.key, each]));
  const count = await pages.writeAll(import_id, "answers", [...all.values()]);
  return { ...next, pages: { ...record.pages, answers: count } };
}

/** Creates the step that makes a plan, and stores what a person has to know of it. */
export function createPlanStep({
  imports,
  updateImport,
  makePlan,
  now,
}: {
  imports: RosterImports;
  updateImport: UpdateImport;
  makePlan: MakePlan;
  now: () => Date;
}) {
  return async function planStep(event: StepOf<"plan">): Promise<RosterStep> {
    const { import_id, requested_by, plan_no, is_changed, progress } = event;
    const common = { import_id, requested_by, progress };
    const record = await imports.read(import_id);
    const report: RosterStep = { step: "report", ...common, plan_no, is_changed };
    if (!record) return report;
    // Another run has made this plan, or a newer one.
    if (readDetails(record).plan_no >= plan_no) return report;
    const plannedAt = now();
    const decided = await addDecisions(record, event, imports);
    const details = readDetails(decided);
    const made = await makePlan(decided, plannedAt);
    const summary = summarizePlan(made, details.missing);
    await imports.pages.write(import_id, "summary", plan_no, [summary]);
    await imports.pages.write(import_id, "conflicts", plan_no, made.plan.conflicts.slice(0, MOST_ASKED));
    await updateImport(import_id, (current) => {
      const known = readDetails(current);
      if (known.plan_no >= plan_no) return undefined;
      return {
        status: "planned",
        digest: made.plan.digest,
        planned_at: plannedAt.toISOString(),
        counts: countPeople(made.plan),
        pages: decided.pages,
        details: formatDetails({ ...details, plan_no }),
      };
    });
    return report;
  };
}
