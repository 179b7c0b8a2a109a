import { setTimeout as wait } from "node:timers/promises";
import type { ForkedLottery } from "../lottery/fork-lottery.ts";
import { typeCommand } from "../lottery/type-command.ts";
import { median, quantile } from "../median.ts";
import type { Table } from "../report/report.ts";

/** Slack's users wait a second, and Slack itself three. */
const PATIENCE_MS = 1_000;
const LOWEST_RATE = 20;
const SECONDS = 2;

/**
 * ms until each answer, where commands come at this rate whether those before are answered or not: each is counted
 * from the moment at which it was due.
 */
async function typeAtRate(page: string, command: string, rate: number): Promise<number[]> {
  const begin = performance.now();
  const answers = Array.from({ length: rate * SECONDS }, async (_, i) => {
    const due = begin + (i * 1_000) / rate;
    await wait(Math.max(0, due - performance.now()));
    await typeCommand(page, command);
    return performance.now() - due;
  });
  return await Promise.all(answers);
}

/** Doubles the rate of a command until one answer in twenty takes longer than a second, or this rate is reached. */
export async function raiseRate(
  { endpoints, settled }: ForkedLottery,
  command: string,
  highestRate: number,
): Promise<Table> {
  const rows: Table["rows"] = [];
  for (let rate = LOWEST_RATE; rate <= highestRate; rate *= 2) {
    const times = await typeAtRate(endpoints.page, command, rate);
    await settled();
    const late = quantile(times, 0.95);
    rows.push([`/lottery ${command}`, rate, median(times), late, quantile(times, 0.99)]);
    if (late > PATIENCE_MS) break;
  }
  return {
    title: `Slash commands at a rising rate, ${SECONDS} s each, until one answer in twenty takes longer than a second`,
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
