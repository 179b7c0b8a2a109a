import type { ForkedLottery } from "../lottery/fork-lottery.ts";
import type { Goal, Table } from "../report/report.ts";

const DRAWS = 1_000;
const STEPS = 5;
const AT_ONCE = 10;

/** Measures the memory of the whole stack during 1,000 draws. */
export async function growMemory(lottery: ForkedLottery): Promise<{ table: Table; goals: Goal[] }> {
  const rows: [draws: number, heap: number, resident: number][] = [];
  const weigh = async (draws: number) => {
    const { heapUsed, rss } = await lottery.memory();
    rows.push([draws, heapUsed / 2 ** 20, rss / 2 ** 20]);
  };
  await weigh(0);
  for (let draws = 1; draws <= DRAWS / AT_ONCE; draws++) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => lottery.start(1)));
    await lottery.idle();
    if (draws % (DRAWS / AT_ONCE / STEPS) === 0) await weigh(draws * AT_ONCE);
  }
  const grown = (rows.at(-1)?.[1] ?? Number.NaN) - (rows[0]?.[1] ?? Number.NaN);
  return {
    table: {
      title: "Memory of the whole stack, including DynamoDB's tables, by number of draws",
      columns: [{ name: "Draws" }, { name: "Heap", unit: "MB" }, { name: "Resident", unit: "MB" }],
      rows,
    },
    goals: [
      {
        goal: "Memory growth for each draw, including its records in DynamoDB",
        reached: (1_024 * grown) / DRAWS,
        unit: "KB",
        atMost: 50,
      },
    ],
  };
}
