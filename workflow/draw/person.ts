import { hash } from "node:crypto";

/** The plain text of a person digest. */
export interface PersonName {
  employee_id: string;
  employee_name: string;
}

function digestSalted(salt: Uint8Array, values: readonly string[]): string {
  return hash("sha256", Buffer.concat([salt, Buffer.from(JSON.stringify(values))]));
}

/**
 * Computes the digest that replaces a person in seals, roster trees and receipts: the SHA-256, in hex, of a 16-byte salt
 * and the JSON `[employee_id, employee_name]`. Without the salt, trying names does not reveal the person.
 */
export function computePersonDigest(
  salt: Uint8Array,
  { employee_id, employee_name }: Readonly<PersonName>,
): string {
  return digestSalted(salt, [employee_id, employee_name]);
}

/** Computes the digest of the reason of a redraw or void, which its receipt contains, from a 16-byte salt and the JSON `[reason]`. */
export function computeReasonDigest(salt: Uint8Array, reason: string): string {
  return digestSalted(salt, [reason]);
}
