import { sealedAs } from "../../data/ledger/sealing.ts";
import type { Employee } from "../../data/people/employee.ts";
import type { EntryAtSerial } from "./eligibility.ts";
import { computePersonDigest } from "./person.ts";
import { computeLeaf } from "./roster-tree.ts";

/**
 * Compares the roster's current entry at a serial with the sealed one. Without a `leaf` the roster is not sealed: then
 * only an entry whose salt was erased, so that another person has the serial by now, is a changed one.
 */
export function matchEntry(
  serial: number,
  employee: Employee | undefined,
  salt: Uint8Array | undefined,
  leaf?: Buffer,
): EntryAtSerial {
  const changed = { kind: "changed", ...(leaf && { leaf: leaf.toString("hex") }) } as const;
  if (!employee) return leaf && !leaf.equals(computeLeaf(serial, undefined)) ? changed : { kind: "gap" };
  if (!salt) return changed;
  const person = computePersonDigest(salt, employee);
  if (!leaf) return { kind: "employee", employee, person };
  const sealed_as = sealedAs.options.find((status) =>
    leaf.equals(computeLeaf(serial, { person, sealed_as: status })),
  );
  return sealed_as ? { kind: "employee", employee, person, sealed_as } : changed;
}
