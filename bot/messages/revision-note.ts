import type { DrawnRecord, Revision } from "../../data/ledger/draw-record.ts";
import type { Words } from "../locales/words.ts";
import { formatParagraph, type Message } from "./message.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";
import { formatNames, formatWinner } from "./winner-list.ts";

/** What the channel reads when a draw has been revised, beside the announcement itself, which is put in order. */
export function formatRevisionNote(draw: DrawnRecord, revision: Revision, words: Words): Message {
  const voided = draw.winners.filter(({ employee_id }) => revision.voided.includes(employee_id));
  const note =
    revision.kind === "void"
      ? words.void.note(draw.draw_no)
      : words.redraw.note(
          draw.draw_no,
          formatNames(voided, words.listSeparator, words.history.more),
          revision.winners.map(formatWinner).join(words.listSeparator),
        );
  return formatParagraph(
    revision.reason ? `${note}\n${words.revision.reason(escapeMrkdwn(revision.reason))}` : note,
  );
}
