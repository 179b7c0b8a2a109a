import type { Report } from "./report/report.ts";

/** How often to measure: as often as is asked for, or less where only a look is wanted. */
export type Rounds = (usual: number) => number;

/** Measures one thing. It has its process to itself. */
export type Measure = (rounds: Rounds) => Promise<Report>;

/** All benchmarks in the order in which they run. */
export const benchmarks: Readonly<Record<string, () => Promise<Measure>>> = {
  "cold-start": async () => (await import("./cold-start.ts")).measureColdStart,
  "warm-request": async () => (await import("./warm-request.ts")).measureWarmRequest,
  "draw-calls": async () => (await import("./draw-calls.ts")).measureDrawCalls,
  "draw-time": async () => (await import("./draw-time.ts")).measureDrawTime,
  "aws-time": async () => (await import("./aws-time.ts")).measureAwsTime,
  simultaneous: async () => (await import("./simultaneous.ts")).measureSimultaneous,
  load: async () => (await import("./load.ts")).measureLoad,
  playground: async () => (await import("./playground.ts")).measurePlayground,
};
