/** Consecutive numbers, the last one included. */
export interface NumberRange {
  first: number;
  last: number;
}

/** Joins numbers, which are in order, into ranges. */
export function joinNumbers(numbers: readonly number[]): NumberRange[] {
  const ranges: NumberRange[] = [];
  for (const number of numbers) {
    const range = ranges.at(-1);
    if (range?.last === number - 1) range.last = number;
    else ranges.push({ first: number, last: number });
  }
  return ranges;
}

/** Returns what is missing between 1 and the last one of numbers that are in order. */
export function findMissingNumbers(numbers: readonly number[]): NumberRange[] {
  const ranges = [{ first: 0, last: 0 }, ...joinNumbers(numbers)];
  return ranges.flatMap(({ first }, i) => {
    const before = ranges[i - 1]?.last ?? first;
    return first - before > 1 ? [{ first: before + 1, last: first - 1 }] : [];
  });
}
