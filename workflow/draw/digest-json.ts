import { hash } from "node:crypto";

/** Computes the SHA-256, in hex, of a value's JSON in UTF-8. */
export function digestJson(value: unknown): string {
  return hash("sha256", JSON.stringify(value));
}
