/** The value that so large a share of the values do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(Math.ceil(share * sorted.length), 1) - 1] ?? Number.NaN;
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** How many times one is the other: the middle of the ratios of what was measured side by side. */
export function medianRatio(values: readonly number[], references: readonly number[]): number {
  return median(values.map((value, i) => value / (references[i] ?? Number.NaN)));
}
