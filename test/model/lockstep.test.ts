import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { small } from "./configurations.ts";
import { runInLockstep } from "./lockstep.ts";
import { openRealSystem, type RealSystem } from "./real-system.ts";
import { planSchedules } from "./schedules.ts";
import { smallSealed } from "./sealed-configurations.ts";
import type { Configuration } from "./state.ts";

const isLong = process.env["LOTTERY_MODEL"] === "large";

let real: RealSystem;
beforeAll(async () => {
  real = await openRealSystem(3);
});
afterAll(() => real[Symbol.asyncDispose]());

const all = { ...small, ...smallSealed } satisfies Record<string, Configuration>;

const configurations = [
  "two draws that want the same person, one of which stops anywhere",
  "a redraw that stops anywhere, and whose lease expires",
  "a sealed draw that stops anywhere",
] as const;

const longRunConfigurations = [
  ...configurations,
  "two draws whose leases expire anywhere",
  "a draw of two and a draw of one among three, one of which stops anywhere",
  "two draws and a redraw",
] as const;

describe("the code makes the same requests as the model, in every order", () => {
  test.each(isLong ? longRunConfigurations : configurations)("%s", { timeout: 600_000 }, async (name) => {
    const { schedules, kinds } = planSchedules(all[name], { pairs: isLong });
    console.info(`${name}: ${schedules.length} schedules for ${kinds} kinds of steps and conflicts`);
    for (const schedule of schedules) await runInLockstep(real, all[name], schedule);
    expect(schedules.length).toBeGreaterThan(1);
  });
});
