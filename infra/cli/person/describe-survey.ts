import { quoteVisibly } from "../printable.ts";
import { isAnythingStored, type Survey } from "./survey-person.ts";

function listNumbers(numbers: readonly number[]): string {
  return `${numbers.length === 1 ? "draw" : "draws"} ${numbers.join(", ")}`;
}

/** One line for each kind of item with data of the person. */
function describeItems({ counts }: Survey, tables: { employees: string; winners: string; draws: string }) {
  const { roster, wins, records, positions, salts, executions } = counts;
  return [
    `  ${tables.employees}: ${roster} on the roster`,
    `  ${tables.winners}: ${wins} claimed or won`,
    `  ${tables.draws}: ${records} draws that name the person, ${positions} visited positions, salts of ${salts} draws, ${executions} executions`,
  ];
}

/** Describes what is stored about a person, what can be erased, and what speaks against it. */
export function describeSurvey(
  survey: Survey,
  tables: { employees: string; winners: string; draws: string },
): string {
  const { person, begun, revisedByPerson, obstacles } = survey;
  const { employee_id, names, slack_user_ids } = person;
  const who = [employee_id, ...names, ...slack_user_ids].map(quoteVisibly).join(", ");
  if (!isAnythingStored(survey) && begun === undefined)
    return `Nothing is stored about ${who} that can be erased.`;
  return [
    `This is stored about ${who}:`,
    ...describeItems(survey, tables),
    ...(begun === undefined
      ? []
      : ["An earlier erasure of the person was interrupted, and continues with --yes."]),
    ...(revisedByPerson.length > 0
      ? [
          `The person redrew or voided ${listNumbers(revisedByPerson)}. Receipts cover the Slack id of who did that, so it stays there.`,
        ]
      : []),
    ...(obstacles.length > 0 ? ["It cannot be erased now:", ...obstacles.map((each) => `  ${each}`)] : []),
  ].join("\n");
}
