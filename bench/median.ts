/** Returns the value that the given share of the values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(Math.ceil(share * sorted.length), 1) - 1] ?? Number.NaN;
}

/** Returns the median. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Returns the median ratio of values that were measured in turns. */
export function medianRatio(values: readonly number[], references: readonly number[]): number {
  return median(values.map((value, i) => value / (references[i] ?? Number.NaN)));
}
