import type { LostEntrant, Winner } from "../../data/ledger/draw-record.ts";
import { digestJson } from "./digest-json.ts";
import type { VisitedPosition } from "./eligibility.ts";

/** The facts of a draw that its receipt covers. */
export interface DrawFacts {
  draw_no: number;
  draw_id: string;
  prize?: string | undefined;
  seed: string;
  roster_size: number;
  num_of_winners: number;
  drawn_at: string;
}

/** What an attempt found, and its result. */
export interface AttemptResult {
  positions: readonly VisitedPosition[];
  lost: readonly LostEntrant[];
  winners: readonly Winner[];
}

/** The facts of a redraw or void that its receipt covers, in addition to the previous receipt. */
export interface RevisionFacts {
  kind: "redraw" | "void";
  requested_by?: string | undefined;
  reason?: string | undefined;
  revised_at: string;
  /** Employee ids of the people whose wins are cancelled. */
  voided: readonly string[];
}

/**
 * How many digits of a receipt people see: 160 bits. A person who prepares two records with the same digits needs about
 * 2^80 tries.
 */
const SHOWN_DIGITS = 40;

function rows({ positions, lost, winners }: AttemptResult) {
  return [
    positions.map((visited) => [
      visited.lottery_serial,
      visited.outcome,
      visited.employee_id ?? null,
      visited.draw_no ?? null,
    ]),
    lost.map(({ lottery_serial, employee_id, draw_no }) => [lottery_serial, employee_id, draw_no ?? null]),
    winners.map(({ lottery_serial, employee_id, employee_name }) => [
      lottery_serial,
      employee_id,
      employee_name,
    ]),
  ];
}

/**
 * Computes the receipt of a draw, `lottery-receipt-v1`: the SHA-256, in hex, of a JSON array of its facts, the visited
 * positions, the people lost to other draws and the winners. Section 5 of docs/algorithm.md defines it.
 */
export function computeReceipt(draw: DrawFacts, result: AttemptResult): string {
  const { draw_no, draw_id, prize = null, seed, roster_size, num_of_winners, drawn_at } = draw;
  return digestJson([
    "lottery-receipt-v1",
    draw_no,
    draw_id,
    prize,
    seed,
    roster_size,
    num_of_winners,
    drawn_at,
    ...rows(result),
  ]);
}

/** Computes the receipt of a redraw or void, `lottery-revision-v1`. It covers the previous receipt, so none can be left out. */
export function computeRevisionReceipt(
  previous: string,
  revision: RevisionFacts,
  result: AttemptResult,
): string {
  const { kind, requested_by = null, reason = null, revised_at, voided } = revision;
  return digestJson([
    "lottery-revision-v1",
    previous,
    kind,
    requested_by,
    reason,
    revised_at,
    voided,
    ...rows(result),
  ]);
}

/** Formats a receipt for people: its first 40 digits in groups of five. */
export function formatReceipt(receipt: string): string {
  return (receipt.slice(0, SHOWN_DIGITS).match(/.{5}/g) ?? []).join("-");
}
