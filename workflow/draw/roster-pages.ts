import { computeRoot, proveSerials } from "./roster-tree.ts";

/** How many leaves a page has, except the last one. A power of two, so the root of each page is a node of the whole tree. */
export const PAGE_LEAVES = 8_192;

const HASH_BYTES = 32;

/** A part of the leaves of a roster tree, as it is stored. */
export interface RosterPage {
  /** The leaves, one after the other. */
  leaves: Buffer;
  root: Buffer;
}

/** Splits the leaves of serials 1, 2, … into pages. `computeRoot` of the roots of all pages is the root of the whole tree. */
export function splitIntoPages(leaves: readonly Buffer[]): RosterPage[] {
  const pages: RosterPage[] = [];
  for (let from = 0; from < leaves.length; from += PAGE_LEAVES) {
    const ofPage = leaves.slice(from, from + PAGE_LEAVES);
    pages.push({ leaves: Buffer.concat(ofPage), root: computeRoot(ofPage) });
  }
  return pages;
}

/** Returns the leaves of stored pages. Throws `RangeError` if a page does not consist of whole leaves. */
export function joinPages(pages: Iterable<Uint8Array>): Buffer[] {
  const leaves: Buffer[] = [];
  for (const page of pages) {
    if (page.length % HASH_BYTES > 0) throw new RangeError(`A page has ${page.length} bytes.`);
    for (let from = 0; from < page.length; from += HASH_BYTES)
      leaves.push(Buffer.from(page.subarray(from, from + HASH_BYTES)));
  }
  return leaves;
}

/** Returns the index of the page with the leaf of a serial. */
export function findPage(serial: number): number {
  return Math.floor((serial - 1) / PAGE_LEAVES);
}

/** Returns the leaf of a serial. `leaves` are those of its page. Throws `RangeError` if the page does not have it. */
export function leafOnPage(leaves: readonly Buffer[], serial: number): Buffer {
  const leaf = leaves[(serial - 1) % PAGE_LEAVES];
  if (!leaf) throw new RangeError(`There is no leaf of the serial ${serial}.`);
  return leaf;
}

/** How many subtrees cover all serials before this one: the left part of each tree is as large as possible. */
function countSubtreesBefore(serial: number): number {
  return [...(serial - 1).toString(2)].filter((bit) => bit === "1").length;
}

/**
 * Proves one serial with the leaves of its page and the roots (in hex) of all pages: the same hashes as `proveSerials`
 * returns for all leaves. Throws `RangeError`.
 */
export function proveOnPage(roots: readonly string[], leaves: readonly Buffer[], serial: number): string[] {
  const page = findPage(serial) + 1;
  const others = proveSerials(
    roots.map((root) => Buffer.from(root, "hex")),
    [page],
  );
  const before = countSubtreesBefore(page);
  const onPage = proveSerials(leaves, [((serial - 1) % PAGE_LEAVES) + 1]);
  return [...others.slice(0, before), ...onPage, ...others.slice(before)];
}
