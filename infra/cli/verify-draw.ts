import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { quicknet } from "../../data/runtime/beacon-chain.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { isGenuine } from "../../workflow/beacon/round-signature.ts";
import { exportedDraw } from "../../workflow/draw/exported-draw.ts";
import { verifyDraw } from "../../workflow/draw/verify-draw.ts";
import { explainDraw } from "./explain-draw.ts";
import { findDuplicateKey } from "./find-duplicate-key.ts";
import { printable } from "./printable.ts";

const USAGE = "npm run verify -- [--positions] <exported draw>.json";
/** The exit codes. */
const VALID = 0;
const INVALID = 1;
const UNREADABLE = 2;

/** `npm run verify`: verifies an exported draw without a network. Returns the exit code. */
async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { positions: { type: "boolean", default: false } },
  });
  const [file, ...extra] = positionals;
  if (file === undefined || extra.length > 0) throw new Error(`Usage: ${USAGE}`);
  const text = new TextDecoder().decode(await readFile(file));
  const draw = safeParse(exportedDraw, JSON.parse(text));
  const duplicate = findDuplicateKey(text);
  if (duplicate !== undefined)
    throw new Error(`This is not an exported draw. The field ${duplicate} is there twice.`);
  if (!draw.success) throw new Error(`This is not an exported draw.\n${z.prettifyError(draw.error)}`);
  const faults = verifyDraw(draw.data, { chain: quicknet, isGenuine });
  console.log(explainDraw(draw.data, faults, values));
  return faults.length === 0 ? VALID : INVALID;
}

try {
  process.exitCode = await run();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(message.split("\n").map(printable).join("\n"));
  process.exitCode = UNREADABLE;
}
