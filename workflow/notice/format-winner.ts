import type { ErasableWinner } from "../../data/ledger/draw-record.ts";
import { toOneLine } from "../../data/people/employee.ts";
import type { NoticeTexts } from "./locales/texts.ts";

/** A winner's name and id in an email. An erased person has neither. */
export function formatWinner(
  { employee_name, employee_id, erased }: ErasableWinner,
  { erasedPerson }: NoticeTexts,
): string {
  return erased === undefined ? `${employee_name} (${toOneLine(employee_id)})` : erasedPerson;
}
