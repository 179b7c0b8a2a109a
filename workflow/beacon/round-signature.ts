import { hash } from "node:crypto";
import { bls12_381 } from "@noble/curves/bls12-381.js";
import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";

const { shortSignatures, G2 } = bls12_381;

/** The suite of signatures on G1, as in RFC 9380. */
const SUITE = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";

/**
 * Whether this is the chain's signature of a round: a compressed point on G1 of BLS12-381, in lower-case hex. Everything
 * malformed is not genuine. Import this file only when there is a signature to check: the curve's code is large.
 */
export function isGenuine({ public_key }: BeaconChain, round: number, signature: string): boolean {
  try {
    const point = shortSignatures.Signature.fromHex(signature);
    // The seed is a digest of these digits, so a round must not have two spellings.
    if (shortSignatures.Signature.toHex(point) !== signature) return false;
    return shortSignatures.verify(point, formatMessage(round), G2.Point.fromHex(public_key));
  } catch {
    // The library throws plain errors for points that do not exist.
    return false;
  }
}

/** Returns what a chain signs for a round, as a point on G1: SHA-256 of its number in eight bytes. */
function formatMessage(round: number) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(round));
  return shortSignatures.hash(hash("sha256", bytes, "buffer"), SUITE);
}
