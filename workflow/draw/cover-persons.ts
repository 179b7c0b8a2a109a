import type { DrawnRecord, LostEntrant, RecordedWinner, Winner } from "../../data/ledger/draw-record.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { computePersonDigest } from "./person.ts";
import { createSalts } from "./salts.ts";

interface Covered {
  lottery_serial: number;
  person: string;
}

/** The result of an attempt with digests instead of people, as receipts and exports contain it. */
export interface CoveredResult<Position> {
  positions: Position[];
  lost: (Covered & { draw_no?: number | undefined })[];
  winners: Covered[];
}

/**
 * Replaces the people of an attempt by their digests, which the visit log contains. Throws `InvalidItem` if the attempt
 * did not visit one of them.
 */
export function coverResult<Position extends { lottery_serial: number; person?: string | undefined }>(
  positions: Position[],
  { lost, winners }: { lost: readonly LostEntrant[]; winners: readonly Winner[] },
): CoveredResult<Position> {
  const persons = new Map(positions.map(({ lottery_serial, person }) => [lottery_serial, person]));
  const cover = (lottery_serial: number): Covered => {
    const person = persons.get(lottery_serial);
    if (person !== undefined) return { lottery_serial, person };
    throw new LotteryError("InvalidItem", `The draw did not visit the lottery_serial ${lottery_serial}.`);
  };
  return {
    positions,
    lost: lost.map(({ lottery_serial, draw_no }) => ({
      ...cover(lottery_serial),
      ...(draw_no !== undefined && { draw_no }),
    })),
    winners: winners.map(({ lottery_serial }) => cover(lottery_serial)),
  };
}

/** Returns the digests of winners of this draw, in the order of their ids. */
export function listPersons(
  { salts, roster_size, winners }: Pick<DrawnRecord, "salts" | "roster_size" | "winners">,
  employeeIds: readonly string[],
): string[] {
  const { saltOf } = createSalts(salts, roster_size);
  const findPerson = (winner: RecordedWinner): string => {
    if (winner.erased !== undefined) return winner.erased;
    const salt = saltOf(winner.lottery_serial);
    if (salt) return computePersonDigest(salt, winner);
    throw new LotteryError(
      "InvalidItem",
      `The salt of the lottery_serial ${winner.lottery_serial} is missing.`,
    );
  };
  const byId = new Map(winners.map((winner) => [winner.employee_id, winner]));
  return employeeIds.flatMap((id) => {
    const winner = byId.get(id);
    return winner ? [findPerson(winner)] : [];
  });
}
