import { hash } from "node:crypto";
import type { SealedAs } from "../../data/ledger/sealing.ts";
import { type Outcome, outcomes } from "../../workflow/draw/eligibility.ts";
import { computePersonDigest } from "../../workflow/draw/person.ts";
import { computeLeaf } from "../../workflow/draw/roster-tree.ts";

/** What is found at a serial. An employee is `free` and `chosen` unless the plan says something else. */
export interface Fate {
  outcome?: Outcome;
  sealed_as?: SealedAs;
  draw_no?: number;
  excluded_until?: string;
  /** The person is lost to another draw after they were chosen: its number. */
  lost_to?: number;
  isErased?: boolean;
  name?: string;
  id?: string;
}

export type Fates = Readonly<Record<number, Fate>>;

/** The salt of a serial in a draw. A verification does not ask where it comes from. */
export function saltOf(drawNo: number, serial: number): Buffer {
  return hash("sha256", `salt ${drawNo} ${serial}`, "buffer").subarray(0, 16);
}

/** The employee at a serial, with their digest in this draw. */
export function describePerson(drawNo: number, serial: number, { id, name }: Fate) {
  const salt = saltOf(drawNo, serial);
  const employee_id = id ?? `E${String(serial).padStart(4, "0")}`;
  const employee_name = name ?? `Person ${serial}`;
  const person = computePersonDigest(salt, { employee_id, employee_name });
  return { salt: salt.toString("hex"), employee_id, employee_name, person };
}

/** How a person was sealed: as their outcome says, unless the plan says something else. */
export function sealedAs({ sealed_as, outcome }: Fate): SealedAs {
  if (sealed_as) return sealed_as;
  return (outcome && outcomes[outcome].sealedAs) ?? "free";
}

/** The leaf of a serial: what the sealed list says about it. */
export function leafOf(drawNo: number, serial: number, fate: Fate): Buffer {
  if (fate.outcome === "gap") return computeLeaf(serial, undefined);
  const { person } = describePerson(drawNo, serial, fate);
  return computeLeaf(serial, { person, sealed_as: sealedAs(fate) });
}

/** The leaves of a whole list. */
export function leavesOf(drawNo: number, size: number, fates: Fates = {}): Buffer[] {
  return Array.from({ length: size }, (_, i) => leafOf(drawNo, i + 1, fates[i + 1] ?? {}));
}
