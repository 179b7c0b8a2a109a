import type { SaltSeed } from "../../data/ledger/salt-seed.ts";
import { sha256 } from "./sha256.ts";

// The salts of a draw are the leaves of a binary tree of seeds. The path of a serial from the root is its binary digits.
// A stored seed determines all salts below it, so a whole roster needs one. To erase the salt of one person, the seed
// above it is replaced by the seeds next to the path: they determine all other salts, and nothing determines this one.

const SALT_BYTES = 16;

const ZERO = Buffer.of(0);
const ONE = Buffer.of(1);

function computeChild(seed: Uint8Array, bit: string): Buffer {
  return sha256(Buffer.concat([seed, bit === "1" ? ONE : ZERO]));
}

function depthOf(rosterSize: number): number {
  return rosterSize.toString(2).length;
}

function pathOf(serial: number, rosterSize: number): string {
  if (!Number.isSafeInteger(serial) || serial < 1 || serial > rosterSize)
    throw new RangeError(`The roster has serials 1 to ${rosterSize}, not ${serial}.`);
  return serial.toString(2).padStart(depthOf(rosterSize), "0");
}

/** A seed that determines the salts of serials from `first` on. */
interface Subtree {
  first: number;
  leaves: number;
  seed: Buffer;
}

const byPrefix = (a: SaltSeed, b: SaltSeed) => (a.prefix < b.prefix ? -1 : 1);

/**
 * Opens the salts of a draw, each 16 bytes. `undefined` is a salt that is erased. Throws `RangeError` if a seed
 * belongs to a larger roster, or for a serial that the roster does not have.
 */
export function createSalts(seeds: readonly SaltSeed[], rosterSize: number) {
  const depth = depthOf(rosterSize);
  if (seeds.some(({ prefix }) => prefix.length > depth))
    throw new RangeError(`A seed does not belong to a roster of ${rosterSize}.`);
  const byPath = new Map(seeds.map(({ prefix, seed }) => [prefix, seed]));

  return {
    /** Returns the salt of one serial. */
    saltOf(serial: number): Buffer | undefined {
      const path = pathOf(serial, rosterSize);
      for (let level = 0; level <= depth; level++) {
        const seed = byPath.get(path.slice(0, level));
        if (seed !== undefined) return descend(seed, path.slice(level));
      }
      return undefined;
    },

    /** Returns the salts of serials 1, 2, … `rosterSize`, with about two hashes for each. */
    *allSalts(): Generator<Buffer | undefined, void> {
      const toVisit = seeds
        .toSorted(byPrefix)
        .reverse()
        .map(
          ({ prefix, seed }): Subtree => ({
            first: Number.parseInt(prefix.padEnd(depth, "0"), 2),
            leaves: 2 ** (depth - prefix.length),
            seed: Buffer.from(seed, "hex"),
          }),
        );
      let serial = 1;
      for (let subtree = toVisit.pop(); subtree; subtree = toVisit.pop()) {
        const { first, leaves, seed } = subtree;
        if (first > rosterSize) break;
        if (leaves > 1) {
          const half = leaves / 2;
          toVisit.push({ first: first + half, leaves: half, seed: computeChild(seed, "1") });
          toVisit.push({ first, leaves: half, seed: computeChild(seed, "0") });
        } else if (first > 0) {
          for (; serial < first; serial++) yield undefined;
          yield seed.subarray(0, SALT_BYTES);
          serial++;
        }
      }
      for (; serial <= rosterSize; serial++) yield undefined;
    },
  };
}

function descend(seed: string, path: string): Buffer {
  let below: Buffer = Buffer.from(seed, "hex");
  for (const bit of path) below = computeChild(below, bit);
  return below.subarray(0, SALT_BYTES);
}

/** Returns seeds that determine the same salts except that of one serial. In the order of their prefixes. */
export function eraseSalt(seeds: readonly SaltSeed[], rosterSize: number, serial: number): SaltSeed[] {
  const path = pathOf(serial, rosterSize);
  return seeds
    .flatMap((each) => (path.startsWith(each.prefix) ? listSiblings(each, path) : [each]))
    .filter(({ prefix }) => hasSerials(prefix, rosterSize))
    .sort(byPrefix);
}

/** Returns the seeds next to the path below a seed. */
function listSiblings(above: SaltSeed, path: string): SaltSeed[] {
  let prefix = above.prefix;
  let seed: Buffer = Buffer.from(above.seed, "hex");
  const siblings: SaltSeed[] = [];
  for (const bit of path.slice(prefix.length)) {
    const other = bit === "0" ? "1" : "0";
    siblings.push({ prefix: prefix + other, seed: computeChild(seed, other).toString("hex") });
    seed = computeChild(seed, bit);
    prefix += bit;
  }
  return siblings;
}

function hasSerials(prefix: string, rosterSize: number): boolean {
  const depth = depthOf(rosterSize);
  const first = Number.parseInt(prefix.padEnd(depth, "0"), 2);
  const last = Number.parseInt(prefix.padEnd(depth, "1"), 2);
  return first <= rosterSize && last > 0;
}
