import { hash } from "node:crypto";
import { bls12_381 } from "@noble/curves/bls12-381.js";
import type { BeaconChain } from "../../../data/runtime/beacon-chain.ts";

const { shortSignatures } = bls12_381;

/** The suite of drand's networks with signatures on G1. */
const SUITE = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";

/** A chain with its own key, to try out sealed draws. A person who has the key can compute every round in advance. */
export interface TestChain {
  chain: BeaconChain;
  /** Returns the signature of a round, published or not. */
  sign(round: number): string;
}

/** Creates the chain of a key (a random one by default). Its hash follows from its public key and its times. */
export function createTestChain({
  key,
  genesisTime,
  period,
}: {
  key?: Uint8Array | undefined;
  genesisTime: number;
  period: number;
}): TestChain {
  const { publicKey, secretKey } = shortSignatures.keygen(key && hash("sha384", key, "buffer"));
  const public_key = publicKey.toHex();
  const signatures = new Map<number, string>();

  const compute = (round: number) => {
    const message = Buffer.alloc(8);
    message.writeBigUInt64BE(BigInt(round));
    const point = shortSignatures.hash(hash("sha256", message, "buffer"), SUITE);
    return shortSignatures.Signature.toHex(shortSignatures.sign(point, secretKey));
  };

  return {
    chain: {
      hash: hash("sha256", JSON.stringify([public_key, genesisTime, period])),
      public_key,
      genesis_time: genesisTime,
      period,
    },
    sign(round) {
      const signature = signatures.get(round) ?? compute(round);
      signatures.set(round, signature);
      return signature;
    },
  };
}
