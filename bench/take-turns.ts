export interface Subject {
  /** What was measured so far. */
  values: number[];
  measure: () => number | Promise<number>;
}

/** Something to be measured several times. */
export function defineSubject(measure: Subject["measure"]): Subject {
  return { values: [], measure };
}

/**
 * Measures all subjects one after the other, so many times over: what else the machine does meanwhile strikes them
 * alike.
 */
export async function takeTurns(rounds: number, subjects: readonly Subject[]): Promise<void> {
  for (let round = 0; round < rounds; round++)
    for (const { values, measure } of subjects) values.push(await measure());
}
