export interface Subject {
  /** The values measured so far. */
  values: number[];
  measure: () => number | Promise<number>;
}

/** Defines a subject that is measured several times. */
export function defineSubject(measure: Subject["measure"]): Subject {
  return { values: [], measure };
}

/** Measures all subjects in turns, so that other load on the machine affects them equally. */
export async function takeTurns(rounds: number, subjects: readonly Subject[]): Promise<void> {
  for (let round = 0; round < rounds; round++)
    for (const { values, measure } of subjects) values.push(await measure());
}
