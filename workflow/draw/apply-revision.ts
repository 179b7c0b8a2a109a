import { type RecordedWinner, type Winner, winnersAfter } from "../../data/ledger/draw-record.ts";

/** The winners of a draw after a revision: cancelled wins are void, each new winner stands in for one of them. */
export function applyRevision(
  winners: readonly RecordedWinner[],
  { number, voided }: { number: number; voided: readonly string[] },
  replacements: readonly Winner[],
): RecordedWinner[] {
  return [
    ...winners.map((winner) =>
      voided.includes(winner.employee_id) && !winner.void
        ? { ...winner, void: { revision: number } }
        : winner,
    ),
    ...replacements.map((winner, i) => {
      const replaces = voided[i];
      return replaces === undefined ? winner : { ...winner, replaces };
    }),
  ];
}

/** The winners whose wins were not cancelled, replacements in the place of those whom they replace. */
export function currentWinners(winners: readonly RecordedWinner[]): RecordedWinner[] {
  return winnersAfter(winners, Number.POSITIVE_INFINITY);
}
