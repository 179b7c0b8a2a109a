import { groupDigits } from "../../../data/runtime/group-digits.ts";
import { quoteVisibly } from "../printable.ts";
import type { PersonStores } from "./open-person-stores.ts";
import { isAnythingStored, type Survey } from "./survey-person.ts";

function listNumbers(numbers: readonly number[]): string {
  return `${numbers.length === 1 ? "draw" : "draws"} ${numbers.join(", ")}`;
}

function count(number: number, one: string): string {
  return `${groupDigits(number)} ${one}${number === 1 ? "" : "s"}`;
}

/** One line for each table. */
function describeTables({ counts }: Survey, tables: PersonStores["tables"]): string[] {
  const { roster, wins, records, positions, handOvers, salts, executions, logEntries, operators, imports } =
    counts;
  return [
    `  ${tables.employees}: ${count(roster, "item")}`,
    `  ${tables.winners}: ${count(wins, "item")}`,
    `  ${tables.draws}: ${count(records, "record")} and ${count(positions, "visited position")} that name the person, ${count(handOvers, "hand-over")}, salts in ${count(salts, "record")}, ${count(executions, "request")}, ${groupDigits(logEntries)} in the audit log, ${groupDigits(operators)} in the list of operators, ${count(imports, "import")} of the roster`,
  ];
}

/** Describes what is stored about a person, what can be erased, and what speaks against it. */
export function describeSurvey(survey: Survey, tables: PersonStores["tables"]): string {
  const { person, begun, revisedByPerson, obstacles } = survey;
  const { employee_id, names, slack_user_ids } = person;
  const who = [employee_id, ...names, ...slack_user_ids].map(quoteVisibly).join(", ");
  if (!isAnythingStored(survey) && begun === undefined)
    return `Nothing is stored about ${who} that can be erased.`;
  return [
    `This is stored about ${who}:`,
    ...describeTables(survey, tables),
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
