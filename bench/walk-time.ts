import { createHash } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { z } from "zod";
import { walk } from "../workflow/draw/order.ts";
import { median } from "./median.ts";
import type { Goal, Table } from "./report/report.ts";
import { defineSubject, takeTurns } from "./take-turns.ts";

const PLACES = 100_000;
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

/** Goes so many places down a walk, which is answered as it stands there. */
function goDown(size: number): Iterator<number> {
  const order = walk(SEED, size);
  for (let place = 0; place < PLACES; place++) order.next();
  return order;
}

function timePlace(size: number): number {
  const begin = performance.now();
  goDown(size);
  return ((performance.now() - begin) * 1e6) / PLACES;
}

function weighPlace(size: number): number {
  const before = heapBytes();
  const order = goDown(size);
  const bytes = heapBytes() - before;
  // It must still be there by now.
  order.next();
  return bytes / PLACES;
}

/** The walk alone, by the size of the roster: the time for each place, and the memory that it keeps for it. */
export async function measureWalk(rounds: number): Promise<{ table: Table; goals: Goal[] }> {
  const subjects = SIZES.map((size) => ({
    size,
    time: defineSubject(() => timePlace(size)),
    memory: defineSubject(() => weighPlace(size)),
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
      title: `${PLACES.toLocaleString("en")} places of the walk alone; medians of ${rounds}, in turns`,
      columns: [
        { name: "People" },
        { name: "A place", unit: "ns" },
        { name: "Kept for a place", unit: "bytes" },
      ],
      rows: subjects.map(({ size, time, memory }) => [size, median(time.values), median(memory.values)]),
    },
    goals: [
      {
        goal: "Memory of a walk among 2⁴⁰ people, of one among 2²⁰",
        reached: (others.at(-1) ?? Number.NaN) / (smallest ?? Number.NaN),
        unit: "×",
        atMost: 1.5,
      },
    ],
  };
}
