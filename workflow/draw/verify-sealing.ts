import type { SealedAs } from "../../data/ledger/sealing.ts";
import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";
import { outcomes } from "./eligibility.ts";
import type { ExportedDraw, ExportedPosition } from "./exported-draw.ts";
import type { Fault } from "./fault.ts";
import { computeLeaf, computeRootFromProof, LARGEST_TREE } from "./roster-tree.ts";
import { computeCommitment, computeSeal, computeSeed } from "./seal.ts";
import { findLead } from "./seal-time.ts";

/** The beacon that sealed draws use, and the check of its signatures. */
export interface BeaconCheck {
  chain: BeaconChain;
  isGenuine: (chain: BeaconChain, round: number, signature: string) => boolean;
}

type Seals = ExportedDraw["seals"];

/** Whether the last seal, and no other one, was posted before its round. A draw without a channel has one seal. */
function arePostedInTime(seals: Seals, chain: BeaconChain): boolean {
  if (seals.every(({ message_ts }) => message_ts === undefined)) return seals.length === 1;
  return seals.findIndex((each) => (findLead(each, chain) ?? 0) > 0) === seals.length - 1;
}

function areSealsOf(draw: ExportedDraw, secret: string, chain: string): boolean {
  const facts = { ...draw, commitment: computeCommitment(secret), chain };
  return draw.seals.every(
    ({ round, seal }, i) => seal === computeSeal(facts, round) && round > (draw.seals[i - 1]?.round ?? 0),
  );
}

function computeVisitedLeaf({ lottery_serial, outcome, person, sealed_as, leaf }: ExportedPosition) {
  if (outcome === "gap") return computeLeaf(lottery_serial, undefined);
  if (leaf !== undefined) return Buffer.from(leaf, "hex");
  return person && sealed_as && computeLeaf(lottery_serial, { person, sealed_as });
}

/** Whether no visited entry says what it was when the roster was sealed. */
function areUnsealed(visited: readonly ExportedPosition[]): boolean {
  return visited.every(({ sealed_as, leaf }) => sealed_as === undefined && leaf === undefined);
}

/** Whether the visited entries are those of the sealed roster. Larger rosters have no tree: nothing is claimed of them. */
function areSealedEntries({ roster_digest, roster_proof, roster_size, ...draw }: ExportedDraw): boolean {
  const visited = [draw, ...draw.revisions].flatMap(({ positions }) => positions);
  if (!roster_digest || !roster_proof)
    return roster_digest === roster_proof && roster_size > LARGEST_TREE && areUnsealed(visited);
  const leaves = new Map<number, Buffer>();
  for (const position of visited) {
    const leaf = computeVisitedLeaf(position);
    const before = leaves.get(position.lottery_serial);
    if (!leaf || (before && !before.equals(leaf))) return false;
    leaves.set(position.lottery_serial, leaf);
  }
  return computeRootFromProof(roster_size, leaves, roster_proof) === roster_digest;
}

/** Whether only a claim or a win can have kept a person from winning. */
function canBeCandidate(sealed: SealedAs | undefined): boolean {
  return sealed === "free" || sealed === "taken";
}

/** Whether the outcome in the draw's own attempt agrees with what the person's sealed entry says. */
function agreesWithSeal({ outcome, sealed_as, draw_no }: ExportedPosition): boolean {
  if (sealed_as === undefined) return outcome !== "changed";
  const byOutcome = outcomes[outcome].sealedAs;
  if (sealed_as !== byOutcome && !(canBeCandidate(sealed_as) && canBeCandidate(byOutcome))) return false;
  return !(outcome === "won" && draw_no === undefined && sealed_as === "free");
}

function isUnsealed(draw: ExportedDraw): boolean {
  const { secret, chain, signature, roster_digest, roster_proof, seals } = draw;
  const visited = [draw, ...draw.revisions].flatMap(({ positions }) => positions);
  return (
    seals.length === 0 &&
    [secret, chain, signature, roster_digest, roster_proof].every((each) => each === undefined) &&
    areUnsealed(visited)
  );
}

/** The positions of the draw's own attempt where a person was excluded or admitted after the draw was opened. */
function findUnfairOutcomes({ positions }: ExportedDraw): Fault[] {
  return positions.flatMap((visited, position): Fault[] =>
    agreesWithSeal(visited) ? [] : [{ fault: "sealed", position }],
  );
}

/**
 * Verifies that a draw was fixed before its randomness existed: the seals, the beacon's signature, the seed and the
 * visited entries of the roster. Without a beacon nothing is fixed, and nothing of this may be in the record.
 */
export function verifySealing(draw: ExportedDraw, { chain, isGenuine }: BeaconCheck): Fault[] {
  const unfair = findUnfairOutcomes(draw);
  if (draw.beacon === "none") return isUnsealed(draw) ? unfair : [{ fault: "seal" }, ...unfair];
  const { secret, signature, seals } = draw;
  const last = seals.at(-1);
  if (secret === undefined || signature === undefined || draw.chain === undefined || !last)
    return [{ fault: "seal" }, ...unfair];
  const faults: Fault[] = [];
  if (!areSealsOf(draw, secret, draw.chain)) faults.push({ fault: "seal" });
  if (!arePostedInTime(seals, chain)) faults.push({ fault: "late" });
  if (draw.chain !== chain.hash || !isGenuine(chain, last.round, signature)) faults.push({ fault: "beacon" });
  if (draw.seed !== computeSeed(secret, signature)) faults.push({ fault: "seed" });
  if (!areSealedEntries(draw)) faults.push({ fault: "roster" });
  return [...faults, ...unfair];
}
