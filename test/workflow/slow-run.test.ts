/** @module-tag slow */
import { describe, expect, test } from "vitest";
import { checkInvariants } from "../support/check-invariants.ts";
import type { Tasks } from "../support/create-tasks.ts";
import { pickOneIn } from "../support/one-in.ts";
import { employeeItems } from "../support/start-dynamodb.ts";
import { listRequests, startInterrupted } from "../support/start-interrupted.ts";
import { nameOfError, runDraw, startLottery } from "../support/start-lottery.ts";

const requests = await listRequests();

describe("a very slow request, at any point", () => {
  /** The slow run times out, another process does the task, and the slow run continues later. */
  const drawBesideSlowRun = async (at: number) => {
    await using lottery = await startLottery({ roster: employeeItems(4) });
    const slow = startInterrupted(lottery, { kind: "paused", at });
    let given: "slow" | "other" = "slow";
    const choose = (): Tasks => {
      if (given === "other") return lottery;
      const giveUp = slow.reached.then(() => {
        given = "other";
        throw new Error("The task has timed out.");
      });
      giveUp.catch(() => undefined);
      const race =
        <Result>(task: (event: unknown) => Promise<Result>) =>
        (event: unknown) => {
          const result = task(event);
          late.push(result);
          return Promise.race([result, giveUp]);
        };
      return {
        recovery: slow.tasks.recovery,
        waitUntil: slow.tasks.waitUntil,
        announceSeal: race(slow.tasks.announceSeal),
        inputWinners: race(slow.tasks.inputWinners),
        randomSelectWinners: race(slow.tasks.randomSelectWinners),
        validateWinners: race(slow.tasks.validateWinners),
        recordWinners: race(slow.tasks.recordWinners),
      };
    };
    const late: Promise<unknown>[] = [];
    const outcomes = [await lottery.attempt(2, "slow", choose), await lottery.attempt(2, "rival")];
    await checkInvariants(lottery, { atRest: false });
    slow.resume();
    await Promise.allSettled(late);
    await checkInvariants(lottery, { atRest: false });
    await lottery.sweepAfterLease();
    await checkInvariants(lottery, { atRest: true });
    return outcomes;
  };

  test("the draw fails and others are drawn before the slow run continues: it holds no claims", async () => {
    for (const at of pickOneIn(20, requests)) {
      await using lottery = await startLottery({ roster: employeeItems(3) });
      const slow = startInterrupted(lottery, { kind: "paused", at });
      const late = runDraw({ input: 2 }, "slow", () => slow.tasks).catch(nameOfError);
      await Promise.race([slow.reached, late]);
      await lottery.endFailedDraw("slow", "States.Timeout");
      const record = await lottery.readById("slow").catch(nameOfError);
      if (typeof record !== "string") {
        await checkInvariants(lottery, { atRest: true });
        expect(await lottery.attempt(1, "other")).toBe("drawn");
      }
      slow.resume();
      const outcome = await late;
      if (typeof outcome === "string") expect(["DrawFailed", "NotEnoughEntrants"]).toContain(outcome);
      await checkInvariants(lottery, { atRest: true });
    }
  });

  test("another run decides the draw, then a second draw takes everybody else: the slow run changes nothing", async () => {
    for (const at of pickOneIn(20, requests, 4))
      expect(await drawBesideSlowRun(at)).toEqual(["drawn", "drawn"]);
  });
});

describe("two draws, one of which pauses at any request while the other continues", () => {
  const interleave = async (at: number, people: number) => {
    await using lottery = await startLottery({ roster: employeeItems(people) });
    const first = startInterrupted(lottery, { kind: "paused", at });
    const firstOutcome = lottery.attempt(2, "first", () => first.tasks);
    await Promise.race([first.reached, firstOutcome]);
    const secondOutcome = await lottery.attempt(2, "second");
    await checkInvariants(lottery, { atRest: false });
    first.resume();
    const outcomes = [await firstOutcome, secondOutcome];
    await checkInvariants(lottery, { atRest: true });
    return outcomes;
  };

  test("both are drawn if there are enough people", async () => {
    for (const at of pickOneIn(20, requests, 10)) expect(await interleave(at, 4)).toEqual(["drawn", "drawn"]);
  });

  test("one of them is drawn if there are too few for both, and the other holds no claims", async () => {
    for (const at of pickOneIn(20, requests, 14)) {
      const outcomes = await interleave(at, 3);
      expect(outcomes.filter((outcome) => outcome === "drawn")).toHaveLength(1);
      expect(["NotEnoughEntrants", "EntrantsHeld"]).toContain(
        outcomes.find((outcome) => outcome !== "drawn"),
      );
    }
  });
});
