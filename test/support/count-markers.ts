const MARKERS = /\b(?:71|7[2-8]0|SEED|NAME|OTHER|PRIZE|REASON|RECEIPT|TIME)\b/g;

/** Counts how often a text contains each argument that a test passes to it. */
export function countMarkers(text: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [marker] of text.matchAll(MARKERS)) counts[marker] = (counts[marker] ?? 0) + 1;
  return counts;
}
