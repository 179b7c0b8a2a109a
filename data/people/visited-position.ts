import * as z from "zod";
import { lotterySerial } from "./employee.ts";

/** What stood at one position of the walk, and what that meant for this draw. */
export const visitedPosition = z.discriminatedUnion("outcome", [
  z.object({ lottery_serial: lotterySerial, outcome: z.literal("gap") }),
  z.object({
    lottery_serial: lotterySerial,
    outcome: z.enum(["chosen", "left"]),
    employee_id: z.string(),
  }),
  z.object({
    lottery_serial: lotterySerial,
    /** `won` for good, or `held` by a draw that was under way; `draw_no` is unknown for wins older than the ledger. */
    outcome: z.enum(["won", "held"]),
    employee_id: z.string(),
    draw_no: z.int().positive().optional(),
  }),
]);

export type VisitedPosition = z.output<typeof visitedPosition>;
