import type {
  DrawingRecord,
  DrawnRecord,
  DrawRecord,
  FailedRecord,
  RecordedWinner,
  Revision,
} from "../../data/ledger/draw-record.ts";
import { computePersonDigest } from "../../workflow/draw/person.ts";
import { createSalts } from "../../workflow/draw/salts.ts";
import { UNSEALED } from "./persons.ts";

const facts = {
  draw_no: 7,
  draw_id: "execution-7",
  num_of_winners: 1,
  prize: "AirPods",
  requested_by: "U0OPERATOR",
  channel_id: "C0LOTTERY",
  requested_at: "2026-06-15T12:00:00.000Z",
  ...UNSEALED,
  seals: [],
  seed: "ab".repeat(32),
  roster_size: 1_000,
  eligible: 990,
  lease_expires_at: 1_781_526_600,
  claim_round: 0,
  candidates: new Set<string>(),
};

const REVISED_AT = "2026-06-15T12:00:01.000Z";

/** A time at which the undecided draws are in progress. */
export const NOW = new Date("2026-06-15T12:00:02.000Z");

/** The winner with this serial. */
export function winnerAt(lottery_serial: number, more: Partial<RecordedWinner> = {}): RecordedWinner {
  const employee_id = `E${String(lottery_serial).padStart(4, "0")}`;
  return { employee_id, employee_name: `Name ${lottery_serial}`, lottery_serial, ...more };
}

/** The employee with this serial as a visited position names them, in a draw with these salts. */
export function visitedPerson(
  lottery_serial: number,
  { salts, roster_size }: Pick<DrawRecord, "salts" | "roster_size">,
) {
  const { employee_id, employee_name } = winnerAt(lottery_serial);
  const salt = createSalts(salts, roster_size).saltOf(lottery_serial);
  if (!salt) throw new Error(`The salt of ${lottery_serial} is erased.`);
  return { person: computePersonDigest(salt, { employee_id, employee_name }), employee_id, employee_name };
}

/** `count` winners: all with this name, or each with their own. */
export function winnersNamed(count: number, employee_name?: string): RecordedWinner[] {
  return Array.from({ length: count }, (_, i) => winnerAt(i + 1, employee_name ? { employee_name } : {}));
}

export function drawnRecord(more: Partial<DrawnRecord> = {}): DrawnRecord {
  const winners = more.winners ?? [winnerAt(1)];
  return {
    ...facts,
    status: "drawn",
    drawn_at: "2026-06-15T12:00:01.000Z",
    announcement_attempts: 0,
    num_of_winners: winners.length,
    walked: winners.length,
    winners,
    lost: [],
    pages: [],
    receipt: "0123456789abcdef".repeat(4),
    revisions: [],
    mailed_at: {},
    ...more,
  };
}

/** A draw's revision with this number: a redraw, unless `more` says otherwise. Its receipt repeats the number. */
export function revisionRecord(number: number, more: Partial<Revision> = {}): Revision {
  return {
    revision_id: `r${number}`,
    kind: "redraw",
    requested_at: REVISED_AT,
    revised_at: REVISED_AT,
    voided: [],
    walked_from: number,
    winners: [],
    lost: [],
    pages: [],
    receipt: `${number}${number}`.repeat(32),
    ...more,
  };
}

/** The mark of a win that the revision with this number cancelled. */
export function voidedBy(revision: number) {
  return { void: { revision, revised_at: REVISED_AT } };
}

export function failedRecord(more: Partial<FailedRecord> = {}): FailedRecord {
  return {
    ...facts,
    status: "failed",
    failed_at: "2026-06-15T12:00:01.000Z",
    announcement_attempts: 0,
    error: "CustomError",
    cause: "x",
    error_facts: {},
    ...more,
  };
}

export function drawingRecord(more: Partial<DrawingRecord> = {}): DrawingRecord {
  return { ...facts, status: "drawing", attempt_id: facts.draw_id, ...more };
}

/** What the conditional writes compare of an attempt of this draw: of its first one, or of the one with this id. */
export function attemptOf({ draw_no, draw_id, claim_round }: DrawRecord, id = draw_id) {
  return { id, drawNo: draw_no, drawId: draw_id, round: claim_round };
}
