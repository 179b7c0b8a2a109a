/** Whether this is `npm run attacks`, which omits nothing. */
const isEverything = process.env["ATTACKS"] === "all";

/** Which calls a test strikes: one in `step`, beginning with the call of this index. */
export interface Sample {
  first: number;
  step: number;
}

/**
 * Returns the calls that a test strikes: `npm run attacks` strikes every call, `npm test` one in `step`. Tests with another
 * `first` strike other calls.
 */
export function oneIn(step: number, first = 0): Sample {
  return isEverything ? { first: 0, step: 1 } : { first: first % step, step };
}

/** Returns the requests that a test strikes, of all: see `oneIn`. */
export function pickOneIn(step: number, requests: readonly number[], first = 0): number[] {
  const sample = oneIn(step, first);
  return requests.filter((_, i) => i % sample.step === sample.first);
}

/**
 * Returns cases that only `npm run attacks` tests. The faults of `npm test` are: a call is refused, fails or is throttled,
 * is executed but its response is lost, or is executed late.
 */
export function more<const Cases extends readonly unknown[]>(cases: Cases): Cases | readonly [] {
  return isEverything ? cases : [];
}
