import type { KnownBlock } from "@slack/web-api";
import type { DrawnRecord, Revision } from "../../data/ledger/draw-record.ts";
import { toOneLine } from "../../data/people/employee.ts";
import { type BeaconChain, quicknet } from "../../data/runtime/beacon-chain.ts";
import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import { formatReceipt } from "../../workflow/draw/receipt.ts";
import { findLead, roundLead } from "../../workflow/draw/seal-time.ts";
import type { Texts } from "../locales/texts.ts";
import { nameCampaignOf } from "./campaign-name.ts";
import { cutText } from "./cut-text.ts";
import { context, type Message, section } from "./message.ts";
import { escapeMrkdwn, formatTime } from "./mrkdwn.ts";
import { formatRules } from "./rules.ts";
import { countWins, createNameWinner, formatNames, formatWinnerList, nameErased } from "./winner-list.ts";

/** The receipt of a draw and, if it was revised, of its newest revision. */
export function formatReceipts(draw: DrawnRecord, { announcement }: Texts): string {
  const original = formatReceipt(draw.receipt);
  const revision = draw.revisions.at(-1);
  if (!revision) return announcement.receipt(original, draw.draw_no);
  const { kind, receipt } = revision;
  return announcement.receipts({ drawNo: draw.draw_no, original, newest: formatReceipt(receipt), kind });
}

/** Says how long before its randomness existed the draw was sealed in its channel; undefined if it was not. */
function formatSealed({ seals, ...draw }: DrawnRecord, chain: BeaconChain, texts: Texts): string | undefined {
  const seal = seals.at(-1);
  const lead = seal && draw.chain === chain.hash ? findLead(seal, chain) : undefined;
  if (lead === undefined) return undefined;
  return texts.announcement.sealed(roundLead(lead), seals.length);
}

/** Slack's limit for a header. */
const MAX_HEADER_LENGTH = 150;

/** A header with a sign and the prize, or the draw's number if it has no prize. Headers are plain text. */
function formatHeader(sign: string, draw: DrawnRecord, { announcement }: Texts): KnownBlock {
  const title = `${sign} ${draw.prize === undefined ? announcement.title(draw.draw_no) : toOneLine(draw.prize)}`;
  return {
    type: "header",
    text: { type: "plain_text", text: cutText(title, MAX_HEADER_LENGTH), emoji: true },
  };
}

/** The number of a draw whose header names only its prize. */
function numberBelowPrize({ prize, draw_no: drawNo }: DrawnRecord): number | undefined {
  return prize === undefined ? undefined : drawNo;
}

/** Says that the draw is void, who voided it, when and why. */
function formatVoided(draw: DrawnRecord, texts: Texts): string {
  const { revised_at, requested_by, reason } = draw.revisions.at(-1) ?? {};
  const text = texts.announcement.voided({
    drawNo: numberBelowPrize(draw),
    time: revised_at && formatTime(revised_at),
    by: requested_by && `<@${requested_by}>`,
  });
  return reason ? `${text}\n${texts.revision.reason(escapeMrkdwn(reason))}` : text;
}

/** The announcement of a decided draw in its channel. `chain` is the beacon's; `showsIds`: employee ids are always shown. */
export function formatAnnouncement(
  draw: DrawnRecord,
  texts: Texts,
  { chain = quicknet, showsIds = false }: { chain?: BeaconChain; showsIds?: boolean } = {},
): Message {
  const { announcement, history, listSeparator } = texts;
  const prize = draw.prize && escapeMrkdwn(draw.prize);
  const all = nameErased(draw.winners, texts);
  const winners = currentWinners(all);
  const count = countWins(all);
  const isVoid = winners.length === 0;
  const campaign = nameCampaignOf(draw, texts);
  const { sections, next } = formatWinnerList(all, { showsIds });
  const rules = formatRules(draw.rules, texts);
  const sealed = formatSealed(draw, chain, texts);
  const facts = [
    ...(campaign === undefined ? [] : [announcement.campaign(campaign)]),
    announcement.drawn(formatTime(draw.drawn_at), draw.eligible),
    ...(rules === undefined ? [] : [rules]),
    ...(draw.requested_by ? [announcement.requestedBy(`<@${draw.requested_by}>`)] : []),
  ];
  return {
    text: isVoid
      ? announcement.voided({ drawNo: draw.draw_no, time: undefined, by: undefined })
      : announcement.summary(draw.draw_no, prize, formatNames(winners, listSeparator, history.more)),
    blocks: [
      formatHeader(isVoid ? "🚫" : "🎉", draw, texts),
      section(isVoid ? formatVoided(draw, texts) : announcement.winners(numberBelowPrize(draw), count)),
      ...sections.map(section),
      ...(next < count ? [section(announcement.more(count - next, draw.draw_no))] : []),
      context(facts.join(" · ")),
      ...(sealed === undefined ? [] : [context(sealed)]),
      context(formatReceipts(draw, texts)),
    ],
  };
}

/** The note in the channel about a redraw or a void, with its operator and its receipt. The announcement itself is edited separately. */
export function formatRevisionNote(
  draw: DrawnRecord,
  revision: Revision,
  texts: Texts,
  { showsIds = false }: { showsIds?: boolean } = {},
): Message {
  const nameWinner = createNameWinner(draw.winners, showsIds);
  const voided = nameErased(draw.winners, texts).filter(({ employee_id }) =>
    revision.voided.includes(employee_id),
  );
  const by = revision.requested_by && `<@${revision.requested_by}>`;
  const note =
    revision.kind === "void"
      ? texts.void.note(draw.draw_no, by)
      : texts.redraw.note(
          draw.draw_no,
          formatNames(voided, texts.listSeparator, texts.history.more),
          nameErased(revision.winners, texts).map(nameWinner).join(texts.listSeparator),
          by,
        );
  const story = revision.reason ? `${note}\n${texts.revision.reason(escapeMrkdwn(revision.reason))}` : note;
  const receipt = texts.revision.receipt(revision.kind, formatReceipt(revision.receipt));
  return { text: `${story}\n${receipt}`, blocks: [section(story), context(receipt)] };
}
