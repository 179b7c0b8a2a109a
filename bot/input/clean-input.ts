/** One visible emoji: flags, keycaps, skin tones, and sequences joined into one (UTS #51). */
const PICTOGRAPH = String.raw`\p{ExtPict}(?:\p{EMod}|\uFE0F|[\u{E0020}-\u{E007E}]+\u{E007F})*`;
export const EMOJI = String.raw`\p{RI}{2}|[0-9#*]\uFE0F?\u20E3|${PICTOGRAPH}(?:\u200D${PICTOGRAPH})*`;

/** Scripts that need no joiners. Between their letters a joiner is a stray character. */
const NO_JOINERS = String.raw`[\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{N}]`;

/** Invisible characters that change how their neighbours look. All other invisible characters can be removed. */
const SHAPING = [
  EMOJI,
  // Joiners between letters, for example in Persian and Hindi.
  String.raw`(?<=[\p{L}\p{M}])(?<!\p{DI}|${NO_JOINERS})[\u200C\u200D](?=[\p{L}\p{M}])(?!\p{DI}|${NO_JOINERS})`,
  // Variants of Chinese and Mongolian characters.
  String.raw`(?<=\p{sc=Han})[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]`,
  String.raw`(?<=\p{sc=Mong})[\u180B-\u180D\u180F]`,
].join("|");

const INVISIBLE = new RegExp(String.raw`(${SHAPING})|\p{DI}`, "gu");

/**
 * Returns typed text as people see it, composed (NFC) and without invisible characters such as zero-width spaces and
 * direction marks, which copied text often has. Emoji and scripts that need invisible characters keep them.
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
  "'": "'",
  "‘": "’",
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

/** Removes Slack's formatting around a text, which a command copied from a message has. */
export function unwrapFormatting(text: string): string {
  return unwrapWith(WRAPPERS, text);
}

/** Removes formatting and quotes around a text, straight or curly. */
export function unwrapQuotes(text: string): string {
  return unwrapWith({ ...WRAPPERS, ...QUOTES }, text);
}
