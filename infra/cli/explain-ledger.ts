import { campaignOf } from "../../data/ledger/rules.ts";
import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";
import { groupDigits } from "../../data/runtime/group-digits.ts";
import type { EndedDraw } from "../../workflow/draw/exported-draw.ts";
import { joinNumbers, type NumberRange } from "../../workflow/draw/number-ranges.ts";
import { computeFailureReceipt, formatReceipt } from "../../workflow/draw/receipt.ts";
import type { LedgerFault, LedgerVerification } from "../../workflow/draw/verify-ledger.ts";
import { explainDraw } from "./explain-draw.ts";
import { printable } from "./printable.ts";
import { explainRules } from "./story/explain-rules.ts";
import type { explainFault } from "./story/fault-texts.ts";
import { explainLedgerFault } from "./story/ledger-fault-texts.ts";
import { listDigests, listSeals } from "./story/list-digests.ts";
import { count, formatParts, formatRanges, indent, type Part } from "./story/phrases.ts";

interface Options {
  chain: BeaconChain;
  /** Whether to explain each draw, position by position. */
  positions: boolean;
}

/** The numbers of some draws: "1–3, 5". */
function formatNumbers(draws: readonly EndedDraw[]): string {
  return formatRanges(joinNumbers(draws.map(({ draw_no }) => draw_no)));
}

/** What the wins of people across draws have proved, as far as the rules of the draws allow. */
function explainTwice(draws: readonly EndedDraw[]): string {
  const again = draws.filter(({ rules }) => rules.again);
  const campaigns = new Set(draws.map(({ rules }) => campaignOf(rules)));
  const within = campaigns.size > 1 ? " in the same campaign" : "";
  const except =
    again.length === 0
      ? ""
      : `, except where earlier winners could win again (draws ${formatNumbers(again)})`;
  return `Nobody has won twice${within}${except}.`;
}

function listProved(draws: readonly EndedDraw[], { absent, newest, holders }: LedgerVerification): string[] {
  const failed = draws.filter(({ format }) => format === "lottery-failure-v1").length;
  return [
    ...(absent.length === 0
      ? [
          `All draws from 1 to ${draws.length} are there${failed === 0 ? "" : `; ${groupDigits(failed)} of them failed`}.`,
        ]
      : []),
    `Each draw contains a digest of the draws before it, and all of them fit together. Newest link, after draw ${newest.link_no}: ${formatReceipt(newest.link)}`,
    `${explainTwice(draws)} ${count(holders, "person has a win", "people have a win")} that counts.`,
    "Everybody who was skipped because of a win in a draw that is here has that win.",
  ];
}

function listNotProved(draws: readonly EndedDraw[], { absent, notCompared }: LedgerVerification): string[] {
  const decided = draws.filter(({ format }) => format === "lottery-draw-v1");
  const unsealed = decided.filter(({ beacon }) => beacon === "none");
  const unposted = decided.filter(
    ({ beacon, seals }) => beacon !== "none" && seals.every(({ message_ts }) => message_ts === undefined),
  );
  const unknown = notCompared.absent.map((number): NumberRange => ({ first: number, last: number }));
  return [
    "That the lists include everyone: a person who never checks could be missing from them.",
    ...(absent.length === 0
      ? []
      : [`Anything about draws ${formatRanges(absent)}: they are not here. They may be under way.`]),
    ...(unsealed.length === 0
      ? []
      : [
          `That nobody chose the seeds of draws ${formatNumbers(unsealed)}: they were not sealed. The owner of the AWS account (or of the machine) could have tried seeds until somebody won.`,
        ]),
    ...(unposted.length === 0
      ? []
      : [
          `That the seals of draws ${formatNumbers(unposted)} existed before their random numbers: they were not posted in a channel.`,
        ]),
    ...(notCompared.erased === 0
      ? []
      : [
          `Whether ${count(notCompared.erased, "person who was erased has", "people who were erased have")} won elsewhere: without ids they cannot be compared.`,
        ]),
    ...(notCompared.elsewhere === 0
      ? []
      : [
          `Whether ${count(notCompared.elsewhere, "person was", "people were")} skipped rightly: they name draws that are not here (${formatRanges(unknown)}).`,
        ]),
    ...(notCompared.untraced === 0
      ? []
      : [
          `Whether another draw had really claimed ${count(notCompared.untraced, "person", "people")} who ${notCompared.untraced === 1 ? "was" : "were"} skipped for that: its record does not name them. It may have released them.`,
        ]),
  ];
}

/** One line for a draw, and its seals and receipts. */
function summarize(draw: EndedDraw, isValid: boolean, chain: BeaconChain): Part {
  const prize = draw.prize === undefined ? "" : `, ${printable(draw.prize)}`;
  const rules = explainRules(draw.rules);
  if (draw.format === "lottery-failure-v1")
    return [
      `Draw ${draw.draw_no}${prize}: failed (${printable(draw.error)}), ${printable(draw.failed_at)}`,
      [
        ...rules,
        ...listSeals(draw.seals, chain),
        `Receipt of the failure ${formatReceipt(computeFailureReceipt(draw))}`,
      ],
    ];
  const last = draw.revisions.at(-1);
  const state = last?.kind === "void" ? ", void" : "";
  const changes = draw.revisions.length === 0 ? "" : `, ${count(draw.revisions.length, "change", "changes")}`;
  return [
    `Draw ${draw.draw_no}${prize}: ${isValid ? "valid" : "not valid"}, ${count(draw.num_of_winners, "winner", "winners")}${changes}${state}`,
    [...rules, ...listDigests(draw, chain)],
  ];
}

function isOfDraw(fault: LedgerFault): fault is Extract<LedgerFault, Parameters<typeof explainFault>[0]> {
  return !["missing", "link", "named", "twice"].includes(fault.fault);
}

/** The result of the verification of several draws, or of a whole ledger, as text. */
export function explainLedger(
  draws: readonly EndedDraw[],
  result: LedgerVerification,
  options: Options,
): string {
  const { faults } = result;
  const isValid = faults.length === 0;
  const faulty = new Set(faults.map(({ draw_no }) => draw_no));
  const one = draws.length === 1;
  const ofDraw = (drawNo: number) => faults.filter(isOfDraw).filter(({ draw_no }) => draw_no === drawNo);
  return [
    `${one ? "Draw" : "Draws"} ${formatNumbers(draws)} ${one ? "is" : "are"} ${isValid ? "valid." : "not valid:"}`,
    ...indent(faults.map(explainLedgerFault)),
    ...formatParts([
      ...(isValid
        ? ([
            ["What is proved", listProved(draws, result)],
            ["What is not proved", listNotProved(draws, result)],
          ] satisfies Part[])
        : []),
      ...draws.map((draw) => summarize(draw, !faulty.has(draw.draw_no), options.chain)),
    ]),
    ...(options.positions
      ? draws.flatMap((draw) =>
          draw.format === "lottery-draw-v1" ? ["", explainDraw(draw, ofDraw(draw.draw_no), options)] : [],
        )
      : []),
    ...(isValid
      ? [
          "",
          "Now compare the last receipt of each draw, and the seals with their times, with those in the channel.",
        ]
      : []),
  ].join("\n");
}
