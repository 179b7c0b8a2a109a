import type { DrawnRecord } from "../../data/ledger/draw-record.ts";
import { toOneLine } from "../../data/people/employee.ts";
import type { Locale } from "../../data/runtime/environment.ts";
import { formatReceipt } from "../draw/receipt.ts";
import { formatMessages } from "./format-messages.ts";
import { noticeTexts } from "./texts.ts";

/** What subscribers are told of a redraw or a void, in the form of `formatNotice`. */
export function formatRevisionNotice(draw: DrawnRecord, revisionId: string, locale: Locale) {
  const words = noticeTexts[locale];
  const index = draw.revisions.findIndex(({ revision_id }) => revision_id === revisionId);
  const revision = draw.revisions[index];
  const name = (id: string) => {
    const winner = draw.winners.find(({ employee_id }) => employee_id === id);
    return `${winner?.employee_name ?? ""} (${toOneLine(id)})`.trim();
  };
  const isVoid = revision?.kind === "void";
  const headline = isVoid ? words.voided(draw.draw_no, draw.prize) : words.redrawn(draw.draw_no, draw.prize);
  const changes = (revision?.voided ?? []).map((id, i) => {
    const replacement = revision?.winners[i];
    return words.takenBack(name(id), replacement && name(replacement.employee_id));
  });
  const lines = [
    headline,
    "",
    ...(isVoid ? [] : changes),
    ...(revision?.reason ? [words.reason(revision.reason)] : []),
    "",
    ...(revision ? [words.receipt(formatReceipt(revision.receipt))] : []),
    words.history,
  ];
  return formatMessages({
    draw,
    revision: index + 1,
    subject: `Lottery draw ${draw.draw_no}: ${isVoid ? "void" : "redrawn"}`,
    headline,
    text: lines.join("\n"),
  });
}
