import { findAttempt, isExpired } from "../../../workflow/attempt/attempt.ts";
import { EXECUTION_SECONDS } from "../../../workflow/attempt/leases.ts";
import type { Recovery } from "../../../workflow/attempt/recovery.ts";
import { endedAt } from "./find-obstacle.ts";
import { forEachDraw } from "./for-each-draw.ts";
import type { PersonStores } from "./open-person-stores.ts";

/** Ends draws and redraws whose leases have expired, and finalizes claims that their own runs have left pending. */
export async function completeOldWork(
  stores: Pick<PersonStores, "ledger" | "visitLog">,
  { recovery, now }: { recovery: Recovery; now: Date },
): Promise<void> {
  await forEachDraw(stores, async (draw) => {
    const attempt = findAttempt(draw);
    if (attempt && isExpired(attempt, now)) await recovery.abandon(attempt);
    if (draw.status === "drawing" || attempt) return;
    const isOld = endedAt(draw) + EXECUTION_SECONDS * 1_000 <= now.getTime();
    if (isOld) await recovery.finalizeClaims(draw);
  });
}
