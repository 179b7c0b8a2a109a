import type { Claim } from "../data/claims.ts";
import type { DrawRecord } from "../data/draw-record.ts";
import type { Ledger } from "../data/ledger.ts";
import { isLotteryError } from "../data/lottery-error.ts";
import type { SettleDraw } from "./settle-draw.ts";

/** What an item of the winners' table means for a draw that meets it. */
export type Standing =
  /** Free, or held by this draw itself. `deadDraw` still has a claim on them, which may be taken over. */
  { free: true; deadDraw?: string } | { free: false; outcome: "won" | "held"; drawNo: number | undefined };

export type JudgeClaim = ReturnType<typeof createJudgeClaim>;

/**
 * Tells whether a person may be drawn. The item alone does not say: a claim counts as long as the ledger says that its
 * draw lives, and is a win as soon as that draw is decided for them. One judge serves one task: each draw met is read once.
 */
export function createJudgeClaim({
  ledger,
  settleDraw,
  now,
}: {
  ledger: Ledger;
  settleDraw: SettleDraw;
  now: () => Date;
}) {
  const holders = new Map<string, Promise<DrawRecord | undefined>>();

  const readHolder = async (drawId: string) => {
    try {
      const record = await ledger.readById(drawId);
      return await settleDraw.endIfAbandoned(record);
    } catch (error) {
      if (isLotteryError(error, "UnknownDraw")) return undefined;
      throw error;
    }
  };

  return async (claim: Claim | undefined, drawId: string): Promise<Standing> => {
    if (!claim) return { free: true };
    const won: Standing = { free: false, outcome: "won", drawNo: claim.draw_no };
    if (claim.draw_id === drawId) return claim.void ? won : { free: true };
    if (claim.void) return { free: true };
    if (claim.draw_id === undefined || claim.claim_expires_at === undefined) return won;

    const holder = holders.get(claim.draw_id) ?? readHolder(claim.draw_id);
    holders.set(claim.draw_id, holder);
    const record = await holder;
    if (record?.status === "drawn")
      return record.winners.some(({ employee_id }) => employee_id === claim.employee_id)
        ? won
        : { free: true, deadDraw: claim.draw_id };
    const alive = record ? record.status === "drawing" : claim.claim_expires_at * 1_000 > now().getTime();
    return alive
      ? { free: false, outcome: "held", drawNo: claim.draw_no }
      : { free: true, deadDraw: claim.draw_id };
  };
}
