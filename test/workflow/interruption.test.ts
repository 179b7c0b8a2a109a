/** @module-tag slow */
import { describe, expect, test } from "vitest";
import { checkInvariants } from "../support/check-invariants.ts";
import { pickOneIn } from "../support/one-in.ts";
import { employeeItems } from "../support/start-dynamodb.ts";
import { listRequests, startInterrupted } from "../support/start-interrupted.ts";
import { nameOfError, runDraw, startLottery } from "../support/start-lottery.ts";

const requests = await listRequests();

describe("a fault at each request", () => {
  test.each(["refused", "lost"] as const)(
    "%s once: the task is retried, and the draw is decided",
    async (kind) => {
      const struck = pickOneIn(2, requests, kind === "refused" ? 0 : 1);
      await using lottery = await startLottery({ roster: employeeItems(2 * requests.length + 1) });
      await lottery.draw(1);
      for (const at of struck) {
        const { tasks } = startInterrupted(lottery, { kind, at });
        await runDraw({ input: 2 }, `${kind}-${at}`, () => tasks);
      }
      await checkInvariants(lottery, { atRest: true });
      expect(await lottery.records()).toHaveLength(1 + struck.length);
    },
  );

  test.each(["refused", "lost"] as const)(
    "%s, and the process dies: the callback of the failure undoes or completes the draw at once",
    async (kind) => {
      const struck = pickOneIn(2, requests, kind === "lost" ? 0 : 1);
      await using lottery = await startLottery({ roster: employeeItems(2 * requests.length + 1) });
      await lottery.draw(1);
      for (const at of struck) {
        const { tasks } = startInterrupted(lottery, { kind, at, forGood: true });
        await lottery.attempt(2, `${kind}-${at}`, () => tasks);
        await checkInvariants(lottery, { atRest: true });
      }
      const statuses = (await lottery.records()).map(({ status }) => status);
      expect(new Set(statuses)).toEqual(new Set(["drawn", "failed"]));
    },
  );

  test.each(["refused", "lost"] as const)(
    "%s, and no callback runs: the next draw after the lease undoes or completes it",
    async (kind) => {
      const struck = pickOneIn(2, requests, kind === "refused" ? 0 : 1);
      await using lottery = await startLottery({ roster: employeeItems(2 * requests.length + 1) });
      await lottery.draw(1);
      for (const at of struck) {
        const { tasks } = startInterrupted(lottery, { kind, at, forGood: true });
        const outcome = await runDraw({ input: 2 }, `${kind}-${at}`, () => tasks).catch(nameOfError);
        if (outcome !== "Interrupted") expect(outcome).toMatchObject({ passes: 1 });
        await checkInvariants(lottery, { atRest: false });
      }
      await lottery.sweepAfterLease();
      await checkInvariants(lottery, { atRest: true });
    },
  );
});
