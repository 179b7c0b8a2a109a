import { readExample } from "./algorithm-doc.ts";

/** The record of the example in docs/algorithm.md, with its positions in these pages. */
export function exampleRecord(pages: { draw: readonly string[]; revisions: readonly (readonly string[])[] }) {
  const { format: _, positions, revisions, winners, ...facts } = readExample();
  const [redraw, taken] = revisions;
  const voidBy = (revision: number) => ({ revision });
  const [first, second] = winners;
  let walkedFrom = positions.length;
  const recorded = revisions.map(({ positions: visited, ...revision }, i) => {
    const walked_from = walkedFrom;
    walkedFrom += visited.length;
    return {
      ...revision,
      revision_id: `revision-${i + 1}`,
      requested_at: revision.revised_at,
      walked_from,
      pages: pages.revisions[i],
    };
  });
  return {
    ...facts,
    status: "drawn",
    requested_by: "U0OPERATOR",
    channel_id: "C0LOTTERY",
    requested_at: facts.drawn_at,
    eligible: facts.roster_size,
    lease_expires_at: 1_780_000_000,
    claim_round: 0,
    candidates: new Set(winners.map(({ employee_id }) => employee_id)),
    walked: walkedFrom,
    winners: [
      { ...first, slack_user_id: "U0WINNER", void: voidBy(2) },
      { ...second, void: voidBy(1) },
      { ...redraw?.winners[0], replaces: redraw?.voided[0], void: voidBy(2) },
    ],
    pages: pages.draw,
    revisions: recorded.map((revision) => ({
      ...revision,
      winners: revision.winners.map((winner) => ({ ...winner, slack_user_id: "U0WINNER" })),
    })),
    claims_final: true,
    announced_at: taken?.revised_at,
  };
}
