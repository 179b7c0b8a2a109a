import { type RosterFileOptions, readRosterFile } from "../../../../workflow/roster/file/read-roster-file.ts";
import { RosterFileError } from "../../../../workflow/roster/file/roster-fault.ts";

/** Reads a file, and returns its people, or its faults. */
export async function readFile(bytes: Uint8Array, options?: RosterFileOptions) {
  try {
    const { rows, lines, ignored, columns } = await readRosterFile(bytes, options);
    return { rows, lines, ignored, columns: [...columns].toSorted() };
  } catch (error) {
    if (error instanceof RosterFileError) return { faults: error.faults };
    throw error;
  }
}

/** Reads a text file in UTF-8. */
export function readText(text: string, options?: RosterFileOptions) {
  return readFile(Buffer.from(text), options);
}
