import type { Ledger } from "../data/ledger.ts";
import { LotteryError } from "../data/lottery-error.ts";
import { standingWinners } from "./draw/apply-revision.ts";
import { type DrawBody, drawBody, parseEvent } from "./messages.ts";
import type { SettleDraw } from "./settle-draw.ts";

/**
 * The fourth task: makes the wins of a decided draw permanent, as the ledger names them. Throws `UnknownDraw`,
 * `DrawNotDecided`.
 */
export function createRecordWinners({ ledger, settleDraw }: { ledger: Ledger; settleDraw: SettleDraw }) {
  return async (
    event: unknown,
  ): Promise<{ body: { winners: DrawBody["winner_details"] }; status_code: "SUCCESS" }> => {
    const { draw_no, draw_id } = parseEvent(drawBody, event);
    const draw = await ledger.readOwn(draw_no, draw_id);
    if (draw.status !== "drawn")
      throw new LotteryError("DrawNotDecided", `Draw ${draw_no} is not decided: there is nobody to record.`);
    await settleDraw.settleClaims(draw);
    return { body: { winners: standingWinners(draw.winners) }, status_code: "SUCCESS" };
  };
}
