import { expect, test, vi } from "vitest";
import { checkInvariants } from "../support/check-invariants.ts";
import { checkNotifications } from "../support/check-notifications.ts";
import { makeFolder } from "../support/make-folder.ts";
import { startKeptStack } from "../support/start-kept-stack.ts";

const DRAWS = 10;
const PATIENCE = { timeout: 20_000, interval: 50 };

/** How long whoever died while posting keeps others from it: the machine is started again after that. */
const LATER = 61_000;

/** The writes after which the process dies: while commands are taken, mails are sent and winners are announced. */
const DEATHS = [
  ["INSERT INTO execution", 5, "committed"],
  ["INSERT INTO mail", 3, "written"],
  ["INSERT INTO message", 4, "committed"],
] as const;

const triggers = Array.from({ length: DRAWS }, (_, i) => `trigger-${i}`);

test("killed three times in the middle of ten draws, and started again: each draw has ended, and is told once", {
  timeout: 60_000,
}, async () => {
  const folder = await makeFolder();
  /** Slack sends again what was not answered; what was answered is sent again here as well. */
  const sendAll = async (to: Awaited<ReturnType<typeof startKeptStack>>) => {
    const taken = await Promise.all(triggers.map((trigger) => to.sendCommand("draw 1", trigger)));
    return triggers.filter((_, i) => taken[i]);
  };
  const taken = new Set<string>();
  for (const [i, dies] of DEATHS.entries()) {
    const dying = await startKeptStack(folder, { dies, aheadMs: i * LATER });
    for (const trigger of await sendAll(dying)) taken.add(trigger);
    expect(await dying.ended).toBe("SIGKILL");
  }

  const stack = await startKeptStack(folder, { aheadMs: DEATHS.length * LATER });
  expect((await stack.executions()).length).toBeGreaterThanOrEqual(taken.size);
  expect(await sendAll(stack)).toEqual(triggers);
  await vi.waitFor(async () => {
    const records = await (await stack.books()).records();
    const ends = records.map((draw) => (draw.status === "failed" ? draw.error : draw.status));
    expect(ends).toEqual(Array(DRAWS).fill("drawn"));
    expect(records.filter((draw) => draw.status === "drawn" && !draw.announced_at)).toEqual([]);
    expect((await stack.executions()).map(({ status }) => status)).toEqual(Array(DRAWS).fill("SUCCEEDED"));
    expect(await stack.mails()).toHaveLength(DRAWS);
  }, PATIENCE);

  // By now everybody has won; but the next draw frees whomever the last step of another has left held.
  await stack.sendCommand("draw 1", "trigger-last");
  await vi.waitFor(async () => {
    const records = await (await stack.books()).records();
    expect(records[DRAWS]).toMatchObject({
      status: "failed",
      error: "NotEnoughEntrants",
      announced_at: expect.any(String),
    });
  }, PATIENCE);

  const books = await stack.books();
  await checkInvariants(books, { atRest: true });
  const [records, messages, mails] = [await books.records(), await stack.messages(), await stack.mails()];
  checkNotifications({ records, messages, mails }, { atRest: true });
  expect(mails.map(({ subject }) => subject).toSorted()).toEqual(
    triggers.map((_, i) => `Lottery draw ${i + 1}: 1 winner`).toSorted(),
  );
});
