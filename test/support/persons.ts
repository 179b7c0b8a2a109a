import { hash } from "node:crypto";
import type { SaltSeed } from "../../data/ledger/salt-seed.ts";
import type { Sealing } from "../../data/ledger/sealing.ts";
import { FIRST_LINK } from "../../workflow/draw/history-link.ts";

/** The salts of all draws that tests write by hand. */
export const SALTS: SaltSeed[] = [{ prefix: "", seed: "5a".repeat(32) }];

/** What is fixed about a draw without a beacon: the first draw of a ledger. */
export const UNSEALED: Sealing = { rules: {}, beacon: "none", salts: SALTS, link_no: 0, link: FIRST_LINK };

/** A digest for a person in a record that no test verifies. */
export function personOf(employeeId: string): string {
  return hash("sha256", employeeId);
}
