import * as z from "zod";

/** Encodings that nothing in a file shows: many other ones have the same bytes for other characters. */
export const guessedEncoding = z.enum(["gb18030", "windows-1252"]);

export type GuessedEncoding = z.output<typeof guessedEncoding>;

/** Text of a file, with the name of its encoding. */
export interface DecodedText {
  text: string;
  encoding: "utf-8" | "utf-16le" | "utf-16be" | GuessedEncoding;
}

/** Bytes that are enough to recognize the encoding. */
const SAMPLE = 100_000;
/** How many times as many common characters as others a Chinese text has at least. */
const MOST_RARE = 2;
/** How many times as many characters as errors a damaged text in UTF-8 has at least. */
const MOSTLY = 4;

/** Returns the text, or undefined if the bytes are not valid in this encoding. */
function decodeStrictly(bytes: Uint8Array, encoding: DecodedText["encoding"]): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** UTF-16 has a zero in most characters of a table: its separators, line ends and digits. */
function guessUtf16(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const zeros = [0, 0] as [number, number];
  for (let i = 0; i < Math.min(bytes.length, SAMPLE); i++) if (bytes[i] === 0) zeros[i % 2 === 0 ? 0 : 1]++;
  const [even, odd] = zeros;
  if (odd > 3 * even) return "utf-16le";
  return even > 3 * odd ? "utf-16be" : undefined;
}

/** Decodes text in UTF-8 with a few damaged characters, which become U+FFFD; undefined if it is in another encoding. */
function decodeDamagedUtf8(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(bytes);
  const damaged = text.match(/\ufffd/g)?.length ?? 0;
  const intact = text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0;
  return intact >= MOSTLY * damaged ? text : undefined;
}

function isFourBytes(bytes: Uint8Array, start: number): boolean {
  return [...bytes.subarray(start + 1, start + 4)].every((byte, i) =>
    i === 1 ? byte >= 0x81 : byte >= 0x30 && byte <= 0x39,
  );
}

/**
 * Whether bytes that are valid in GB18030 are probably Chinese. Most characters of a Chinese text are among the 3,755
 * common ones or punctuation. In a text of a European language, a byte beyond ASCII mostly precedes a letter.
 */
function isProbablyChinese(bytes: Uint8Array): boolean {
  let common = 0;
  let other = 0;
  for (let i = 0; i < Math.min(bytes.length, SAMPLE) - 1; i++) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[i + 1] ?? 0;
    // Four bytes are a rare character, and say nothing about the encoding.
    if (isFourBytes(bytes, i)) {
      i += 3;
      continue;
    }
    const isCommon = trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3));
    if (isCommon) common++;
    else other++;
    i++;
  }
  return common > MOST_RARE * other;
}

/**
 * Decodes a text file. The encoding is one with a mark at the beginning, UTF-8 if it is valid, and otherwise a guess
 * from the bytes. Returns undefined if the bytes are not text.
 */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const utf16 = guessUtf16(bytes);
  if (utf16) {
    const text = decodeStrictly(bytes, utf16);
    return text === undefined || text.includes("\0") ? undefined : { text, encoding: utf16 };
  }
  if (bytes.includes(0)) return undefined;
  const text = decodeStrictly(bytes, "utf-8") ?? decodeDamagedUtf8(bytes);
  if (text !== undefined) return { text, encoding: "utf-8" };
  const chinese = isProbablyChinese(bytes) ? decodeStrictly(bytes, "gb18030") : undefined;
  if (chinese !== undefined) return { text: chinese, encoding: "gb18030" };
  return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "windows-1252" };
}
