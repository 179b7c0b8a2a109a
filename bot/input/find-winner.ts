import type { RecordedWinner } from "../../data/ledger/draw-record.ts";
import { findPerson, type Mention } from "./find-person.ts";

export interface FoundWinner {
  winner: RecordedWinner;
  /** The text after the name. */
  reason: string;
}

/** The winners whom a text may name. `isSure`: there is exactly one, without doubt. */
export interface FoundWinners {
  found: FoundWinner[];
  isSure: boolean;
}

/** Finds the winner whom the start of a text names, as in `findPerson`. `winners` are in the order of their ranks. */
export function findWinner(
  text: string,
  winners: readonly RecordedWinner[],
  mentions: readonly Mention[],
): FoundWinners {
  const { found, isSure } = findPerson(text, { people: winners, hasRanks: true }, mentions);
  return { found: found.map(({ person, rest }) => ({ winner: person, reason: rest })), isSure };
}
