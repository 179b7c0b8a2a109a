import type { Ledger } from "../../data/ledger/ledger.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { type DrawBody, drawBody } from "../attempt/draw-body.ts";
import type { FinalizeClaims } from "../attempt/finalize-claims.ts";
import { currentWinners } from "../draw/apply-revision.ts";
import { parseEvent } from "./events.ts";

interface Recorded {
  body: { winners: DrawBody["winner_details"] };
  status_code: "SUCCESS";
}

/** The fourth task: finalizes the wins of a decided draw, as the ledger names them. */
export function createRecordWinners({
  ledger,
  finalizeClaims,
}: {
  ledger: Ledger;
  finalizeClaims: FinalizeClaims;
}) {
  /** Throws `UnknownDraw`, `DrawNotDecided`. */
  return async function recordWinners(event: unknown): Promise<Recorded> {
    const { draw_no, draw_id } = parseEvent(drawBody, event);
    const draw = await ledger.readOwn(draw_no, draw_id);
    if (draw.status !== "drawn")
      throw new LotteryError("DrawNotDecided", `Draw ${draw_no} is not decided: there is nobody to record.`);
    await finalizeClaims(draw);
    return { body: { winners: currentWinners(draw.winners) }, status_code: "SUCCESS" };
  };
}
