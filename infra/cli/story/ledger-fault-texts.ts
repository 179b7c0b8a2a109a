import type { NumberRange } from "../../../workflow/draw/number-ranges.ts";
import type { LedgerFault } from "../../../workflow/draw/verify-ledger.ts";
import { printable } from "../printable.ts";
import { faultTexts, locateFault } from "./fault-texts.ts";
import { formatRanges } from "./phrases.ts";

/** What each fault of several draws means. docs/algorithm.md quotes these sentences. */
export const ledgerFaultTexts = {
  missing: "the draw is missing, although a later draw was opened after it had ended",
  link: "its digest of the draws before it does not fit them: one was changed, removed or added later",
  named: "somebody was skipped because of a win that they do not have",
  twice: "somebody won who has another win that counts",
} as const;

function plural({ first, last }: NumberRange): string {
  return `${first === last ? "draw" : "draws"} ${formatRanges([{ first, last }])}`;
}

/** What is wrong, without where. */
function describe(fault: LedgerFault): string {
  switch (fault.fault) {
    case "link":
      return fault.suspects === undefined
        ? ledgerFaultTexts.link
        : `${ledgerFaultTexts.link} (${plural(fault.suspects)})`;
    case "named":
      return `${ledgerFaultTexts.named}, in draw ${fault.named}`;
    case "twice":
      return `${ledgerFaultTexts.twice}: ${printable(fault.employee_id)}, in draw ${fault.other}`;
    case "missing":
      return ledgerFaultTexts.missing;
    default:
      return faultTexts[fault.fault];
  }
}

/** One line about a fault of one of several draws. */
export function explainLedgerFault(fault: LedgerFault): string {
  const draw = fault.fault === "missing" ? plural(fault.numbers) : `draw ${fault.draw_no}`;
  const where =
    fault.fault === "missing" || fault.fault === "link" || fault.fault === "twice" ? [] : locateFault(fault);
  return `${[draw, ...where].join(", ")}: ${describe(fault)}`;
}
