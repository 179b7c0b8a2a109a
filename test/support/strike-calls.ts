import { expect } from "vitest";
import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { AttackedLottery } from "./attacked-lottery.ts";
import type { Sample } from "./one-in.ts";
import type { Fault } from "./request-faults.ts";

/** Work that is attacked. */
export interface Scenario {
  /** Runs before, without faults. */
  prepare?(): Promise<unknown>;
  /** Runs with a fault. */
  run(): Promise<unknown>;
  /** Checks the result after a fault that retries overcome. */
  expectSuccess(records: DrawRecord[]): void;
  /** Must work after the leases have expired, after any fault. */
  resume?(records: DrawRecord[]): Promise<unknown>;
}

/**
 * Runs a scenario with one fault and checks the invariants: at its end, after the work is resumed, and after the leases
 * have expired and all remaining people were drawn. The later checks are omitted if the fault left no traces: the tables
 * are then as without it. Returns the number of calls.
 */
async function strike(lottery: AttackedLottery, scenario: Scenario, fault?: Fault): Promise<number> {
  await lottery.restart();
  await scenario.prepare?.();
  await lottery.idle();
  lottery.between.arm(fault);
  await scenario.run();
  await lottery.idle();
  const calls = await lottery.between.disarm();
  await lottery.idle();
  const after = await lottery.check();
  if (fault?.extent === "try" || fault?.extent === "call") scenario.expectSuccess(await after.records());
  // The callback releases the claims of a failed execution at once: the lease is only the last resort.
  if (fault?.extent === "outage")
    for (const draw of await after.records())
      if (draw.status !== "drawn") expect(draw).toMatchObject({ status: "failed", claims_released: true });
  if (after.leftNoTraces) return calls;

  lottery.passLease();
  let records = await after.records();
  if (scenario.resume) {
    await scenario.resume(records);
    await lottery.idle();
    records = await (await lottery.check()).records();
  }
  const free = lottery.countFree(records);
  await lottery.type(`draw ${free}`);
  await lottery.idle();
  const end = await lottery.check();
  expect(end.isAtRest, "the next draw completes all pending work").toBe(true);
  expect((await end.records()).at(-1)).toMatchObject({ status: "drawn", num_of_winners: free });
  return calls;
}

/**
 * Runs the scenario once for each of its calls to Slack, or for each call of the sample, with the fault at that call.
 * Returns the number of calls.
 */
export async function strikeEachSlackCall(
  lottery: AttackedLottery,
  scenario: Scenario,
  fault: Omit<Fault, "at">,
  { first, step }: Sample = { first: 0, step: 1 },
): Promise<number> {
  // Each run counts the calls. A fault may lead to further ones.
  let count = 1 + first;
  for (let at = count; at <= count; at += step) {
    await strike(lottery, scenario, { ...fault, service: "page", at });
    count = lottery.between.calls().filter((call) => call.startsWith("page ")).length;
  }
  return count;
}

/** The number of calls of each scenario without a fault, in samples. */
const callsWithout = new WeakMap<Scenario, number>();

/**
 * Runs the scenario once for each of its calls, or for each call of the sample, with the fault at that call. Returns the
 * number of calls. Without a sample, it continues until no call is left: a fault may lead to further calls.
 */
export async function strikeEachCall(
  lottery: AttackedLottery,
  scenario: Scenario,
  fault: Omit<Fault, "at">,
  { first, step }: Sample = { first: 0, step: 1 },
): Promise<number> {
  const known = step > 1 ? callsWithout.get(scenario) : undefined;
  const most = known ?? (await strike(lottery, scenario));
  callsWithout.set(scenario, most);
  for (let at = 1 + first; ; at += step) {
    if (at > most && step > 1) return most;
    try {
      const calls = await strike(lottery, scenario, { ...fault, at });
      if (at > Math.max(calls, most)) return Math.max(calls, most);
    } catch (error) {
      const call = lottery.between.calls()[at - 1];
      throw new Error(`Call ${at} of ${most}, ${fault.kind} (${fault.extent}): ${call}`, { cause: error });
    }
  }
}
