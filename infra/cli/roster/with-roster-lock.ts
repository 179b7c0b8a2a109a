import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { LOCK_SECONDS } from "../../../data/ledger/import-lock.ts";
import type { RosterLedger } from "../../../data/ledger/roster-ledger.ts";

const RETRY_MS = 2_000;

/** Somebody else changes the roster. */
class RosterBusy extends Error {
  override readonly name = "RosterBusy";
}

/**
 * Runs `change` while this process holds the lock of the roster. Waits for another holder, which `tell` says; one that has
 * stopped loses the lock after `LOCK_SECONDS`. Then waits for people who are being added in Slack. `change` calls `renew`
 * before it writes; after a pause that was longer than the lease, nothing more may be written. Throws `RosterBusy`.
 */
export async function withRosterLock<Result>(
  { imports: { lock }, serials }: RosterLedger,
  tell: (line: string) => void,
  change: (renew: () => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const id = `cli-${randomUUID()}`;
  const deadline = Date.now() + (LOCK_SECONDS + 10) * 1000;
  for (let hasWaited = false; !(await lock.acquire(id, new Date())); hasWaited = true) {
    if (Date.now() > deadline)
      throw new RosterBusy("Somebody else is changing the roster. Nothing was changed. Try again later.");
    if (!hasWaited) tell("Somebody else is changing the roster. Waiting for them …");
    await wait(RETRY_MS);
  }
  try {
    const deadline = await serials.findWriteDeadline();
    if (deadline > Date.now()) {
      tell("Somebody is being added in Slack. Waiting for them …");
      await wait(Math.max(0, deadline - Date.now()));
    }
    return await change(async () => {
      if (!(await lock.renew(id, new Date())))
        throw new RosterBusy(
          "The import has stopped for too long, so somebody else may change the roster now. Run it again: it does the rest.",
        );
    });
  } finally {
    await lock.release(id);
  }
}
