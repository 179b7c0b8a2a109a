import pMap from "p-map";
import { REQUESTS_AT_ONCE } from "../../data/dynamodb/requests-at-once.ts";
import type { LostEntrant, Winner } from "../../data/ledger/draw-record.ts";
import { winsOf } from "../../data/people/claim.ts";
import type { Claimant, Claims } from "../../data/people/claims.ts";
import type { JudgeClaim } from "./judge-claim.ts";

/** How often a person with earlier wins is tried while voids of these wins change the item. */
const TRIES = 5;

/** Claims these people for an attempt. Returns those whom another draw holds. */
export async function claimWinners(
  { claims, judgeClaim, now }: { claims: Claims; judgeClaim: JudgeClaim; now: () => Date },
  claimant: Claimant,
  people: readonly Winner[],
): Promise<LostEntrant[]> {
  const claim = async ({ employee_id, lottery_serial }: Winner): Promise<LostEntrant[]> => {
    if (await claims.claim(employee_id, claimant, now())) return [];
    let holder: number | undefined;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const status = await judgeClaim(await claims.readOne(employee_id), claimant.drawId);
      holder = status.status === "free" ? undefined : status.drawNo;
      if (status.status !== "free") break;
      const { replaced } = status;
      if (await claims.claim(employee_id, claimant, now(), replaced)) return [];
      if (!replaced || winsOf(replaced).length === 0) break;
    }
    return [{ employee_id, lottery_serial, ...(holder && { draw_no: holder }) }];
  };
  return (await pMap(people, claim, { concurrency: REQUESTS_AT_ONCE })).flat();
}
