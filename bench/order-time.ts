import { createHash } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { z } from "zod";
import { orderSerials } from "../workflow/draw/order.ts";
import { median } from "./median.ts";
import type { Goal, Table } from "./report/report.ts";
import { defineSubject, takeTurns } from "./take-turns.ts";

const POSITIONS = 100_000;
const SIZES = [2 ** 20, 2 ** 30, 2 ** 40];
const SEED = createHash("sha256").update("lottery").digest();

setFlagsFromString("--expose-gc");
const collectGarbage = z
  .custom<() => void>((value) => typeof value === "function")
  .parse(runInNewContext("gc"));

function heapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** Visits the first positions of an order, and returns it. */
function visitPositions(size: number): Iterator<number> {
  const order = orderSerials(SEED, size);
  for (let position = 0; position < POSITIONS; position++) order.next();
  return order;
}

function timePosition(size: number): number {
  const begin = performance.now();
  visitPositions(size);
  return ((performance.now() - begin) * 1e6) / POSITIONS;
}

function weighPosition(size: number): number {
  const before = heapBytes();
  const order = visitPositions(size);
  const bytes = heapBytes() - before;
  // Keeps the order in memory until here.
  order.next();
  return bytes / POSITIONS;
}

/** Measures the time and the memory of each visited position of the order, by the size of the roster. */
export async function measureOrder(rounds: number): Promise<{ table: Table; goals: Goal[] }> {
  const subjects = SIZES.map((size) => ({
    size,
    time: defineSubject(() => timePosition(size)),
    memory: defineSubject(() => weighPosition(size)),
  }));
  await takeTurns(
    1,
    subjects.map(({ time }) => time),
  );
  for (const { time } of subjects) time.values = [];
  await takeTurns(
    rounds,
    subjects.flatMap(({ time, memory }) => [time, memory]),
  );
  const [smallest, ...others] = subjects.map(({ memory }) => median(memory.values));
  return {
    table: {
      title: `${POSITIONS.toLocaleString("en")} positions of the order alone. Medians of ${rounds}, in turns`,
      columns: [
        { name: "People" },
        { name: "Time per position", unit: "ns" },
        { name: "Memory per position", unit: "bytes" },
      ],
      rows: subjects.map(({ size, time, memory }) => [size, median(time.values), median(memory.values)]),
    },
    goals: [
      {
        goal: "Memory of an order of 2⁴⁰ people, relative to 2²⁰",
        reached: (others.at(-1) ?? Number.NaN) / (smallest ?? Number.NaN),
        unit: "×",
        atMost: 1.5,
      },
    ],
  };
}
