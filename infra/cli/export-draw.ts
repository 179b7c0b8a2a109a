import { parseArgs } from "node:util";
import { drawNumber } from "../../data/ledger/draw-record.ts";
import { openStores } from "../../data/open-stores.ts";
import { environment, readEnvironment } from "../../data/runtime/environment.ts";
import { openVisitLog } from "../../workflow/attempt/open-visit-log.ts";
import { exportDraw } from "../../workflow/draw/export-draw.ts";
import { printable } from "./printable.ts";

const USAGE = "npm run --silent export -- <draw number> > draw.json";

/** `npm run export`: prints a decided draw as JSON with everything that a verification needs. */
async function run(): Promise<void> {
  const [text = "", ...extra] = parseArgs({ allowPositionals: true }).positionals;
  const drawNo = drawNumber.safeParse(/^\d+$/.test(text) ? Number(text) : undefined);
  if (!drawNo.success || extra.length > 0) throw new Error(`Usage: ${USAGE}`);
  const settings = readEnvironment(process.env, environment.pick({ WINNERS_TABLE: true, DRAWS_TABLE: true }));
  const { client, ledger } = openStores(settings);
  const draw = await ledger.read(drawNo.data);
  if (!draw) throw new Error(`The ledger has no draw ${drawNo.data}.`);
  if (draw.status === "failed")
    throw new Error(`Draw ${drawNo.data} failed (${draw.error}) and has no winners to verify.`);
  if (draw.status === "drawing") throw new Error(`Draw ${drawNo.data} is not decided yet.`);
  const visitLog = openVisitLog(client, settings.DRAWS_TABLE);
  console.log(
    JSON.stringify(
      await exportDraw(draw, { readPositions: visitLog.read, rosterPages: ledger.rosterPages }),
      null,
      2,
    ),
  );
}

try {
  await run();
} catch (error) {
  console.error(printable(error instanceof Error ? `${error.name}: ${error.message}` : String(error)));
  process.exitCode = 1;
}
