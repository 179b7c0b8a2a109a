import type { DrawnRecord, Revision } from "../../data/ledger/draw-record.ts";
import type { Texts } from "../locales/texts.ts";
import { formatParagraph, type Message } from "./message.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";
import { formatNames, formatWinner } from "./winner-list.ts";

/** What the channel reads when a draw has been revised, beside the announcement itself, which is put in order. */
export function formatRevisionNote(draw: DrawnRecord, revision: Revision, texts: Texts): Message {
  const voided = draw.winners.filter(({ employee_id }) => revision.voided.includes(employee_id));
  const note =
    revision.kind === "void"
      ? texts.void.note(draw.draw_no)
      : texts.redraw.note(
          draw.draw_no,
          formatNames(voided, texts.listSeparator, texts.history.more),
          revision.winners.map(formatWinner).join(texts.listSeparator),
        );
  return formatParagraph(
    revision.reason ? `${note}\n${texts.revision.reason(escapeMrkdwn(revision.reason))}` : note,
  );
}
