import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { Seal } from "../../data/ledger/sealing.ts";
import { formatReceipt } from "../../workflow/draw/receipt.ts";
import type { Texts } from "../locales/texts.ts";
import { nameCampaignOf } from "./campaign-name.ts";
import { context, type Message, section } from "./message.ts";
import { escapeMrkdwn, formatExactTime } from "./mrkdwn.ts";
import { formatRules } from "./rules.ts";

/** The message with the seal of a draw. `publishedAt` is when the beacon publishes the round, in Unix milliseconds. */
export function formatSeal(
  draw: DrawRecord,
  { seal, round }: Seal,
  { publishedAt, now, texts }: { publishedAt: number; now: Date; texts: Texts },
): Message {
  const prize = draw.prize && escapeMrkdwn(draw.prize);
  const rules = formatRules(draw.rules, texts);
  const seconds = Math.max(1, Math.round((publishedAt - now.getTime()) / 1_000));
  const announcement = texts.seal.announcement({
    drawNo: draw.draw_no,
    winners: draw.num_of_winners,
    prize,
    eligible: draw.eligible,
    seconds,
  });
  const campaign = nameCampaignOf(draw, texts);
  const published = formatExactTime(new Date(publishedAt).toISOString());
  const small = [
    ...(draw.seals.length > 1 ? [texts.seal.replaces] : []),
    ...(rules === undefined ? [] : [texts.seal.rules(rules)]),
    ...(campaign === undefined ? [] : [texts.seal.campaign(campaign)]),
    texts.seal.fixed(formatReceipt(seal)),
    texts.seal.round(round, published),
    ...(draw.requested_by ? [texts.seal.requestedBy(`<@${draw.requested_by}>`)] : []),
  ].join("\n");
  return { text: announcement, blocks: [section(announcement), context(small)] };
}
