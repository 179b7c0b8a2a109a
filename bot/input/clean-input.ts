/** One emoji as people see it, whatever it is made of: flags, keycaps, skin tones, and several joined into one (UTS #51). */
const PICTOGRAPH = String.raw`\p{ExtPict}(?:\p{EMod}|\uFE0F|[\u{E0020}-\u{E007E}]+\u{E007F})*`;
export const EMOJI = String.raw`\p{RI}{2}|[0-9#*]\uFE0F?\u20E3|${PICTOGRAPH}(?:\u200D${PICTOGRAPH})*`;

/** Scripts that need no joiners: between their letters a joiner is a stray character. */
const NO_JOINERS = String.raw`[\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{N}]`;

/** Invisible characters that shape their neighbours. Everything else that is invisible changes nothing that people see. */
const SHAPING = [
  EMOJI,
  // Joiners between letters, as in Persian and Hindi.
  String.raw`(?<=[\p{L}\p{M}])(?<!\p{DI}|${NO_JOINERS})[\u200C\u200D](?=[\p{L}\p{M}])(?!\p{DI}|${NO_JOINERS})`,
  // Forms of Chinese and Mongolian characters.
  String.raw`(?<=\p{sc=Han})[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]`,
  String.raw`(?<=\p{sc=Mong})[\u180B-\u180D\u180F]`,
].join("|");

const INVISIBLE = new RegExp(String.raw`(${SHAPING})|\p{DI}`, "gu");

/**
 * What somebody typed, as they see it: without zero-width characters, marks of direction and the like, which come along
 * when text is copied, and composed (NFC). Emoji and scripts that need invisible characters keep them.
 */
export function cleanInput(text: string): string {
  return text.normalize("NFC").replaceAll(INVISIBLE, "$1");
}

const WRAPPERS: Readonly<Record<string, string>> = {
  "*": "*",
  _: "_",
  "~": "~",
  "`": "`",
};
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  "“": "”",
  "”": "”",
  "„": "“",
  "«": "»",
  "「": "」",
  "『": "』",
};

function unwrapWith(pairs: Readonly<Record<string, string>>, text: string): string {
  const close = Object.hasOwn(pairs, text[0] ?? "") ? pairs[text[0] ?? ""] : undefined;
  const isWrapped = close !== undefined && text.length > 1 && text.endsWith(close);
  const inner = text.slice(1, -1);
  return isWrapped && !inner.includes(close) ? unwrapWith(pairs, inner.trim()) : text;
}

/** The text without Slack's formatting around it, which comes along when a command is copied from a message. */
export function unwrapFormatting(text: string): string {
  return unwrapWith(WRAPPERS, text);
}

/** The text without formatting and double quotes around it, straight or curly. */
export function unwrapQuotes(text: string): string {
  return unwrapWith({ ...WRAPPERS, ...QUOTES }, text);
}
