import type { Report } from "./report/report.ts";

/** Returns how often to measure: `usual` times, or less for a quick run. */
export type Rounds = (usual: number) => number;

/** Runs one benchmark. Each runs in its own process. */
export type Measure = (rounds: Rounds) => Promise<Report>;

/** All benchmarks in the order of execution. */
export const benchmarks: Readonly<Record<string, () => Promise<Measure>>> = {
  "cold-start": async () => (await import("./cold-start.ts")).measureColdStart,
  "warm-request": async () => (await import("./warm-request.ts")).measureWarmRequest,
  "draw-calls": async () => (await import("./draw-calls.ts")).measureDrawCalls,
  "draw-time": async () => (await import("./draw-time.ts")).measureDrawTime,
  sealed: async () => (await import("./sealed-draw.ts")).measureSealedDraws,
  rules: async () => (await import("./rules.ts")).measureRules,
  "aws-time": async () => (await import("./aws-time.ts")).measureAwsTime,
  simultaneous: async () => (await import("./simultaneous.ts")).measureSimultaneous,
  load: async () => (await import("./load.ts")).measureLoad,
  "long-ledger": async () => (await import("./long-ledger.ts")).measureLongLedger,
  "large-roster": async () => (await import("./large-roster.ts")).measureLargeRoster,
  "verify-page": async () => (await import("./verify-page.ts")).measureVerifyPage,
  playground: async () => (await import("./playground.ts")).measurePlayground,
};
