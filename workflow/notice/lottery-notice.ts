import * as z from "zod";
import { drawNumber, winner } from "../../data/ledger/draw-record.ts";

/** What the callback is told of a decided draw. Only the id and the numbers are relied upon: the ledger says the rest. */
export const lotteryNotice = z.object({
  draw_no: drawNumber,
  draw_id: z.string().min(1),
  /** 0 is the notice of the draw, 1 of its first revision, and so on. */
  revision: z.int().min(0),
  channel_id: z.string().optional(),
  prize: z.string().optional(),
  num_of_winners: z.int().min(0),
  /** The first of them. */
  winners: z.array(winner),
});

export type LotteryNotice = z.output<typeof lotteryNotice>;
