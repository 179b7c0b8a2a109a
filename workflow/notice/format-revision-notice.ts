import type { DrawnRecord } from "../../data/ledger/draw-record.ts";
import { toOneLine } from "../../data/people/employee.ts";
import { formatReceipt } from "../draw/receipt.ts";
import { formatMessages } from "./format-messages.ts";
import { formatTerms } from "./format-terms.ts";
import { formatWinner } from "./format-winner.ts";
import type { NoticeTexts } from "./locales/texts.ts";

/** Formats the notice of a redraw or a void. Returns the same fields as `formatNotice`. */
export function formatRevisionNotice(draw: DrawnRecord, revisionId: string, texts: NoticeTexts) {
  const index = draw.revisions.findIndex(({ revision_id }) => revision_id === revisionId);
  const revision = draw.revisions[index];
  const name = (id: string) => {
    const winner = draw.winners.find(({ employee_id }) => employee_id === id);
    return winner ? formatWinner(winner, texts) : `(${toOneLine(id)})`;
  };
  const isVoid = revision?.kind === "void";
  const headline = (isVoid ? texts.voided : texts.redrawn)(draw.draw_no, draw.prize);
  const changes = (revision?.voided ?? []).map((id, i) => {
    const replacement = revision?.winners[i];
    return texts.cancelled(name(id), replacement && name(replacement.employee_id));
  });
  const lines = [
    headline,
    "",
    ...(isVoid ? [] : changes),
    ...(revision?.reason ? [texts.reason(revision.reason)] : []),
    "",
    ...formatTerms(draw, texts),
    ...(revision ? [texts.receipt(formatReceipt(revision.receipt))] : []),
    texts.history,
  ];
  return formatMessages({
    draw,
    revision: index + 1,
    subject: (isVoid ? texts.subject.voided : texts.subject.redrawn)(draw.draw_no),
    headline,
    text: lines.join("\n"),
  });
}
