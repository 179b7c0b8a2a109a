/**
 * Formats a count as the bot does, in both languages: "1,234".
 * @param {number} count
 */
export function groupDigits(count) {
  return count.toLocaleString("en");
}
