import type { Rounds } from "./benchmarks.ts";
import { announceBurst } from "./load/announce-burst.ts";
import { drawTogether } from "./load/draw-together.ts";
import { raiseRate } from "./load/raise-rate.ts";
import { forkLottery } from "./lottery/fork-lottery.ts";
import type { Report } from "./report/report.ts";

const PEOPLE = 100_000;

/** Measures the load that the local stack handles: one process serves everything, another sends the requests. */
export async function measureLoad(rounds: Rounds): Promise<Report> {
  await using lottery = await forkLottery(PEOPLE);
  const rates = [await raiseRate(lottery, "winners", 2_560), await raiseRate(lottery, "draw 1", 80)];
  // Too high a rate may leave unfinished draws.
  await lottery.reset();
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
