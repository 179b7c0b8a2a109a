/** What a draw costs; an expectation where chance has a part in it. */
export interface DrawCost {
  /** Selections until one has nobody who has won before. */
  selections: number;
  requests: number;
  transitions: number;
  lambdas: number;
}

/** The probability that none of `winners` people, drawn without repetition, is one of the `former`. */
export function chanceOfNone(size: number, former: number, winners: number): number {
  let logarithm = 0;
  for (let i = 0; i < winners; i++) {
    if (size - former - i <= 0) return 0;
    logarithm += Math.log((size - former - i) / (size - i));
  }
  return Math.exp(logarithm);
}

/**
 * The predecessor's algorithm, in its expectation: draw so many different serials blindly and look each one up; then look
 * each of them up among the winners; if anybody has won before, start over; otherwise record each.
 * It knows the size of its roster, has no ledger, and its callback and its bot cost one call each.
 */
export function expectPredecessor(size: number, former: number, winners: number): DrawCost {
  const selections = 1 / chanceOfNone(size, former, winners);
  return {
    selections,
    requests: selections * 2 * winners + winners,
    // Input; Select, Validate and the choice each time; Parallel, Notify, Record, and the end.
    transitions: 3 * selections + 5,
    lambdas: 2 * selections + 4,
  };
}
