import type { HandOver } from "../../../data/ledger/hand-overs.ts";
import type { PersonTraces } from "../../../data/people/person-traces.ts";

/** What the hand-overs of a draw store about a person: a prize that they got, and those that they marked for others. */
export function describeHandOvers(
  draw_no: number,
  handOvers: ReadonlyMap<string, HandOver>,
  { employee_id, slack_user_ids }: PersonTraces,
) {
  return [...handOvers].flatMap(([id, { handed_at, handed_by }]) => {
    const isWinner = id === employee_id;
    const isAuthor = handed_by !== undefined && slack_user_ids.includes(handed_by);
    if (!isWinner && !isAuthor) return [];
    return { draw_no, ...(isWinner && { employee_id }), handed_at, ...(isAuthor && { handed_by }) };
  });
}
