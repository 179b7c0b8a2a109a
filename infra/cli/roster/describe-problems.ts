import { groupDigits } from "../../../data/runtime/group-digits.ts";
import type { RosterProblem } from "../../../workflow/roster/check-roster.ts";
import { quoteVisibly } from "../printable.ts";

const MOST_PROBLEMS = 10;
const MOST_IDS = 5;

const ALIKE = {
  id: "spellings of the same employee_id",
  "slack-account": "people with the same Slack account",
  email: "people with the same email address",
} as const;

function listIds(ids: readonly string[]): string {
  const more = ids.length - MOST_IDS;
  const listed = ids.slice(0, MOST_IDS).map(quoteVisibly);
  return more > 0 ? `${listed.join(", ")} and ${groupDigits(more)} more` : listed.join(" and ");
}

function describeProblem(problem: RosterProblem): string {
  switch (problem.kind) {
    case "malformed": {
      const { employee_id, attribute, value, stopsDraws } = problem;
      if (attribute === "lottery_serial" && value === undefined)
        return `${quoteVisibly(employee_id)}: lottery_serial is missing, so draws do not find this person. An import of a file with this person adds one.`;
      const what = value === undefined ? "is missing" : `is not valid: ${quoteVisibly(value)}`;
      return `${quoteVisibly(employee_id)}: ${attribute} ${what}.${stopsDraws ? " A draw that reaches this person fails." : ""}`;
    }
    case "same-serial":
      return `${listIds(problem.employee_ids)} have the same lottery_serial ${problem.serial}. A draw that reaches it fails.`;
    case "same-person":
      return `${listIds(problem.employee_ids)} are ${ALIKE[problem.by]}, so one person may win more than once.`;
    case "unused-serials":
      return `Nobody has ${groupDigits(problem.unused)} of the serials up to ${problem.highest}, which makes draws slow: ${quoteVisibly(problem.employee_id)} has that one.`;
  }
}

/** Describes what is wrong with the items of the roster, which any program may have written. */
export function describeProblems(problems: readonly RosterProblem[]): string[] {
  const more = problems.length - MOST_PROBLEMS;
  return [
    ...(problems.length > 0 ? ["On the roster, this is wrong:"] : []),
    ...problems.slice(0, MOST_PROBLEMS).map((problem) => `  ${describeProblem(problem)}`),
    ...(more > 0 ? [`  … and ${groupDigits(more)} more`] : []),
  ];
}
