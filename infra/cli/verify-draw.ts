import { parseArgs } from "node:util";
import { type BeaconChain, beaconChain, quicknet } from "../../data/runtime/beacon-chain.ts";
import { isGenuine } from "../../workflow/beacon/round-signature.ts";
import { verifyDraw } from "../../workflow/draw/verify-draw.ts";
import { verifyEntry } from "../../workflow/draw/verify-entry.ts";
import { verifyLedger } from "../../workflow/draw/verify-ledger.ts";
import { WrongUsage } from "./command/command-error.ts";
import { readContent } from "./command/read-content.ts";
import { readJson } from "./command/read-json.ts";
import { runCommand } from "./command/run-command.ts";
import { explainDraw } from "./explain-draw.ts";
import { explainEntry } from "./explain-entry.ts";
import { explainLedger } from "./explain-ledger.ts";
import { readExports } from "./read-exports.ts";

const USAGE =
  "npm run verify -- [--positions] [--chain <chain>.json] <exported draw, ledger or entry>.json …";
/** The exit codes. */
const VALID = 0;
const INVALID = 1;
const UNREADABLE = 2;

async function readChain(file: string | undefined): Promise<BeaconChain> {
  if (file === undefined) return quicknet;
  const text = new TextDecoder().decode(await readContent(file));
  return readJson(beaconChain, { text, file, what: "a chain" });
}

/** `npm run verify`: verifies exported draws, a whole ledger or one person's entry, without a network. Returns the exit code. */
async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { positions: { type: "boolean", default: false }, chain: { type: "string" } },
  });
  if (positionals.length === 0) throw new WrongUsage();
  const chain = await readChain(values.chain);
  const read = await readExports(positionals);
  if ("entry" in read) {
    const faults = verifyEntry(read.entry, chain.hash);
    console.log(explainEntry(read.entry, faults, chain));
    return faults.length === 0 ? VALID : INVALID;
  }
  const { draws, isWhole } = read;
  const beacon = { chain, isGenuine };
  const options = { chain, positions: values.positions };
  const [only] = draws;
  if (draws.length === 1 && !isWhole && only?.format === "lottery-draw-v1") {
    const faults = verifyDraw(only, beacon);
    console.log(explainDraw(only, faults, options));
    return faults.length === 0 ? VALID : INVALID;
  }
  const result = verifyLedger(draws, { isWhole, beacon });
  console.log(explainLedger(draws, result, options));
  return result.faults.length === 0 ? VALID : INVALID;
}

await runCommand({
  usage: USAGE,
  failed: UNREADABLE,
  async run() {
    process.exitCode = await run();
  },
});
