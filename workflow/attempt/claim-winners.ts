import pMap from "p-map";
import { REQUESTS_AT_ONCE } from "../../data/dynamodb/requests-at-once.ts";
import type { LostEntrant, Winner } from "../../data/ledger/draw-record.ts";
import type { Claimant, Claims } from "../../data/people/claims.ts";
import type { JudgeClaim } from "./judge-claim.ts";

/** Takes hold of these people; answers those whom another draw has. */
export async function claimWinners(
  { claims, judgeClaim, now }: { claims: Claims; judgeClaim: JudgeClaim; now: () => Date },
  claimant: Claimant,
  people: readonly Winner[],
): Promise<LostEntrant[]> {
  const claim = async ({ employee_id, lottery_serial }: Winner): Promise<LostEntrant[]> => {
    if (await claims.claim(employee_id, claimant, now())) return [];
    const standing = await judgeClaim(await claims.readOne(employee_id), claimant.drawId);
    if (standing.free && (await claims.claim(employee_id, claimant, now(), standing.deadDraw))) return [];
    const holder = standing.free ? undefined : standing.drawNo;
    return [{ employee_id, lottery_serial, ...(holder && { draw_no: holder }) }];
  };
  return (await pMap(people, claim, { concurrency: REQUESTS_AT_ONCE })).flat();
}
