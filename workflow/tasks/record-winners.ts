import type { Ledger } from "../../data/ledger/ledger.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import type { SettleDraw } from "../attempt/settle-draw.ts";
import { currentWinners } from "../draw/apply-revision.ts";
import { type DrawBody, drawBody, parseEvent } from "./events.ts";

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
    return { body: { winners: currentWinners(draw.winners) }, status_code: "SUCCESS" };
  };
}
