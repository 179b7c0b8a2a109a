import { groupDigits } from "../../../data/runtime/group-digits.ts";
import type { Conflict, ConflictKind, Party, Resolution } from "../../../workflow/roster/plan/conflict.ts";
import { countPlan } from "../../../workflow/roster/plan/count-plan.ts";
import type { PlannedChange, PlannedPerson } from "../../../workflow/roster/plan/plan-changes.ts";
import type { ImportPlan, MissingChoice } from "../../../workflow/roster/plan/plan-import.ts";
import { printable, quoteVisibly } from "../printable.ts";

const MOST_EXAMPLES = 5;
const MOST_CONFLICTS = 20;
/** So much of a digest identifies a plan. */
const PLAN_LENGTH = 12;

const REASONS: Readonly<Record<ConflictKind, string>> = {
  "leading-zeros": "the ids differ in leading zeros",
  spelling: "the ids differ in their spelling",
  "twice-in-file": "the same id is twice in the file",
  "slack-account": "they have the same Slack account",
  email: "they have the same email address",
};

const FLAGS: Readonly<Record<Resolution, string>> = {
  existing: "--keep",
  new: "--use-new",
  both: "--both",
};

const describePerson = ({ employee_id, employee_name }: PlannedPerson): string =>
  `${quoteVisibly(employee_id)} ${printable(employee_name)}`.trim();

function describeChange({ attributes, ...person }: PlannedChange): string {
  const changes = attributes.map(
    ({ name, before = "none", after = "none" }) => `${name} ${printable(before)} → ${printable(after)}`,
  );
  return `${describePerson(person)} (${changes.join(", ")})`;
}

function listExamples(people: readonly string[]): string {
  const more = people.length - MOST_EXAMPLES;
  return people.slice(0, MOST_EXAMPLES).join(", ") + (more > 0 ? ` and ${groupDigits(more)} more` : "");
}

function describeParty(party: Party): string {
  const where = party.line === undefined ? "on the roster" : `in line ${party.line}`;
  return `${describePerson(party)} ${where}`;
}

function describeConflict({ key, kind, existing, row, options }: Conflict): string {
  const flags = options.map((option) => FLAGS[option]).join(", ");
  return `  ${key}  ${describeParty(existing)}, and ${describeParty(row)}: ${REASONS[kind]} (${flags})`;
}

/** Describes people who may be one person, and how to decide it. */
function describeConflicts({ conflicts, isContradictory, isUnrepeatable }: ImportPlan): string[] {
  if (conflicts.length === 0) return [];
  const more = conflicts.length - MOST_CONFLICTS;
  return [
    ...(isContradictory
      ? [
          "Some of the decisions contradict each other: if A and B are one person, and B and C, then A and C are, too, with one id for all three. Decide again about the pairs below, with other flags:",
        ]
      : []),
    ...(isUnrepeatable
      ? [
          "With these decisions, an import that stops in the middle and is repeated could have another result. Decide differently about the pairs below, for example that they are two people (--both), or correct these rows in the file:",
        ]
      : []),
    `${groupDigits(conflicts.length)} ${conflicts.length === 1 ? "pair of entries" : "pairs of entries"} may be the same person:`,
    ...conflicts.slice(0, MOST_CONFLICTS).map(describeConflict),
    ...(more > 0 ? [`  … and ${groupDigits(more)} more`] : []),
    "Decide about each of them, or all of a kind (--keep leading-zeros), or all (--keep all):",
    ...(conflicts.some(({ isInLargeGroup }) => isInLargeGroup)
      ? [
          "(More than two entries look alike in some cases. There, --keep and --use-new need the key of each pair.)",
        ]
      : []),
    "  --keep <key>     they are one person, who keeps the first id and gets the new data",
    "  --use-new <key>  they are one person, who gets the second id; the first one leaves",
    "  --both <key>     they are two people",
  ];
}

function describeMissing(missing: readonly PlannedPerson[], choice: MissingChoice | undefined): string[] {
  if (missing.length === 0 || choice === "left") return [];
  const count = `${groupDigits(missing.length)} on the roster are not in the file`;
  const examples = listExamples(missing.map(describePerson));
  if (choice === "keep") return [`${count} and can still win: ${examples}`];
  return [
    `${count}: ${examples}`,
    "Choose what becomes of them: --missing keep (they can still win) or --missing left (they leave today).",
  ];
}

/** The counts of a plan in one line. */
export function describeCounts(plan: ImportPlan): string {
  const { created, returning, changed, marked_left } = countPlan(plan);
  return [
    `${groupDigits(created)} new`,
    ...(returning > 0 ? [`${groupDigits(returning)} returning`] : []),
    `${groupDigits(changed)} changed`,
    `${groupDigits(plan.unchanged)} unchanged`,
    ...(marked_left > 0 ? [`${groupDigits(marked_left)} marked as left`] : []),
  ].join(", ");
}

/** The name of a plan, for `--plan`. */
export function namePlan({ digest }: ImportPlan): string {
  return digest.slice(0, PLAN_LENGTH);
}

/** Describes everything that a plan does and asks. */
export function describePlan(plan: ImportPlan, missing: MissingChoice | undefined): string {
  const { added, changed, returning, left, ignored, repeated } = plan;
  const groups = [
    { title: "New", people: added.map(describePerson) },
    {
      title: "They had left, and can win again because they are in the file",
      people: returning.map(describePerson),
    },
    { title: "Changed", people: changed.map(describeChange) },
    { title: "Marked as left", people: left.map(describePerson) },
  ];
  return [
    `The import would result in: ${describeCounts(plan)}.`,
    ...groups.flatMap(({ title, people }) =>
      people.length > 0 ? [`${title}: ${listExamples(people)}`] : [],
    ),
    ...(repeated > 0
      ? [`${groupDigits(repeated)} ${repeated === 1 ? "row is" : "rows are"} equal to an earlier row.`]
      : []),
    ...(ignored.length > 0 ? [`Columns that are not read: ${ignored.map(quoteVisibly).join(", ")}`] : []),
    ...describeMissing(plan.missing, missing),
    ...describeConflicts(plan),
  ].join("\n");
}
