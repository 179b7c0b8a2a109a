import { createHash } from "node:crypto";

/** The largest roster that `lottery-walk-v1` can order, far below the range of its 48-bit words. */
const LARGEST_ROSTER = 2 ** 40;

const WORDS_PER_DIGEST = 5;
const WORD_BYTES = 6;
const WORD_RANGE = 2 ** 48;

/** The words of `lottery-walk-v1`: five 48-bit big-endian words from each SHA-256(seed ‖ uint64_be(i)), i = 0, 1, … */
function* words(seed: Uint8Array): Generator<number, never> {
  const counter = Buffer.alloc(8);
  for (let i = 0n; ; i++) {
    counter.writeBigUInt64BE(i);
    const digest = createHash("sha256").update(seed).update(counter).digest();
    for (let word = 0; word < WORDS_PER_DIGEST; word++)
      yield digest.readUIntBE(word * WORD_BYTES, WORD_BYTES);
  }
}

/**
 * Returns the serials 1 … `rosterSize` in the order `lottery-walk-v1`: a Fisher–Yates shuffle from the front, a pure
 * function of a 32-byte seed and the size. It is lazy and sparse: time and memory grow with the visited positions, not with
 * the size. Throws `RangeError`.
 */
export function* orderSerials(seed: Uint8Array, rosterSize: number): Generator<number, void> {
  if (seed.length !== 32) throw new RangeError(`A seed has 32 bytes, not ${seed.length}.`);
  if (!Number.isInteger(rosterSize) || rosterSize < 0 || rosterSize > LARGEST_ROSTER)
    throw new RangeError(`A roster has 0 to 2^40 serials, not ${rosterSize}.`);

  const random = words(seed);
  const below = (m: number) => {
    const unbiased = WORD_RANGE - (WORD_RANGE % m);
    let word = random.next().value;
    while (word >= unbiased) word = random.next().value;
    return word % m;
  };

  const moved = new Map<number, number>();
  for (let position = 0; position < rosterSize; position++) {
    const other = position + below(rosterSize - position);
    const here = moved.get(position) ?? position + 1;
    const there = moved.get(other) ?? other + 1;
    moved.set(other, here);
    moved.delete(position);
    yield there;
  }
}
