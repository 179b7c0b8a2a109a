const MINUTE_MS = 60_000;
const TIME = /^\d{4}-\d{2}-\d{2}T/;

/** How a copy differs from what is stored about a draw. */
export interface Renumbering {
  drawNo: number;
  /** New texts by what they replace: ids and names. A text that begins with an id gets the new id. */
  texts: ReadonlyMap<string, string>;
  /** New serials by what they replace. */
  serials: ReadonlyMap<number, number>;
  /** By how many minutes all times are later. */
  minutes: number;
}

function renumberText(text: string, { texts, minutes }: Renumbering): string {
  if (TIME.test(text)) return new Date(Date.parse(text) + minutes * MINUTE_MS).toISOString();
  const whole = texts.get(text);
  if (whole !== undefined) return whole;
  for (const [from, to] of texts) if (text.startsWith(from)) return to + text.slice(from.length);
  return text;
}

/** Copies a stored value of one draw for another draw, with other people. */
export function renumber(value: unknown, by: Renumbering, name = ""): unknown {
  if (typeof value === "string") return renumberText(value, by);
  if (typeof value === "number") {
    if (name === "draw_no") return by.drawNo;
    return name === "lottery_serial" ? (by.serials.get(value) ?? value) : value;
  }
  if (Array.isArray(value)) return value.map((each) => renumber(each, by, name));
  if (value instanceof Set) return new Set([...value].map((each) => renumber(each, by, name)));
  if (value === null || typeof value !== "object" || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, renumber(each, by, key)]));
}
