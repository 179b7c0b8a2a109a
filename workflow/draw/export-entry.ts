import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { Employee } from "../../data/people/employee.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import type { ExportedEntry } from "./exported-entry.ts";
import { matchEntry } from "./match-entry.ts";
import { leafOnPage, proveOnPage } from "./roster-pages.ts";
import { computeLeaf } from "./roster-tree.ts";
import { createSalts } from "./salts.ts";
import { computeCommitment } from "./seal.ts";
import { verifyEntry } from "./verify-entry.ts";

/** What can be proved of a person's entry on the sealed list of a draw. */
export type SealedEntry =
  | { kind: "proved"; entry: ExportedEntry }
  /** No employee had this serial. */
  | { kind: "gap" }
  /** The entry at this serial has another id or another name. */
  | { kind: "changed" }
  /** The salt was erased, so nobody can prove whose entry it is. */
  | { kind: "erased" };

/**
 * Exports the entry of an employee with its proof. `leaves` are those of the page that contains the employee's serial.
 * Throws `RangeError` if the list does not reach to this serial, and `InvalidItem` if the draw is not sealed, or its pages
 * and its seal do not match.
 */
export function exportEntry(draw: DrawRecord, employee: Employee, leaves: readonly Buffer[]): SealedEntry {
  const { draw_no, secret, chain, roster_digest, roster_pages } = draw;
  const newest = draw.seals.at(-1);
  if (!secret || !chain || !roster_digest || !roster_pages || !newest)
    throw new LotteryError("InvalidItem", `Draw ${draw_no} has no sealed list.`);

  const { employee_id, employee_name, lottery_serial } = employee;
  const salt = createSalts(draw.salts, draw.roster_size).saltOf(lottery_serial);
  const leaf = leafOnPage(leaves, lottery_serial);
  if (leaf.equals(computeLeaf(lottery_serial, undefined))) return { kind: "gap" };
  if (!salt) return { kind: "erased" };
  const found = matchEntry(lottery_serial, employee, salt, leaf);
  if (found.kind !== "employee" || !found.sealed_as) return { kind: "changed" };

  const entry: ExportedEntry = {
    format: "lottery-entry-v1",
    draw_no,
    draw_id: draw.draw_id,
    ...(draw.prize !== undefined && { prize: draw.prize }),
    rules: draw.rules,
    num_of_winners: draw.num_of_winners,
    roster_size: draw.roster_size,
    roster_digest,
    commitment: computeCommitment(secret),
    chain,
    round: newest.round,
    link_no: draw.link_no,
    link: draw.link,
    seal: newest.seal,
    lottery_serial,
    salt: salt.toString("hex"),
    employee_id,
    employee_name,
    sealed_as: found.sealed_as,
    proof: proveOnPage(roster_pages, leaves, lottery_serial),
  };
  if (verifyEntry(entry, chain).length > 0)
    throw new LotteryError("InvalidItem", `The sealed list of draw ${draw_no} does not match its seal.`);
  return { kind: "proved", entry };
}
