import type { RosterPage } from "../../data/ledger/roster-pages.ts";
import type { ExportedPosition, ExportedResult } from "../../workflow/draw/exported-draw.ts";
import { computeRoot } from "../../workflow/draw/roster-tree.ts";
import { eraseSalt } from "../../workflow/draw/salts.ts";
import { readExample } from "./algorithm-doc.ts";
import { SALTS } from "./persons.ts";
import { createSealedRoster, type RosterEntry } from "./sealed-roster.ts";

/** Entries of the example's roster that its export does not contain. All other people are called after their serials. */
const HIDDEN: ReadonlyMap<number, RosterEntry> = new Map([
  [3, undefined],
  [9, { employee_id: "E0009", employee_name: "Bob Old", sealed_as: "free" }],
  [10, { employee_id: "E0010", employee_name: "Eve Gone", sealed_as: "taken" }],
]);

function findVisited(serial: number): ExportedPosition | undefined {
  const { positions, revisions } = readExample();
  return [...positions, ...revisions.flatMap((each) => each.positions)].find(
    ({ lottery_serial }) => lottery_serial === serial,
  );
}

/** The roster of the example in docs/algorithm.md, as it was sealed. */
export const exampleRoster = createSealedRoster(readExample().roster_size, (serial) => {
  if (HIDDEN.has(serial)) return HIDDEN.get(serial);
  const {
    employee_id = `E${String(serial).padStart(4, "0")}`,
    employee_name = `Name ${serial}`,
    sealed_as = "free",
  } = findVisited(serial) ?? {};
  return { employee_id, employee_name, sealed_as };
});

/** The stored page of that roster. */
export function exampleRosterPage(): RosterPage {
  const leaves = exampleRoster.leaves();
  return { leaves: Buffer.concat(leaves), root: computeRoot(leaves).toString("hex") };
}

/** The positions of the example as the visit log has them: without the salts. */
export function visitedPositions({ positions }: Pick<ExportedResult, "positions">) {
  return positions.map(({ salt: _, ...visited }) => visited);
}

const idOf = (serial: number) => exampleRoster.personAt(serial).employee_id;

function recordedWinner({ lottery_serial }: { lottery_serial: number }) {
  const { employee_id, employee_name } = exampleRoster.personAt(lottery_serial);
  return { employee_id, employee_name, lottery_serial, slack_user_id: "U0WINNER" };
}

/** The record of the example in docs/algorithm.md, with its positions in these pages. */
export function exampleRecord(pages: { draw: readonly string[]; revisions: readonly (readonly string[])[] }) {
  const { format: _, positions, revisions, winners, lost, roster_proof: _p, ...facts } = readExample();
  const [redraw, taken] = revisions;
  const [first, second] = winners.map(recordedWinner);
  const [replacement] = (redraw?.winners ?? []).map(recordedWinner);
  const voidBy = (revision: number) => ({ revision });
  let walkedFrom = positions.length;
  const recorded = revisions.map(({ positions: visited, voided: _v, lost: _l, ...revision }, i) => {
    const walked_from = walkedFrom;
    walkedFrom += visited.length;
    return {
      ...revision,
      revision_id: `revision-${i + 1}`,
      requested_at: revision.revised_at,
      walked_from,
      pages: pages.revisions[i],
      winners: revision.winners.map(recordedWinner),
      ...(i === 0 && { voided: [second?.employee_id] }),
    };
  });
  return {
    ...facts,
    status: "drawn",
    requested_by: "U0OPERATOR",
    channel_id: "C0LOTTERY",
    requested_at: "2025-08-14T12:59:20.000Z",
    salts: eraseSalt(SALTS, facts.roster_size, 10),
    roster_pages: [facts.roster_digest],
    eligible: facts.roster_size,
    lease_expires_at: 1_780_000_000,
    claim_round: 0,
    candidates: new Set(winners.map(({ lottery_serial }) => idOf(lottery_serial))),
    walked: walkedFrom,
    winners: [
      { ...first, void: voidBy(2) },
      { ...second, void: voidBy(1) },
      { ...replacement, replaces: second?.employee_id, void: voidBy(2) },
    ],
    lost: lost.map(({ person: _p2, ...each }) => ({ ...each, employee_id: idOf(each.lottery_serial) })),
    pages: pages.draw,
    revisions: recorded,
    claims_final: true,
    announced_at: taken?.revised_at,
  };
}
