import { buffer } from "node:stream/consumers";
import { type Entry, fromBufferPromise } from "yauzl";
import { MOST_PARTS, MOST_UNPACKED_BYTES } from "./limits.ts";
import { RosterFileError } from "./roster-fault.ts";

/** A ZIP archive, which a workbook is. */
export interface Archive {
  /** The names of its files, in small letters. */
  names: readonly string[];
  /** Unpacks a file of text; undefined if there is none. Throws `RosterFileError` if all of them are too large. */
  readPart(path: string): Promise<string | undefined>;
}

/** Some programs write backslashes or a leading slash. */
function normalizePath(path: string): string {
  return path.replaceAll("\\", "/").replace(/^\/+/, "").toLowerCase();
}

function decodePart(content: Uint8Array): string {
  const [first, second] = content;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(content);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(content);
  return new TextDecoder().decode(content);
}

/**
 * Opens a ZIP archive without unpacking it. The errors of damaged archives are those of the library, which stops
 * unpacking a file as soon as it has more bytes than the archive says.
 */
export async function openArchive(bytes: Uint8Array): Promise<Archive> {
  // Names are compared, never used as paths on this machine, and may be of any kind.
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    decodeStrings: false,
  });
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (zip.entriesRead > MOST_PARTS) throw new RosterFileError([{ kind: "damaged-workbook" }]);
    entries.set(normalizePath(entry.fileNameRaw.toString("latin1")), entry);
  }
  let left = MOST_UNPACKED_BYTES;
  return {
    names: [...entries.keys()],
    async readPart(path) {
      const entry = entries.get(normalizePath(path));
      if (!entry) return undefined;
      left -= entry.uncompressedSize;
      if (left < 0) throw new RosterFileError([{ kind: "unpacks-too-large", limit: MOST_UNPACKED_BYTES }]);
      return decodePart(await buffer(await zip.openReadStreamPromise(entry)));
    },
  };
}
