import { createHash } from "node:crypto";
import type { LostEntrant, Winner } from "../../data/ledger/draw-record.ts";
import type { VisitedPosition } from "./eligibility.ts";

/** What a draw's receipt covers: everything that its winners follow from. */
export interface DrawFacts {
  draw_no: number;
  draw_id: string;
  prize?: string | undefined;
  seed: string;
  roster_size: number;
  num_of_winners: number;
  drawn_at: string;
}

/** What was found on the walk, and what came of it. */
export interface DrawOutcome {
  positions: readonly VisitedPosition[];
  lost: readonly LostEntrant[];
  winners: readonly Winner[];
}

/** What the receipt of a redraw or a void covers, beside the receipt before it. */
export interface RevisionFacts {
  kind: "redraw" | "void";
  requested_by?: string | undefined;
  reason?: string | undefined;
  revised_at: string;
  /** Employee ids of those whose win was taken back. */
  voided: readonly string[];
}

/** The digits of a receipt that are shown: 96 bits, which nobody can match with another record. */
const SHOWN_DIGITS = 24;

function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}

function rows({ positions, lost, winners }: DrawOutcome) {
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
 * The receipt of a draw, `lottery-receipt-v1`: SHA-256, in hex, of the UTF-8 of one JSON array without white space:
 * name of the rule, number, id, prize or null, seed, roster size, winners asked for, time of the decision; then the
 * positions visited, those lost to other draws, and the winners, each as an array.
 */
export function computeReceipt(draw: DrawFacts, outcome: DrawOutcome): string {
  const { draw_no, draw_id, prize = null, seed, roster_size, num_of_winners, drawn_at } = draw;
  return digest([
    "lottery-receipt-v1",
    draw_no,
    draw_id,
    prize,
    seed,
    roster_size,
    num_of_winners,
    drawn_at,
    ...rows(outcome),
  ]);
}

/** The receipt of a redraw or a void, `lottery-revision-v1`: it covers the receipt before it, so none can be left out. */
export function computeRevisionReceipt(
  previous: string,
  revision: RevisionFacts,
  outcome: DrawOutcome,
): string {
  const { kind, requested_by = null, reason = null, revised_at, voided } = revision;
  return digest([
    "lottery-revision-v1",
    previous,
    kind,
    requested_by,
    reason,
    revised_at,
    voided,
    ...rows(outcome),
  ]);
}

/** A receipt as it is shown to people: its first 24 digits, in four groups. */
export function formatReceipt(receipt: string): string {
  return (receipt.slice(0, SHOWN_DIGITS).match(/.{6}/g) ?? []).join("-");
}
