import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";
import { groupDigits } from "../../data/runtime/group-digits.ts";
import { findCancelledWins } from "../../workflow/draw/cancelled-wins.ts";
import type { ExportedDraw } from "../../workflow/draw/exported-draw.ts";
import type { Fault } from "../../workflow/draw/fault.ts";
import { type FollowedPosition, followPositions } from "../../workflow/draw/follow-positions.ts";
import { namePeople } from "../../workflow/draw/name-people.ts";
import { summarizeDraw } from "../../workflow/draw/summarize-draw.ts";
import { printable } from "./printable.ts";
import { explainPositions, explainSkipped, explainWinners, namePerson } from "./story/explain-attempt.ts";
import { explainNotProved, explainProved } from "./story/explain-proof.ts";
import { explainRules } from "./story/explain-rules.ts";
import { explainFault } from "./story/fault-texts.ts";
import { listDigests } from "./story/list-digests.ts";
import { formatParts, indent, type Part } from "./story/phrases.ts";

interface Options {
  /** The chain of the beacon that was used for the verification. */
  chain: BeaconChain;
  /** Whether to explain each position. */
  positions: boolean;
}

/** The parts about the draw and about each of its changes: when, by whom and why, who won and who was skipped. */
function explainAttempts(draw: ExportedDraw, options: Options): Part[] {
  const cancelled = findCancelledWins(draw);
  const people = namePeople(draw);
  const [followedDraw = [], ...followedChanges] = followPositions(draw);
  const explainResult = (
    { winners }: Pick<ExportedDraw, "winners">,
    followed: readonly FollowedPosition[],
  ) => [
    ...explainWinners(winners, people, cancelled),
    ...explainSkipped(followed),
    ...(options.positions ? explainPositions(followed, people) : []),
  ];
  const changes = draw.revisions.map((change, i): Part => {
    const { kind, requested_by, reason, reason_digest, revised_at, voided } = change;
    const by = requested_by === undefined ? "" : `, requested by ${printable(requested_by)}`;
    const because = reason === undefined ? "erased" : printable(reason);
    return [
      `Change ${i + 1}: ${kind}, ${printable(revised_at)}${by}`,
      [
        ...(reason_digest === undefined ? [] : [`Reason: ${because}`]),
        ...voided.map((person) => `The win of ${namePerson(person, people)} was cancelled`),
        ...explainResult(change, followedChanges[i] ?? []),
      ],
    ];
  });
  const facts = [
    ...(draw.prize === undefined ? [] : [`Prize: ${printable(draw.prize)}`]),
    `Drawn ${printable(draw.drawn_at)}`,
    `Winners requested: ${groupDigits(draw.num_of_winners)}, size of the list: ${groupDigits(draw.roster_size)}`,
    ...explainRules(draw.rules),
  ];
  return [["The draw", [...facts, ...explainResult(draw, followedDraw)]], ...changes];
}

/**
 * The result of a verification as text: whether the draw is valid, what is proved and what is not, everything that
 * happened to it, and all seals and receipts.
 */
export function explainDraw(draw: ExportedDraw, faults: readonly Fault[], options: Options): string {
  const isValid = faults.length === 0;
  const summary = summarizeDraw(draw, options.chain);
  const parts: Part[] = [
    ...(isValid
      ? ([
          ["What is proved", explainProved(draw, summary)],
          ["What is not proved", explainNotProved(draw, summary)],
        ] satisfies Part[])
      : []),
    ...explainAttempts(draw, options),
    ["Seals and receipts", listDigests(draw, options.chain)],
  ];
  const shown = draw.revisions.length === 0 ? "the receipt" : "the last receipt";
  return [
    `Draw ${draw.draw_no} is ${isValid ? "valid." : "not valid:"}`,
    ...indent(faults.map((fault) => explainFault(fault))),
    ...formatParts(parts),
    ...(isValid
      ? [
          "",
          `Now compare ${shown}${draw.seals.length === 0 ? "" : ", and the seal with its time,"} with those in the channel: they must be the same.`,
        ]
      : []),
  ].join("\n");
}
