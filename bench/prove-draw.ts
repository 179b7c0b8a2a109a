import type { FakeBeacon } from "../test/support/fake-beacon.ts";
import { isGenuine } from "../workflow/beacon/round-signature.ts";
import { exportDraw } from "../workflow/draw/export-draw.ts";
import { joinPages } from "../workflow/draw/roster-pages.ts";
import { proveSerials } from "../workflow/draw/roster-tree.ts";
import { verifyDraw } from "../workflow/draw/verify-draw.ts";
import type { TimedTasks } from "./lottery/timed-tasks.ts";
import { median } from "./median.ts";
import type { Table } from "./report/report.ts";
import { defineSubject, takeTurns } from "./take-turns.ts";

const PEOPLE = 100_000;
const WINNERS = 1_000;
const SHARE = 0.5;

/** Returns the ms that the work takes. */
async function time(work: () => unknown): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** Measures the export, the proofs and the verification of a large sealed draw. */
export async function proveLargeDraw(
  lottery: TimedTasks,
  { chain }: FakeBeacon,
  rounds: number,
): Promise<Table> {
  await lottery.reset(PEOPLE, SHARE);
  const { record } = await lottery.draw(WINNERS);
  const { rosterPages } = lottery.ledger;
  const sources = { readPositions: lottery.visitLog.read, rosterPages };
  const pages = await Promise.all(
    (record.roster_pages ?? []).map((root) => rosterPages.read(record.draw_id, root)),
  );
  const leaves = joinPages(pages);
  const exported = await exportDraw(record, sources);
  const serials = new Set(exported.positions.map(({ lottery_serial }) => lottery_serial));
  const faults = verifyDraw(exported, { chain, isGenuine });
  if (faults.length > 0) throw new Error(`The draw has faults: ${JSON.stringify(faults)}`);

  const subjects = [
    {
      what: "prove one entry of the list",
      size: proveSerials(leaves, [1]),
      work: () => proveSerials(leaves, [1]),
    },
    {
      what: `prove the ${serials.size.toLocaleString("en")} entries that the draw visited`,
      size: exported.roster_proof ?? [],
      work: () => proveSerials(leaves, serials),
    },
    {
      what: "export the draw, with reading and proof",
      size: exported,
      work: () => exportDraw(record, sources),
    },
    {
      what: "verify the export, without the page",
      size: exported,
      work: () => verifyDraw(exported, { chain, isGenuine }),
    },
  ].map((subject) => ({ ...subject, measured: defineSubject(() => time(subject.work)) }));
  await takeTurns(
    rounds,
    subjects.map(({ measured }) => measured),
  );
  return {
    title: `A sealed draw of ${WINNERS.toLocaleString("en")} among ${PEOPLE.toLocaleString("en")} people. Medians of ${rounds}`,
    columns: [
      { name: "What" },
      { name: "Time", unit: "ms" },
      { name: "Size of the result as JSON", unit: "KB" },
    ],
    rows: subjects.map(({ what, size, measured }) => [
      what,
      median(measured.values),
      JSON.stringify(size).length / 1_000,
    ]),
  };
}
