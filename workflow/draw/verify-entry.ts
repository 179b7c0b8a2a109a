import type { ExportedEntry } from "./exported-entry.ts";
import { computePersonDigest } from "./person.ts";
import { computeLeaf, computeRootFromProof } from "./roster-tree.ts";
import { computeSeal } from "./seal.ts";

/** What is wrong with an exported entry. */
export type EntryFault =
  /** The entry is not on the list with this digest. */
  | "entry"
  /** The seal is not the digest of the list and of what else was sealed. */
  | "seal"
  /** The sealed round is one of another beacon. */
  | "chain";

/**
 * Verifies that a person's entry is on the list that a seal contains. `chain` is the hash of the beacon's chain. Whether
 * the seal was posted in time is for the reader to see: in the channel.
 */
export function verifyEntry(entry: ExportedEntry, chain: string): EntryFault[] {
  const { lottery_serial: serial, sealed_as } = entry;
  const person = computePersonDigest(Buffer.from(entry.salt, "hex"), entry);
  const leaves = new Map([[serial, computeLeaf(serial, { person, sealed_as })]]);
  const faults: EntryFault[] = [];
  if (computeRootFromProof(entry.roster_size, leaves, entry.proof) !== entry.roster_digest)
    faults.push("entry");
  if (computeSeal(entry, entry.round) !== entry.seal) faults.push("seal");
  if (entry.chain !== chain) faults.push("chain");
  return faults;
}
