/** Each character is one byte. */
const SINGLE_BYTE = /^(?:windows|iso|koi8|macintosh)/;

/** The bytes of each character of an encoding, which Node.js only decodes. */
function listBytes(encoding: string): Map<string, readonly number[]> {
  const bytesOf = new Map<string, readonly number[]>();
  const decoder = new TextDecoder(encoding, { fatal: true });
  const add = (...bytes: number[]) => {
    try {
      const character = decoder.decode(Uint8Array.from(bytes));
      if ([...character].length === 1 && !bytesOf.has(character)) bytesOf.set(character, bytes);
    } catch (error) {
      // These bytes are not a character.
      if (!(error instanceof TypeError)) throw error;
    }
  };
  for (let byte = 0; byte < 256; byte++) add(byte);
  if (SINGLE_BYTE.test(encoding)) return bytesOf;
  for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) add(lead, trail);
  return bytesOf;
}

/** Encodes a text that the encoding has all characters of. */
export function encode(text: string, encoding: string): Uint8Array {
  const bytesOf = listBytes(encoding);
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const bytes = bytesOf.get(character);
      if (!bytes) throw new RangeError(`${encoding} does not have ${character}.`);
      return bytes;
    }),
  );
}
