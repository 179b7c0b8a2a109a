import { hash } from "node:crypto";

/** The link before the first draw. */
export const FIRST_LINK = "0".repeat(64);

/**
 * Computes the history link of a draw from the link of the draw before it and its own receipt. All are in hex. A link
 * covers the receipts of all draws up to its own.
 */
export function computeLink(previous: string, receipt: string): string {
  return hash("sha256", Buffer.from(previous + receipt, "hex"));
}
