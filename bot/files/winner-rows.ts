import type { DrawnRecord, RecordedWinner } from "../../data/ledger/draw-record.ts";
import type { HandOver } from "../../data/ledger/hand-overs.ts";
import { listWins } from "../messages/winner-list.ts";

/** One win of a draw, also a cancelled one. */
export interface WinnerRow {
  drawNo: number;
  /** The rank in the list of winners, from 1. A replacement has the rank of the person whom it replaces. */
  rank: number;
  prize: string | undefined;
  /** Of the prize list. */
  prizeId: string | undefined;
  /** Undefined if the person was erased. */
  person: { employeeId: string; name: string } | undefined;
  wonAt: Date;
  isVoid: boolean;
  handOver: HandOver | undefined;
}

/** Returns all wins of a draw in the order of their ranks. Those who were replaced come before those who replaced them. */
export function listWinnerRows(draw: DrawnRecord, handOvers: ReadonlyMap<string, HandOver>): WinnerRow[] {
  const revisedAt = new Map(
    draw.revisions.flatMap(({ winners, revised_at }) =>
      winners.map(({ employee_id }) => [employee_id, revised_at]),
    ),
  );
  const rowOf = (rank: number, winner: RecordedWinner): WinnerRow => ({
    drawNo: draw.draw_no,
    rank,
    prize: draw.prize,
    prizeId: draw.prize_id,
    person:
      winner.erased === undefined
        ? { employeeId: winner.employee_id, name: winner.employee_name }
        : undefined,
    wonAt: new Date(revisedAt.get(winner.employee_id) ?? draw.drawn_at),
    isVoid: winner.void !== undefined,
    handOver: handOvers.get(winner.employee_id),
  });
  return listWins(draw.winners).flatMap(({ rank, cancelled, winner }) =>
    [...cancelled, ...(winner ? [winner] : [])].map((each) => rowOf(rank, each)),
  );
}
