/** Whether this is `npm run attacks`, which omits nothing. */
const isEverything = process.env["ATTACKS"] === "all";

/** Returns the step between the calls that are struck: `npm run attacks` strikes every call, `npm test` one in `calls`. */
export function oneIn(calls: number): number {
  return isEverything ? 1 : calls;
}

/**
 * Returns the requests that a test strikes, of all: `npm run attacks` strikes every request, `npm test` one in `step`. Two
 * tests with `first` 0 and 1, and step 2, strike every request in one of them.
 */
export function pickOneIn(step: number, requests: readonly number[], first = 0): number[] {
  return requests.filter((_, i) => i % oneIn(step) === first % oneIn(step));
}
