import { groupDigits } from "../../../data/runtime/group-digits.ts";
import type { ExportedDraw } from "../../../workflow/draw/exported-draw.ts";
import { roundLead } from "../../../workflow/draw/seal-time.ts";
import type { DrawSummary } from "../../../workflow/draw/summarize-draw.ts";
import { count, formatTime } from "./phrases.ts";

function explainSeal({ seal }: DrawSummary): string[] {
  if (!seal) return ["The order in which people were considered follows from the seed."];
  const { round, publishedAt, postedAt, lead, earlier, isRosterSealed } = seal;
  const what = isRosterSealed ? "The list of people and the rules" : "The size of the list and the rules";
  return [
    ...(postedAt === undefined || lead === undefined
      ? []
      : [
          `${what} were fixed and posted in the channel ${count(roundLead(lead), "second", "seconds")} before the random number existed: at ${formatTime(postedAt)}.`,
        ]),
    ...(earlier === 0
      ? []
      : [`${count(earlier, "earlier seal was", "earlier seals were")} posted too late, and did not count.`]),
    `The random number is genuine: it has drand's signature of round ${round} (checked offline), published at ${formatTime(publishedAt)}.`,
    "The order in which people were considered follows from the random number and from a secret that the seal had fixed.",
  ];
}

/** What the verification of a valid draw has proved, one sentence for each fact. */
export function explainProved(draw: ExportedDraw, summary: DrawSummary): string[] {
  const changes = draw.revisions.length;
  return [
    ...explainSeal(summary),
    `${count(draw.num_of_winners, "person", "people")} won, as requested: the first in this order who could win.`,
    ...(summary.seal?.isRosterSealed
      ? [
          `Everybody who was considered is on the list of ${groupDigits(draw.roster_size)} exactly as it was sealed.`,
        ]
      : []),
    ...(changes === 0
      ? []
      : [
          `The result was changed ${changes === 1 ? "once" : `${groupDigits(changes)} times`} later. ${changes === 1 ? "The change follows" : "All changes follow"} the rules.`,
        ]),
    "The record matches its receipts.",
  ];
}

/** What a valid draw does not prove. */
export function explainNotProved(draw: ExportedDraw, { seal, erased }: DrawSummary): string[] {
  return [
    "That the list includes everyone: a person who never checks could be missing from it.",
    ...(seal
      ? []
      : [
          "That nobody chose the seed: this draw was not sealed. The owner of the AWS account (or of the machine) could have tried seeds until somebody won.",
        ]),
    ...(seal && seal.postedAt === undefined
      ? [
          "That the seal existed before the random number: it was not posted in a channel. Only the owner of the ledger knows.",
        ]
      : []),
    ...(seal && !seal.isRosterSealed
      ? [
          `That the list was the same before: it has ${groupDigits(draw.roster_size)} serials. Of lists over 100,000 the seal fixes only the size, and only the visited positions are proved.`,
        ]
      : []),
    ...(erased === 0
      ? []
      : [
          `The names of ${count(erased, "person", "people")}: they were erased from this record. It can be verified without them.`,
        ]),
  ];
}
