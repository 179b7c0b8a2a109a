import { z } from "zod";
import { type EndedDraw, exportedRecord } from "../../workflow/draw/exported-draw.ts";
import { type ExportedEntry, exportedEntry } from "../../workflow/draw/exported-entry.ts";
import { CommandFailed } from "./command/command-error.ts";
import { readContent } from "./command/read-content.ts";
import { readJson } from "./command/read-json.ts";
import { findDuplicateKey } from "./find-duplicate-key.ts";

const anyExport = z.discriminatedUnion("format", [...exportedRecord.options, exportedEntry]);

/** The draws of some files, in number order. */
interface ReadDraws {
  draws: EndedDraw[];
  /** Whether one of the files is a whole ledger. */
  isWhole: boolean;
}

const WHAT = "an exported draw, ledger or entry";

async function readExport(file: string) {
  const text = new TextDecoder().decode(await readContent(file));
  const record = readJson(anyExport, { text, file, what: WHAT });
  const duplicate = findDuplicateKey(text);
  if (duplicate === undefined) return record;
  throw new CommandFailed(`${file} is not ${WHAT}. The field ${duplicate} is there twice.`);
}

/**
 * Reads files with exported draws, failed draws and ledgers, or one file with a person's entry. Throws if one is malformed, a
 * draw is there twice, or an entry is not alone.
 */
export async function readExports(files: readonly string[]): Promise<ReadDraws | { entry: ExportedEntry }> {
  const records = await Promise.all(files.map(readExport));
  const draws: EndedDraw[] = [];
  for (const record of records) {
    if (record.format === "lottery-ledger-v1") draws.push(...record.draws);
    else if (record.format !== "lottery-entry-v1") draws.push(record);
    else if (records.length === 1) return { entry: record };
    else throw new CommandFailed("Verify a person's entry alone.");
  }
  draws.sort((a, b) => a.draw_no - b.draw_no);
  const twice = draws.find(({ draw_no }, i) => draw_no === draws[i - 1]?.draw_no);
  if (twice) throw new CommandFailed(`Draw ${twice.draw_no} is there twice.`);
  if (draws.length === 0) throw new CommandFailed("There are no draws.");
  return { draws, isWhole: records.some(({ format }) => format === "lottery-ledger-v1") };
}
