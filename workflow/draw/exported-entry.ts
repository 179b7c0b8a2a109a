import * as z from "zod";
import { digest } from "../../data/ledger/digest.ts";
import { drawNumber, executionName, salt } from "../../data/ledger/draw-record.ts";
import { drawRules } from "../../data/ledger/rules.ts";
import { seal, sealedAs } from "../../data/ledger/sealing.ts";
import { lotterySerial } from "../../data/people/employee.ts";
import { LARGEST_TREE } from "./roster-tree.ts";

/**
 * One person's entry on the sealed list of a draw, with everything that is needed to verify it without a table: what
 * `/lottery verify 7 me` shows, and what `npm run verify` and docs/verify.html read. It is strict, because a field that the
 * seal does not cover would look as if it were verified.
 */
export const exportedEntry = z.strictObject({
  format: z.literal("lottery-entry-v1"),
  draw_no: drawNumber,
  draw_id: executionName,
  prize: z.string().optional(),
  rules: drawRules,
  num_of_winners: z.int().min(1),
  roster_size: z.int().min(1).max(LARGEST_TREE),
  roster_digest: digest,
  commitment: digest,
  /** The hash of the beacon's chain. */
  chain: digest,
  round: seal.shape.round,
  link_no: z.int().min(0),
  link: digest,
  seal: digest,
  lottery_serial: lotterySerial,
  salt,
  employee_id: z.string().min(1),
  employee_name: z.string().min(1),
  sealed_as: sealedAs,
  /** Proves the entry of this serial. */
  proof: z.array(digest),
});

export type ExportedEntry = z.output<typeof exportedEntry>;
