import type { DrawRules } from "../../data/ledger/rules.ts";
import { type EligibilityData, findEntryDay } from "../../data/people/employee.ts";
import { createLabelKey } from "../../data/runtime/label-key.ts";

/** Whether a person may take part in a draw by their department. Nobody without a department is in `only`. */
export function isOfDepartments(
  { department = "" }: Pick<EligibilityData, "department">,
  { departments }: Pick<DrawRules, "departments">,
): boolean {
  if (!departments) return true;
  const own = createLabelKey(department);
  const isListed = (names: readonly string[]) =>
    own !== "" && names.some((name) => createLabelKey(name) === own);
  return "only" in departments ? isListed(departments.only) : !isListed(departments.not);
}

/** Whether a person joined before the day that a draw names. A person without a known day did not. */
export function joinedInTime(
  employee: Pick<EligibilityData, "employee_entry_date">,
  { joined_before }: Pick<DrawRules, "joined_before">,
): boolean {
  if (joined_before === undefined) return true;
  const day = findEntryDay(employee);
  return day !== undefined && day < joined_before;
}
