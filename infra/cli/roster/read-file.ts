import { describeFaults } from "../../../workflow/roster/file/describe-faults.ts";
import { type RosterFileOptions, readRosterFile } from "../../../workflow/roster/file/read-roster-file.ts";
import { RosterFileError } from "../../../workflow/roster/file/roster-fault.ts";
import type { RosterFile } from "../../../workflow/roster/file/roster-file.ts";
import { english } from "../../../workflow/roster/file/texts/en.ts";
import { CommandFailed } from "../command/command-error.ts";
import { readContent } from "../command/read-content.ts";

/** Reads a roster file of this machine. Throws an error that lists everything that is wrong with it. */
export async function readFile(path: string, options: RosterFileOptions): Promise<RosterFile> {
  try {
    return await readRosterFile(await readContent(path), options);
  } catch (error) {
    if (!(error instanceof RosterFileError)) throw error;
    const isAmbiguous = error.faults.some(({ kind }) => kind === "ambiguous-dates");
    const advice = isAmbiguous ? ["Add --dates day-first or --dates month-first to say which is first."] : [];
    const lines = [...describeFaults(error.faults, english), ...advice];
    throw new CommandFailed(["Nothing was imported, because of the file:", ...lines].join("\n"), {
      cause: error,
    });
  }
}
