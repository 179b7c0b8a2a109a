/** The expected costs of a draw. */
export interface DrawCost {
  /** Selections until one contains no past winner. */
  selections: number;
  requests: number;
  transitions: number;
  lambdas: number;
}

/** Returns the probability that none of `winners` people, drawn without repetition, is one of the `former` winners. */
export function chanceOfNone(size: number, former: number, winners: number): number {
  let logarithm = 0;
  for (let i = 0; i < winners; i++) {
    if (size - former - i <= 0) return 0;
    logarithm += Math.log((size - former - i) / (size - i));
  }
  return Math.exp(logarithm);
}

/**
 * Returns the expected costs of the predecessor's algorithm: draw different serials, look up each employee, look up each
 * of them among the winners, start over if one has won before, and otherwise record each. It knows the size of the roster
 * and has no ledger. The callback and the bot are one call each.
 */
export function expectPredecessor(size: number, former: number, winners: number): DrawCost {
  const selections = 1 / chanceOfNone(size, former, winners);
  return {
    selections,
    requests: selections * 2 * winners + winners,
    // Input; for each selection Select, Validate and the choice; Parallel, Notify, Record and the end.
    transitions: 3 * selections + 5,
    lambdas: 2 * selections + 4,
  };
}
