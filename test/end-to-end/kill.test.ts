import { expect, test, vi } from "vitest";
import { checkInvariants } from "../support/check-invariants.ts";
import { checkNotifications } from "../support/check-notifications.ts";
import type { driveStack } from "../support/drive-stack.ts";
import { makeFolder } from "../support/make-folder.ts";
import { startStackHere } from "../support/start-stack-here.ts";
import { startStackProcess } from "../support/start-stack-process.ts";

const PATIENCE = { timeout: 60_000, interval: 200 };

/** A run that dies while it posts keeps the right to post for a minute. The machine starts again after that. */
const LATER = 61_000;

/**
 * The new rows after which the process dies: while it starts executions, announces winners and sends mails. The start of
 * executions only in `npm run powerloss`.
 */
const DEATHS = [
  ...(process.env["POWERLOSS"] === "all" ? [["execution", 2, "committed"] as const] : []),
  ["message", 2, "committed"],
  ["mail", 2, "written"],
] as const;

/** Each process is asked for so many new draws. */
const NEW_DRAWS = 2;
const DRAWS = NEW_DRAWS * DEATHS.length;
/** More than are left then, of the sample roster. */
const TOO_MANY = 10;

const triggers = Array.from({ length: DRAWS }, (_, i) => `trigger-${i}`);

test("killed while it announces and while it mails, and started again: each draw ends, and is announced and mailed once", {
  timeout: 180_000,
}, async () => {
  const folder = await makeFolder();
  /** Slack repeats requests without a response. This repeats the others, too. */
  const sendAll = async (to: ReturnType<typeof driveStack>, until = DRAWS) => {
    const asked = triggers.slice(0, until);
    const taken = await Promise.all(asked.map((trigger) => to.sendCommand("draw 1", trigger)));
    return asked.filter((_, i) => taken[i]);
  };
  const taken = new Set<string>();
  for (const [i, dies] of DEATHS.entries()) {
    const dying = await startStackProcess(folder, { dies, aheadMs: i * LATER });
    for (const trigger of await sendAll(dying, (i + 1) * NEW_DRAWS)) taken.add(trigger);
    expect(await dying.ended).toBe("SIGKILL");
  }

  const stack = await startStackHere(folder, { aheadMs: DEATHS.length * LATER });
  expect((await stack.executions()).length).toBeGreaterThanOrEqual(taken.size);
  expect(await sendAll(stack)).toEqual(triggers);
  await vi.waitFor(async () => {
    expect((await stack.executions()).map(({ status }) => status)).toEqual(Array(DRAWS).fill("SUCCEEDED"));
    expect(await stack.mails()).toHaveLength(DRAWS);
    const records = await (await stack.books()).records();
    const ends = records.map((draw) => (draw.status === "failed" ? draw.error : draw.status));
    expect(ends).toEqual(Array(DRAWS).fill("drawn"));
    expect(records.filter((draw) => draw.status === "drawn" && !draw.announced_at)).toEqual([]);
  }, PATIENCE);

  // This draw completes what the last steps of others have left pending.
  await stack.sendCommand(`draw ${TOO_MANY}`, "trigger-last");
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
