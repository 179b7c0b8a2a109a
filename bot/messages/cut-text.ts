/** Cuts a text to at most this many characters, of which the last one is then "…". No character is cut in two. */
export function cutText(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}
