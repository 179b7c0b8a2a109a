import * as z from "zod";
import { drawNumber, winner } from "../../data/ledger/draw-record.ts";

/** What SNS delivers to the callback. The callback uses the id and the numbers only, and reads the rest from the ledger. */
export const lotteryNotice = z.object({
  draw_no: drawNumber,
  draw_id: z.string().min(1),
  /** 0 is the notice of the draw, 1 of its first revision, and so on. */
  revision: z.int().min(0),
  channel_id: z.string().optional(),
  prize: z.string().optional(),
  num_of_winners: z.int().min(0),
  /** The first winners: a long list is cut off. */
  winners: z.array(winner),
});

export type LotteryNotice = z.output<typeof lotteryNotice>;
