/**
 * Cuts a text to at most `most` UTF-16 units, of which the last one is then "…". No character of two units is cut in two: half
 * an emoji would be sent as a character that Slack cannot show. Slack counts characters, which are never more than units.
 */
export function cutText(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
