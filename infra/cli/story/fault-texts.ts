import type { Fault } from "../../../workflow/draw/fault.ts";

/** What each fault means. docs/algorithm.md quotes these sentences. */
export const faultTexts: Readonly<Record<Fault["fault"], string>> = {
  order:
    "the serial does not follow from the seed and the size of the roster, or the position was visited without need",
  count: "the number of winners is not the number that was requested",
  winners: "the winners do not follow from the outcomes of the positions",
  receipt: "the receipt does not match the record",
  void: "a win was cancelled that did not exist, or a void cancelled only some of the wins",
  person: "a name, an ID or a reason was changed afterwards: it does not match its digest",
  seal: "the seal does not match the draw: something was changed after it was sealed",
  late: "the seal was posted when the random number was already known, or it replaced one that was posted in time",
  beacon: "the random number is not genuine: the signature is not drand's signature of this round",
  seed: "the seed does not follow from the random number and the secret that was sealed",
  roster: "the people who were considered are not the ones on the sealed list",
  sealed: "somebody was skipped or admitted against what the sealed list says about them",
};

/** Where a fault is, in words. People count positions from 1. */
export function locateFault({ position, revision }: Pick<Fault, "position" | "revision">): string[] {
  return [
    ...(revision === undefined ? [] : [`change ${revision}`]),
    ...(position === undefined ? [] : [`position ${position + 1}`]),
  ];
}

/** One line about a fault of a draw. */
export function explainFault(fault: Fault): string {
  const where = [...(fault.revision === undefined ? ["the draw"] : []), ...locateFault(fault)];
  return `${where.join(", ")}: ${faultTexts[fault.fault]}`;
}
