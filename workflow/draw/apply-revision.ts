import { type RecordedWinner, type Winner, winnersAfter } from "../../data/ledger/draw-record.ts";

/** Returns the winners of a draw after a revision: its wins are void, and each new winner replaces one of them. */
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

/** Returns the winners whose wins are not void, in rank order: a replacement has the rank of the replaced winner. */
export function currentWinners(winners: readonly RecordedWinner[]): RecordedWinner[] {
  return winnersAfter(winners, Number.POSITIVE_INFINITY);
}
