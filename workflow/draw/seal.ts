import { hash } from "node:crypto";
import type { DrawRules } from "../../data/ledger/rules.ts";
import { digestJson } from "./digest-json.ts";
import { sha256 } from "./sha256.ts";

/** The facts of a draw that are fixed before its beacon round is published. */
export interface SealFacts {
  draw_no: number;
  draw_id: string;
  prize?: string | undefined;
  num_of_winners: number;
  rules: DrawRules;
  roster_size: number;
  /** The root of the roster tree, in hex. Missing for rosters without a tree. */
  roster_digest?: string | undefined;
  commitment: string;
  /** The hash of the beacon's chain. */
  chain: string;
  link_no: number;
  link: string;
}

/** Computes what a seal contains of a draw's 32-byte secret. Both are in hex. */
export function computeCommitment(secret: string): string {
  return hash("sha256", Buffer.from(secret, "hex"));
}

/** Computes the seal of a draw for a beacon round, `lottery-seal-v1`: the SHA-256, in hex, of a JSON array of its facts. */
export function computeSeal(facts: Readonly<SealFacts>, round: number): string {
  const { draw_no, draw_id, prize = null, num_of_winners, rules, roster_size, roster_digest = null } = facts;
  const { commitment, chain, link_no, link } = facts;
  return digestJson([
    "lottery-seal-v1",
    draw_no,
    draw_id,
    prize,
    num_of_winners,
    rules,
    roster_size,
    roster_digest,
    commitment,
    chain,
    round,
    link_no,
    link,
  ]);
}

/**
 * Computes the seed of a sealed draw from its secret and the signature of its beacon round. All are in hex. Neither who
 * knows the secret nor who knows the signature in advance can compute the seed without the other.
 */
export function computeSeed(secret: string, signature: string): string {
  const randomness = sha256(Buffer.from(signature, "hex"));
  return hash("sha256", Buffer.concat([Buffer.from(secret, "hex"), randomness]));
}
