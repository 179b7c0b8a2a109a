/**
 * Formats a count for people, in both languages: "1,234". Numbers that identify something (draws, serials, positions,
 * rounds, lines) and numbers that people are to type have no separators. A fact of an error can be text, which stays.
 */
export function groupDigits(count: number | string): string {
  return typeof count === "number" ? count.toLocaleString("en") : count;
}
