import { expect, test } from "vitest";
import { checkInvariants } from "./check-invariants.ts";
import { startInterrupted } from "./start-interrupted.ts";
import { type Lottery, nameOfError, runDraw } from "./start-lottery.ts";

/** A request that is refused, or one that is executed but whose response is lost. */
const FAULTS = ["refused", "lost"] as const;

interface Interruptions {
  /** Starts a lottery with so many people. */
  start: (people: number) => Promise<Lottery>;
  /** The requests of a draw that a test strikes; `first` is 0 or 1 and differs between the tests. */
  pick: (first: number) => readonly number[];
  /** Whether the invariants are checked after each interrupted draw, not only after the last one. */
  checksEachDraw: boolean;
}

/** Defines the tests of draws with a fault at a request to the tables: at each one that `pick` picks, in turn. */
export function testInterruptions({ start, pick, checksEachDraw }: Interruptions) {
  // There are two people for each draw, and some more. Every second person has won in the campaign before.
  const startFor = async (draws: number) => {
    const lottery = await start(2 * draws + 5);
    await lottery.draw(draws + 2);
    await lottery.startCampaign("Next");
    return lottery;
  };
  const checkDraw = async (lottery: Lottery, atRest: boolean) => {
    if (checksEachDraw) await checkInvariants(lottery, { atRest });
  };

  test.each(FAULTS)("%s once: the task is retried, and the draw is decided", async (kind) => {
    const struck = pick(kind === "refused" ? 0 : 1);
    await using lottery = await startFor(struck.length);
    for (const at of struck) {
      const { tasks } = startInterrupted(lottery, { kind, at });
      await runDraw({ input: 2 }, `${kind}-${at}`, () => tasks);
    }
    await checkInvariants(lottery, { atRest: true });
    expect(await lottery.records()).toHaveLength(1 + struck.length);
  });

  test.each(FAULTS)(
    "%s, and the process dies: the callback of the failure undoes or completes the draw at once",
    async (kind) => {
      const struck = pick(kind === "lost" ? 0 : 1);
      await using lottery = await startFor(struck.length);
      for (const at of struck) {
        const { tasks } = startInterrupted(lottery, { kind, at, forGood: true });
        await lottery.attempt(2, `${kind}-${at}`, () => tasks);
        await checkDraw(lottery, true);
      }
      await checkInvariants(lottery, { atRest: true });
      const statuses = (await lottery.records()).map(({ status }) => status);
      expect(new Set(statuses)).toEqual(new Set(["drawn", "failed"]));
    },
  );

  test.each(FAULTS)(
    "%s, and no callback runs: the next draw after the lease undoes or completes it",
    async (kind) => {
      const struck = pick(kind === "refused" ? 0 : 1);
      await using lottery = await startFor(struck.length);
      for (const at of struck) {
        const { tasks } = startInterrupted(lottery, { kind, at, forGood: true });
        const outcome = await runDraw({ input: 2 }, `${kind}-${at}`, () => tasks).catch(nameOfError);
        if (outcome !== "Interrupted") expect(outcome).toMatchObject({ passes: 1 });
        await checkDraw(lottery, false);
      }
      await checkInvariants(lottery, { atRest: false });
      await lottery.sweepAfterLease();
      await checkInvariants(lottery, { atRest: true });
    },
  );
}
