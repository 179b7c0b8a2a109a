import type { RecordedWinner, Winner } from "../../data/draw-record.ts";

/** The winners of a draw after a revision: wins taken back are void, each new winner stands in for one of them. */
export function applyRevision(
  winners: readonly RecordedWinner[],
  revision: {
    number: number;
    voided: readonly string[];
    revised_at: string;
    requested_by?: string | undefined;
  },
  replacements: readonly Winner[],
): RecordedWinner[] {
  const { number, voided, revised_at, requested_by } = revision;
  const mark = { revision: number, revised_at, ...(requested_by !== undefined && { requested_by }) };
  return [
    ...winners.map((winner) =>
      voided.includes(winner.employee_id) && !winner.void ? { ...winner, void: mark } : winner,
    ),
    ...replacements.map((winner, i) => {
      const replaces = voided[i];
      return replaces === undefined ? winner : { ...winner, replaces };
    }),
  ];
}

/** Those whose win stands, replacements in the place of those whom they replace. */
export function standingWinners(winners: readonly RecordedWinner[]): RecordedWinner[] {
  const replacementOf = new Map(
    winners.flatMap((winner) => (winner.replaces ? [[winner.replaces, winner]] : [])),
  );
  return winners
    .filter(({ replaces }) => replaces === undefined)
    .flatMap((first) => {
      let winner: RecordedWinner | undefined = first;
      while (winner?.void) winner = replacementOf.get(winner.employee_id);
      return winner ? [winner] : [];
    });
}
