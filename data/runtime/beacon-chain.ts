import * as z from "zod";

/** A chain of public random values. A new value, called a round, is published after each period. */
export const beaconChain = z.strictObject({
  /** Names the chain. SHA-256, in hex. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** The key of all signatures of the chain: a compressed point on G2 of BLS12-381, in hex. */
  public_key: z.string().regex(/^[0-9a-f]{192}$/),
  /** When round 1 was published, in Unix seconds. */
  genesis_time: z.int().positive(),
  /** Seconds between two rounds. */
  period: z.int().positive(),
});
export type BeaconChain = z.output<typeof beaconChain>;

/** The chain of drand's network that publishes a round every three seconds, independent of the rounds before it. */
export const quicknet: BeaconChain = {
  hash: "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
  public_key:
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
  genesis_time: 1_692_803_367,
  period: 3,
};
