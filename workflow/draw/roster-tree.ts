import type { SealedAs } from "../../data/ledger/sealing.ts";
import { sha256 } from "./sha256.ts";

// The tree over the roster of a sealed draw, as in RFC 6962: 0x00 before a leaf, 0x01 before a node, and the left part of
// n leaves has the largest power of two below n. Its root is the roster digest.

/** Larger rosters have no tree. */
export const LARGEST_TREE = 100_000;

/** What the tree contains about the employee with a serial. */
export interface RosterEntry {
  /** A person digest. */
  person: string;
  sealed_as: SealedAs;
}

const HASH = /^[0-9a-f]{64}$/;
const NODE = Buffer.of(1);
const NONE = Buffer.alloc(0);

/** Computes the leaf of a serial. Without an entry, no employee has this serial. */
export function computeLeaf(serial: number, entry: Readonly<RosterEntry> | undefined): Buffer {
  const values = entry ? [serial, entry.person, entry.sealed_as] : [serial, null];
  return sha256(`\0${JSON.stringify(values)}`);
}

function computeNode(left: Buffer, right: Buffer): Buffer {
  return sha256(Buffer.concat([NODE, left, right]));
}

/** The serials from `first` to before `end`. */
interface Range {
  first: number;
  end: number;
}

function split({ first, end }: Range): [Range, Range] {
  const middle = first + 2 ** (31 - Math.clz32(end - first - 1));
  return [
    { first, end: middle },
    { first: middle, end },
  ];
}

function computeRange(leaves: readonly Buffer[], range: Range): Buffer {
  const only = leaves[range.first - 1];
  if (range.end - range.first === 1 && only) return only;
  const [left, right] = split(range);
  return computeNode(computeRange(leaves, left), computeRange(leaves, right));
}

function isTreeSize(size: number): boolean {
  return Number.isInteger(size) && size >= 1 && size <= LARGEST_TREE;
}

function rangeOfAll(leaves: readonly Buffer[]): Range {
  if (!isTreeSize(leaves.length))
    throw new RangeError(`A roster tree has 1 to ${LARGEST_TREE} leaves, not ${leaves.length}.`);
  return { first: 1, end: leaves.length + 1 };
}

/** Computes the root over the leaves of serials 1, 2, … Throws `RangeError` without leaves or above `LARGEST_TREE`. */
export function computeRoot(leaves: readonly Buffer[]): Buffer {
  return computeRange(leaves, rangeOfAll(leaves));
}

/** How a walk gets the hashes that it does not compute. */
interface Sources {
  /** Of the largest subtrees without a proved serial, from left to right. */
  unproved(range: Range): Buffer;
  leaf(serial: number): Buffer;
}

/** Computes the root of a range of the tree. `serials` are the proved ones in it, in order. */
function walk(range: Range, serials: readonly number[], sources: Sources): Buffer {
  if (serials.length === 0) return sources.unproved(range);
  if (range.end - range.first === 1) return sources.leaf(range.first);
  const [left, right] = split(range);
  const inLeft = serials.filter((serial) => serial < left.end);
  const inRight = serials.slice(inLeft.length);
  return computeNode(walk(left, inLeft, sources), walk(right, inRight, sources));
}

/** Returns serials in order, or undefined if a tree of this size does not have all of them. */
function orderSerialsOf(size: number, serials: Iterable<number>): number[] | undefined {
  const inOrder = [...serials].sort((a, b) => a - b);
  const areValid = inOrder.every((serial) => Number.isInteger(serial) && serial >= 1 && serial <= size);
  return areValid ? inOrder : undefined;
}

/**
 * Proves that serials have their leaves: returns the hashes, in hex, of the largest subtrees without any of the serials,
 * from left to right. Throws `RangeError` for a serial without a leaf.
 */
export function proveSerials(leaves: readonly Buffer[], serials: Iterable<number>): string[] {
  const all = rangeOfAll(leaves);
  const proved = orderSerialsOf(leaves.length, serials);
  if (!proved) throw new RangeError(`A proof is of serials 1 to ${leaves.length}.`);

  const proof: string[] = [];
  walk(all, proved, {
    unproved(range) {
      const root = computeRange(leaves, range);
      proof.push(root.toString("hex"));
      return root;
    },
    leaf: (serial) => computeRange(leaves, { first: serial, end: serial + 1 }),
  });
  return proof;
}

/**
 * Computes the root, in hex, of a tree with `size` leaves from some of its leaves and their proof. A root does not
 * determine the size of its tree, so the size must be known from elsewhere, such as the seal. Returns undefined for an
 * impossible size, for a serial that the tree does not have, and if the proof has more or fewer hashes than these serials
 * need.
 */
export function computeRootFromProof(
  size: number,
  leavesBySerial: ReadonlyMap<number, Buffer>,
  proof: readonly string[],
): string | undefined {
  const proved = orderSerialsOf(size, leavesBySerial.keys());
  if (!isTreeSize(size) || !proved || !proof.every((each) => HASH.test(each))) return undefined;

  let used = 0;
  const root = walk({ first: 1, end: size + 1 }, proved, {
    unproved: () => Buffer.from(proof[used++] ?? "", "hex"),
    leaf: (serial) => leavesBySerial.get(serial) ?? NONE,
  });
  return used === proof.length ? root.toString("hex") : undefined;
}
