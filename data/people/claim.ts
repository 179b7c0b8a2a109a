import * as z from "zod";

/**
 * An item of the winners' table. With `claim_expires_at` (epoch seconds) it is a claim: a draw that is under way holds
 * the person. Without, it is a permanent win. A win from before the ledger has no attribute but `employee_id`.
 */
export const claim = z.object({
  employee_id: z.string(),
  draw_id: z.string().optional(),
  draw_no: z.int().positive().optional(),
  claim_expires_at: z.number().optional(),
  void: z.literal(true).optional(),
});

export type Claim = z.output<typeof claim>;
