import { setTimeout as wait } from "node:timers/promises";
import type { ForkedLottery } from "../lottery/fork-lottery.ts";
import { typeCommand } from "../lottery/type-command.ts";
import { median, quantile } from "../median.ts";
import type { Table } from "../report/report.ts";

/** A delay that people accept. Slack itself waits 3 s. */
const TIME_LIMIT_MS = 1_000;
const LOWEST_RATE = 20;
const SECONDS = 2;

/**
 * Types commands at a fixed rate, without waiting for the previous response. Returns the ms until each response, counted
 * from the scheduled time of the command.
 */
async function typeAtRate(page: string, command: string, rate: number): Promise<number[]> {
  const begin = performance.now();
  const times = Array.from({ length: rate * SECONDS }, async (_, i) => {
    const due = begin + (i * 1_000) / rate;
    await wait(Math.max(0, due - performance.now()));
    await typeCommand(page, command);
    return performance.now() - due;
  });
  return await Promise.all(times);
}

/** Doubles the rate of a command until 5 % of the responses take longer than a second, or up to `highestRate`. */
export async function raiseRate(
  { endpoints, idle }: ForkedLottery,
  command: string,
  highestRate: number,
): Promise<Table> {
  const rows: Table["rows"] = [];
  for (let rate = LOWEST_RATE; rate <= highestRate; rate *= 2) {
    const times = await typeAtRate(endpoints.page, command, rate);
    await idle();
    const slow = quantile(times, 0.95);
    rows.push([`/lottery ${command}`, rate, median(times), slow, quantile(times, 0.99)]);
    if (slow > TIME_LIMIT_MS) break;
  }
  return {
    title: `Slash commands at a rising rate, ${SECONDS} s each, until 5 % of the responses take longer than a second`,
    columns: [
      { name: "Command" },
      { name: "Rate", unit: "per second" },
      { name: "Median", unit: "ms" },
      { name: "95 %", unit: "ms" },
      { name: "99 %", unit: "ms" },
    ],
    rows,
  };
}
