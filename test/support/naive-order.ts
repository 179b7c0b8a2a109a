import { createHash } from "node:crypto";

/** `lottery-walk-v1` exactly as described, with full arrays and big integers. The sparse implementation must return the same. */
export function naiveOrder(seed: Uint8Array, rosterSize: number): number[] {
  const words: bigint[] = [];
  let blocks = 0n;
  const nextWord = (): bigint => {
    if (words.length === 0) {
      const index = blocks.toString(16).padStart(16, "0");
      blocks += 1n;
      const digest = createHash("sha256")
        .update(Buffer.concat([seed, Buffer.from(index, "hex")]))
        .digest("hex");
      for (let start = 0; start < 60; start += 12) words.push(BigInt(`0x${digest.slice(start, start + 12)}`));
    }
    return words.shift() ?? 0n;
  };
  const below = (m: bigint): number => {
    const range = 2n ** 48n;
    let word = nextWord();
    while (word >= range - (range % m)) word = nextWord();
    return Number(word % m);
  };
  const serials = Array.from({ length: rosterSize }, (_, i) => i + 1);
  for (let j = 0; j < rosterSize; j++) {
    const r = j + below(BigInt(rosterSize - j));
    const [here = 0, there = 0] = [serials[j], serials[r]];
    serials[j] = there;
    serials[r] = here;
  }
  return serials;
}
