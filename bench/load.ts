import type { Rounds } from "./benchmarks.ts";
import { announceBurst } from "./load/announce-burst.ts";
import { drawTogether } from "./load/draw-together.ts";
import { raiseRate } from "./load/raise-rate.ts";
import { forkLottery } from "./lottery/fork-lottery.ts";
import type { Report } from "./report/report.ts";

const PEOPLE = 100_000;

/** What the local stack bears: one process, with DynamoDB and all the rest in it, and another that asks. */
export async function measureLoad(rounds: Rounds): Promise<Report> {
  await using lottery = await forkLottery(PEOPLE);
  const rates = [
    await raiseRate(lottery, "winners", 2_560),
    // Answered at once or not, each draw goes on, and those under way at once wait for their numbers one after the other.
    await raiseRate(lottery, "draw 1", 80),
  ];
  // What was too much may have left draws behind.
  await lottery.begin();
  const together = await drawTogether(lottery, rounds(3));
  const burst = await announceBurst(lottery);
  return {
    tables: { rates: mergeRates(rates), together: together.table, burst: burst.table },
    goals: [...together.goals, ...burst.goals],
  };
}

function mergeRates(tables: readonly Report["tables"][string][]): Report["tables"][string] {
  const [first] = tables;
  if (!first) throw new Error("No rates were measured.");
  return { ...first, rows: tables.flatMap(({ rows }) => rows) };
}
