import { parseArgs } from "node:util";
import { drawNumber } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { openStores } from "../../data/open-stores.ts";
import { environment, readEnvironment } from "../../data/runtime/environment.ts";
import { openVisitLog } from "../../workflow/attempt/open-visit-log.ts";
import { type ExportSources, exportEnded } from "../../workflow/draw/export-draw.ts";
import type { EndedDraw } from "../../workflow/draw/exported-draw.ts";
import { CommandFailed, WrongUsage } from "./command/command-error.ts";
import { runCommand } from "./command/run-command.ts";
import { readTarget, stackOption } from "./stack/stack-option.ts";

const USAGE =
  "npm run --silent export -- [--stack <name>] <draw number> > draw.json, or -- --all > ledger.json";

/** How many draws one request lists. */
const PAGE = 50;

/** Exports all draws that have ended, in number order. Throws if a record is malformed. */
async function exportAll(ledger: Ledger, sources: ExportSources): Promise<EndedDraw[]> {
  const draws: EndedDraw[] = [];
  let after = 0;
  for (
    let page = await ledger.listAfter(after, PAGE);
    page.length > 0;
    page = await ledger.listAfter(after, PAGE)
  )
    for (const { drawNo, draw } of page) {
      after = drawNo;
      if (!draw) throw new CommandFailed(`The record of draw ${drawNo} is malformed.`);
      const exported = await exportEnded(draw, sources);
      if (exported) draws.push(exported);
    }
  return draws;
}

/** `npm run export`: prints a draw, or the whole ledger, as JSON with everything that a verification needs. */
async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { ...stackOption, all: { type: "boolean", default: false } },
  });
  const [text = "", ...extra] = positionals;
  const drawNo = drawNumber.safeParse(/^\d+$/.test(text) ? Number(text) : undefined);
  const isValid = values.all ? positionals.length === 0 : drawNo.success && extra.length === 0;
  if (!isValid) throw new WrongUsage();
  const target = await readTarget(values.stack, process.env);
  const settings = readEnvironment(
    target.environment,
    environment.pick({ WINNERS_TABLE: true, DRAWS_TABLE: true }),
  );
  const { client, ledger } = openStores(settings);
  const sources = {
    readPositions: openVisitLog(client, settings.DRAWS_TABLE).read,
    rosterPages: ledger.rosterPages,
  };
  const print = (value: object) => console.log(JSON.stringify(value, null, 2));
  if (!drawNo.success) {
    print({ format: "lottery-ledger-v1", draws: await exportAll(ledger, sources) });
    return;
  }
  const draw = await ledger.read(drawNo.data);
  if (!draw) throw new CommandFailed(`The ledger has no draw ${drawNo.data}.`);
  const exported = await exportEnded(draw, sources);
  if (!exported) throw new CommandFailed(`Draw ${drawNo.data} is not decided yet.`);
  print(exported);
}

await runCommand({ usage: USAGE, run });
