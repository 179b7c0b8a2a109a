import type { DrawnRecord } from "../../data/ledger/draw-record.ts";
import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import type { Lottery } from "./open-lottery.ts";

/** Reads the decided draws of a lottery. */
export function readDraws(lottery: Pick<Lottery, "ledger" | "records" | "waitForDraws">) {
  const readDrawn = async (drawNo: number): Promise<DrawnRecord> => {
    const draw = await lottery.ledger.read(drawNo);
    if (draw?.status !== "drawn") throw new Error(`Draw ${drawNo} is not drawn.`);
    return draw;
  };

  return {
    readDrawn,

    /** Waits until there are this many draws, and returns the newest. */
    async waitForDraw(drawNo: number): Promise<DrawnRecord> {
      await lottery.waitForDraws(drawNo);
      return readDrawn(drawNo);
    },

    /** The employee ids of all current winners. */
    async listWinners(): Promise<string[]> {
      const draws = await lottery.records();
      return draws.flatMap((draw) =>
        draw.status === "drawn" ? currentWinners(draw.winners).map(({ employee_id }) => employee_id) : [],
      );
    },
  };
}
