import { afterAll, describe, expect, test } from "vitest";
import { checkInvariants } from "../../support/check-invariants.ts";
import { startFakeBeacon } from "../../support/fake-beacon.ts";
import { pickOneIn } from "../../support/one-in.ts";
import { employeeItems } from "../../support/start-dynamodb.ts";
import { listRequests, startInterrupted } from "../../support/start-interrupted.ts";
import { nameOfError, runDraw, startLottery } from "../../support/start-lottery.ts";
import { testInterruptions } from "../../support/test-interruptions.ts";

let now = () => new Date();
const beacon = await startFakeBeacon({ period: 3, now: () => now() });
afterAll(() => beacon[Symbol.asyncDispose]());

async function startSealed(people = 10) {
  const lottery = await startLottery({ roster: employeeItems(people), beacon });
  now = lottery.clock.now;
  return { ...lottery, chain: beacon.chain };
}

const requests = await listRequests(startSealed);

describe("a fault at each request to the tables in a sealed draw", { timeout: 120_000 }, () => {
  testInterruptions({
    start: startSealed,
    pick: (first) => pickOneIn(24, requests, 12 * first),
    checksEachDraw: false,
  });

  test("whose process dies: another process continues, with the same secret, seal and seed", async () => {
    for (const at of pickOneIn(40, requests, 10)) {
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
