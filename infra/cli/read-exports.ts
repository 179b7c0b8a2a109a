import { readFile } from "node:fs/promises";
import { z } from "zod";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { type EndedDraw, exportedRecord } from "../../workflow/draw/exported-draw.ts";
import { findDuplicateKey } from "./find-duplicate-key.ts";

/** The draws of some files, in number order. */
export interface ReadExports {
  draws: EndedDraw[];
  /** Whether one of the files is a whole ledger. */
  isWhole: boolean;
}

async function readExport(file: string) {
  const text = new TextDecoder().decode(await readFile(file));
  const record = safeParse(exportedRecord, JSON.parse(text));
  const duplicate = findDuplicateKey(text);
  if (duplicate !== undefined)
    throw new Error(`${file} is not an exported draw or ledger. The field ${duplicate} is there twice.`);
  if (!record.success)
    throw new Error(`${file} is not an exported draw or ledger.\n${z.prettifyError(record.error)}`);
  return record.data;
}

/** Reads files with exported draws, failed draws and ledgers. Throws if one is malformed, or a draw is there twice. */
export async function readExports(files: readonly string[]): Promise<ReadExports> {
  const records = await Promise.all(files.map(readExport));
  const draws = records
    .flatMap((record): EndedDraw[] => (record.format === "lottery-ledger-v1" ? record.draws : [record]))
    .sort((a, b) => a.draw_no - b.draw_no);
  const twice = draws.find(({ draw_no }, i) => draw_no === draws[i - 1]?.draw_no);
  if (twice) throw new Error(`Draw ${twice.draw_no} is there twice.`);
  if (draws.length === 0) throw new Error("There are no draws.");
  return { draws, isWhole: records.some(({ format }) => format === "lottery-ledger-v1") };
}
