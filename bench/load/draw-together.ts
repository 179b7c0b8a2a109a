import type { ForkedLottery } from "../lottery/fork-lottery.ts";
import { median } from "../median.ts";
import type { Goal, Table } from "../report/report.ts";
import { defineSubject, takeTurns } from "../take-turns.ts";

const CROWDS = [1, 10, 50];

/** Measures how many simultaneous draws of one winner are completed in a second. */
export async function drawTogether(
  { ledger, start, idle }: ForkedLottery,
  rounds: number,
): Promise<{ table: Table; goals: Goal[] }> {
  let failed = 0;
  const drawAll = async (draws: number) => {
    const begin = performance.now();
    await Promise.all(Array.from({ length: draws }, () => start(1)));
    await idle();
    const seconds = (performance.now() - begin) / 1_000;
    const records = (await ledger.history(draws)).entries.flatMap(({ draw }) => draw ?? []);
    failed += draws - records.filter(({ status, pending }) => status === "drawn" && !pending).length;
    return seconds;
  };
  const crowds = CROWDS.map((draws) => ({ draws, subject: defineSubject(() => drawAll(draws)) }));
  await takeTurns(
    rounds,
    crowds.map(({ subject }) => subject),
  );
  return {
    table: {
      title: `Simultaneous draws until all are announced. Medians of ${rounds}`,
      columns: [{ name: "Draws" }, { name: "Time", unit: "s" }, { name: "Draws", unit: "per second" }],
      rows: crowds.map(({ draws, subject: { values } }) => [draws, median(values), draws / median(values)]),
    },
    goals: [
      {
        goal: "Simultaneous draws that are not drawn, announced and completed",
        reached: failed,
        unit: "",
        atMost: 0,
      },
    ],
  };
}
