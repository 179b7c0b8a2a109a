import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";
import type { ExportedDraw } from "../../workflow/draw/exported-draw.ts";
import type { Fault } from "../../workflow/draw/fault.ts";
import { countSkipped, followPositions } from "../../workflow/draw/follow-positions.ts";
import { formatReceipt } from "../../workflow/draw/receipt.ts";
import { findLead, findPostingTime, roundLead } from "../../workflow/draw/seal-time.ts";
import { type DrawSummary, summarizeDraw } from "../../workflow/draw/summarize-draw.ts";
import { verifyDraw } from "../../workflow/draw/verify-draw.ts";
import type { BeaconCheck } from "../../workflow/draw/verify-sealing.ts";
import type { Texts } from "../locales/texts.ts";
import { nameCampaignOf } from "./campaign-name.ts";
import { button, context, MAX_MESSAGE_LENGTH, type Message, section } from "./message.ts";
import { formatTime, formatUnixTime } from "./mrkdwn.ts";
import { formatRules } from "./rules.ts";
import { listChanges } from "./verified-changes.ts";
import { POSITIONS_BUTTON } from "./verified-positions.ts";

const FAULTS_SHOWN = 20;

function formatFault({ fault, position, revision }: Fault, texts: Texts): string {
  return `• ${texts.verify.faults[fault]}${texts.verify.where(position, revision)}`;
}

function formatFaults(faults: readonly Fault[], texts: Texts): string {
  const lines = faults.slice(0, FAULTS_SHOWN).map((fault) => formatFault(fault, texts));
  if (faults.length > FAULTS_SHOWN) lines.push(`• ${texts.history.more(faults.length - FAULTS_SHOWN)}`);
  return lines.join("\n");
}

/** What is proved about the time of the seal and about the random number. */
function formatSealing({ seal }: DrawSummary, { verify: { proved } }: Texts): string[] {
  if (!seal) return [proved.order(false)];
  const { round, publishedAt, lead, earlier, isRosterSealed } = seal;
  return [
    ...(lead === undefined ? [] : [proved.sealed({ seconds: roundLead(lead), isRosterSealed })]),
    ...(earlier === 0 ? [] : [proved.earlierSeals(earlier)]),
    proved.random({ round, time: formatUnixTime(publishedAt) }),
    proved.order(true),
  ];
}

/** What the verification has proved, and how many people were skipped for which reason. */
function formatProved(draw: ExportedDraw, summary: DrawSummary, texts: Texts): string {
  const { proved, skipped, skippedFor } = texts.verify;
  const rules = formatRules(draw.rules, texts);
  const reasons = Array.from(countSkipped(followPositions(draw).flat()), ([reason, count]) =>
    skippedFor[reason](count),
  );
  return [
    ...formatSealing(summary, texts),
    proved.winners(draw.num_of_winners),
    ...(rules === undefined ? [] : [proved.rules(rules)]),
    ...(reasons.length === 0 ? [] : [skipped(reasons)]),
    ...(summary.seal?.isRosterSealed ? [proved.onList(draw.roster_size)] : []),
  ]
    .map((sentence) => `• ${sentence}`)
    .join("\n");
}

function formatNotProved(draw: ExportedDraw, { seal, erased }: DrawSummary, texts: Texts): string[] {
  const { notProved } = texts.verify;
  return [
    notProved.everyone,
    ...(seal ? [] : [notProved.seed]),
    ...(seal && seal.postedAt === undefined ? [notProved.posted] : []),
    ...(seal && !seal.isRosterSealed ? [notProved.largeList(draw.roster_size)] : []),
    ...(erased === 0 ? [] : [notProved.erased(erased)]),
  ];
}

/** The campaign, when the draw was made, its seals with the times of their messages, and its receipt. */
function formatDigests(draw: ExportedDraw, chain: BeaconChain, texts: Texts): string {
  const { seals, drawn_at, receipt } = draw;
  const campaign = nameCampaignOf(draw, texts);
  return [
    ...(campaign === undefined ? [] : [texts.verify.campaign(campaign)]),
    texts.verify.drawn(formatTime(drawn_at)),
    ...seals.map((each) => {
      const posted = findPostingTime(each);
      const isLate = (findLead(each, chain) ?? 0) <= 0;
      return texts.verify.seal(
        formatReceipt(each.seal),
        posted === undefined ? undefined : { time: formatUnixTime(posted), isLate },
      );
    }),
    texts.verify.receipt(formatReceipt(receipt)),
  ].join("\n");
}

/**
 * Whether a draw is valid, and what that proves or what is wrong, all its redraws and voids, all seals and receipts, and
 * what is not proved.
 */
export function formatVerification(draw: ExportedDraw, beacon: BeaconCheck, texts: Texts): Message {
  const faults = verifyDraw(draw, beacon);
  const isValid = faults.length === 0;
  const summary = summarizeDraw(draw, beacon.chain);
  const top = [
    isValid ? texts.verify.valid(draw.draw_no) : texts.verify.invalid(draw.draw_no),
    isValid ? formatProved(draw, summary, texts) : formatFaults(faults, texts),
    formatDigests(draw, beacon.chain, texts),
  ];
  const bottom = isValid ? [formatNotProved(draw, summary, texts).join("\n")] : [];
  const length = MAX_MESSAGE_LENGTH - [...top, ...bottom].join("\n").length;
  const { sections, buttons } = listChanges(draw, 0, length, texts);
  return {
    text: [...top, ...sections, ...bottom].join("\n"),
    blocks: [
      ...[...top, ...sections].map(section),
      ...buttons,
      ...bottom.map(context),
      button(POSITIONS_BUTTON, texts.verify.showPositions, `${draw.draw_no}:0`),
    ],
  };
}
