import type { ExportedDraw } from "../../workflow/draw/exported-draw.ts";
import { namePeople } from "../../workflow/draw/name-people.ts";
import { formatReceipt } from "../../workflow/draw/receipt.ts";
import type { Texts } from "../locales/texts.ts";
import { button, fillSections, MAX_MESSAGE_LENGTH, type Message, section } from "./message.ts";
import { escapeMrkdwn, formatTime } from "./mrkdwn.ts";
import { formatNames } from "./winner-list.ts";

export const CHANGES_BUTTON = "lottery_verify_changes";

/** The reason of a change, also if it was erased. */
function formatReason({ reason, reason_digest }: ExportedDraw["revisions"][number], texts: Texts): string[] {
  if (reason !== undefined) return [texts.revision.reason(escapeMrkdwn(reason))];
  return reason_digest === undefined ? [] : [texts.revision.reason(texts.erasedReason)];
}

/** One paragraph for each redraw and void: who, when, why, and its receipt. */
function formatChanges(draw: ExportedDraw, texts: Texts): string[] {
  const people = namePeople(draw);
  const formatPersons = (persons: readonly string[]) =>
    formatNames(
      persons.map((person) => people.get(person) ?? { employee_name: texts.erasedPerson }),
      texts.listSeparator,
      texts.history.more,
    );
  return draw.revisions.map((change, i) => {
    const { kind, requested_by, revised_at, voided, winners, receipt } = change;
    return [
      texts.verify.change({
        number: i + 1,
        kind,
        time: formatTime(revised_at),
        by: requested_by === undefined ? undefined : `<@${requested_by}>`,
        voided: formatPersons(voided),
        replacement: formatPersons(winners.map(({ person }) => person)),
      }),
      ...formatReason(change, texts),
      texts.revision.receipt(kind, formatReceipt(receipt)),
    ].join("\n");
  });
}

/** The changes from index `from` on, with a button for those that do not fit into `length` characters. */
export function listChanges(draw: ExportedDraw, from: number, length: number, texts: Texts) {
  const changes = formatChanges(draw, texts).slice(from);
  const { sections, taken } = fillSections(changes, length);
  const next = from + taken;
  return {
    sections,
    buttons:
      next < draw.revisions.length
        ? [button(CHANGES_BUTTON, texts.verify.moreChanges, `${draw.draw_no}:${next}`)]
        : [],
  };
}

/** Continues the list of redraws and voids. `from` is the index of the first one listed, from 0. */
export function formatMoreChanges(draw: ExportedDraw, from: number, texts: Texts): Message {
  const title = texts.verify.changesTitle(draw.draw_no);
  const { sections, buttons } = listChanges(draw, from, MAX_MESSAGE_LENGTH, texts);
  return {
    text: [title, ...sections].join("\n"),
    blocks: [section(title), ...sections.map(section), ...buttons],
  };
}
