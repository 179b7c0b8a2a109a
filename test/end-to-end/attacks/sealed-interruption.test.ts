import { afterAll, describe, expect, test } from "vitest";
import { checkInvariants } from "../../support/check-invariants.ts";
import { startFakeBeacon } from "../../support/fake-beacon.ts";
import { oneIn } from "../../support/one-in.ts";
import { employeeItems } from "../../support/start-dynamodb.ts";
import { listRequests, startInterrupted } from "../../support/start-interrupted.ts";
import { nameOfError, runDraw, startLottery } from "../../support/start-lottery.ts";

let now = () => new Date();
const beacon = await startFakeBeacon({ period: 3, now: () => now() });
afterAll(() => beacon[Symbol.asyncDispose]());

async function startSealed(people = 10) {
  const lottery = await startLottery({ roster: employeeItems(people), beacon });
  now = lottery.clock.now;
  return { ...lottery, chain: beacon.chain };
}

const requests = (await listRequests(startSealed)).filter((_, i) => i % oneIn(3) === 0);
const startForAll = () => startSealed(2 * requests.length + 1);

describe("a fault at each request to the tables in a sealed draw", { timeout: 120_000 }, () => {
  test.each(["refused", "lost"] as const)(
    "%s once: the task is retried, and the draw is decided",
    async (kind) => {
      await using lottery = await startForAll();
      await lottery.draw(1);
      for (const at of requests) {
        const { tasks } = startInterrupted(lottery, { kind, at });
        await runDraw({ input: 2 }, `${kind}-${at}`, () => tasks);
      }
      await checkInvariants(lottery, { atRest: true });
      expect(await lottery.records()).toHaveLength(1 + requests.length);
    },
  );

  test.each(["refused", "lost"] as const)(
    "%s, and the process dies: the callback of the failure undoes or completes the draw at once",
    async (kind) => {
      await using lottery = await startForAll();
      await lottery.draw(1);
      for (const at of requests) {
        const { tasks } = startInterrupted(lottery, { kind, at, forGood: true });
        await lottery.attempt(2, `${kind}-${at}`, () => tasks);
      }
      await checkInvariants(lottery, { atRest: true });
      const statuses = (await lottery.records()).map(({ status }) => status);
      expect(new Set(statuses)).toEqual(new Set(["drawn", "failed"]));
    },
  );

  test.each(["refused", "lost"] as const)(
    "%s, and no callback runs: the next draw after the lease undoes or completes it",
    async (kind) => {
      await using lottery = await startForAll();
      await lottery.draw(1);
      for (const at of requests) {
        const { tasks } = startInterrupted(lottery, { kind, at, forGood: true });
        const outcome = await runDraw({ input: 2 }, `${kind}-${at}`, () => tasks).catch(nameOfError);
        if (outcome !== "Interrupted") expect(outcome).toMatchObject({ passes: 1 });
      }
      await checkInvariants(lottery, { atRest: false });
      await lottery.sweepAfterLease();
      await checkInvariants(lottery, { atRest: true });
    },
  );

  test("whose process dies: another process continues, with the same secret, seal and seed", async () => {
    for (const at of requests) {
      await using lottery = await startSealed();
      const { tasks } = startInterrupted(lottery, { kind: "lost", at, forGood: true });
      await runDraw({ input: 2 }, "continued", () => tasks).catch(nameOfError);
      const [before] = await lottery.records();
      const other = lottery.startProcess();
      await runDraw({ input: 2 }, "continued", () => other);
      const { secret, seals, seed } = await lottery.readDrawn(1);
      expect(seals).toHaveLength(1);
      if (before) expect(before.secret).toBe(secret);
      if (before?.seals.length) expect(before.seals).toEqual(seals);
      if (before?.seed) expect(before.seed).toBe(seed);
      await checkInvariants(lottery, { atRest: true });
    }
  });
});
