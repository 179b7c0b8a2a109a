import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { large, small } from "./configurations.ts";
import { runInLockstep } from "./lockstep.ts";
import { openRealSystem, type RealSystem } from "./real-system.ts";
import { planSchedules } from "./schedules.ts";
import { smallSealed } from "./sealed-configurations.ts";
import type { Configuration } from "./state.ts";
import { largeWins, smallWins } from "./win-configurations.ts";

const isLong = process.env["LOTTERY_MODEL"] === "large";

let real: RealSystem;
beforeAll(async () => {
  real = await openRealSystem(3);
});
afterAll(() => real[Symbol.asyncDispose]());

const all = { ...small, ...large, ...smallSealed, ...smallWins, ...largeWins } satisfies Record<
  string,
  Configuration
>;

const configurations = [
  "two draws that want the same person, one of which stops anywhere",
  "a redraw that stops anywhere, and whose lease expires",
  "a sealed draw that stops anywhere",
  "a draw that claims an earlier winner whose win is redrawn, one of which stops anywhere",
  "a draw of the next campaign that claims a winner before the win is final",
] as const;

const longRunConfigurations = [
  ...configurations,
  "two draws whose leases expire anywhere",
  "a draw of two and a draw of one among three, one of which stops anywhere",
  "two draws and a redraw",
  "a draw that claims a winner of two campaigns, whose last win is redrawn, one of which stops anywhere",
  "two draws of the next campaign that want the same earlier winner, with leases that expire anywhere",
  "two draws of two of the next campaign, each holding an earlier winner whom the other needs",
  "draws of two campaigns at the same time, of which the first is redrawn",
] as const;

describe("the code makes the same requests as the model, in every order", () => {
  test.each(isLong ? longRunConfigurations : configurations)("%s", { timeout: 600_000 }, async (name) => {
    const { schedules: planned, kinds } = planSchedules(all[name], { pairs: isLong });
    const schedules = planned.filter((_, i) => isLong || i % 6 === 0);
    console.info(`${name}: ${schedules.length} schedules for ${kinds} kinds of steps and conflicts`);
    for (const schedule of schedules) await runInLockstep(real, all[name], schedule);
    expect(schedules.length).toBeGreaterThan(0);
  });
});
