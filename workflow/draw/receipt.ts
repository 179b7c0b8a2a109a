import type { DrawRules } from "../../data/ledger/rules.ts";
import type { Beacon, Seal } from "../../data/ledger/sealing.ts";
import { digestJson } from "./digest-json.ts";
import type { Outcome } from "./eligibility.ts";

/** The facts that the receipt of a draw covers, whether it was decided or failed. */
interface CommonFacts {
  draw_no: number;
  draw_id: string;
  prize?: string | undefined;
  rules: DrawRules;
  beacon: Beacon;
  seals: readonly Seal[];
  num_of_winners: number;
  link_no: number;
  link: string;
}

/** The facts of a decided draw that its receipt covers. */
export interface DrawFacts extends CommonFacts {
  seed: string;
  roster_size: number;
  drawn_at: string;
}

/** The facts of a failed draw that its receipt covers. */
export interface FailureFacts extends CommonFacts {
  error: string;
  failed_at: string;
}

/** A position, as a receipt covers it: people appear only as their digests. */
interface CoveredPosition {
  lottery_serial: number;
  outcome: Outcome;
  person?: string | undefined;
  draw_no?: number | undefined;
  excluded_until?: string | undefined;
}

/** What an attempt found, and its result. */
export interface AttemptResult {
  positions: readonly CoveredPosition[];
  lost: readonly { lottery_serial: number; person: string; draw_no?: number | undefined }[];
  winners: readonly { lottery_serial: number; person: string }[];
}

/** The facts of a redraw or void that its receipt covers, in addition to the previous receipt. */
export interface RevisionFacts {
  kind: "redraw" | "void";
  requested_by?: string | undefined;
  reason_digest?: string | undefined;
  revised_at: string;
  /** Digests of the people whose wins are cancelled. */
  voided: readonly string[];
}

/**
 * How many digits of a receipt people see: 160 bits. A person who prepares two records with the same digits needs about
 * 2^80 tries.
 */
const SHOWN_DIGITS = 40;

/** The facts with which the receipts of decided and of failed draws begin. */
function formatCommon(draw: CommonFacts) {
  const { draw_no, draw_id, prize = null, rules, beacon, seals } = draw;
  const sealRows = seals.map(({ round, seal, message_ts = null }) => [round, seal, message_ts]);
  return [draw_no, draw_id, prize, rules, beacon, sealRows];
}

function formatResult({ positions, lost, winners }: AttemptResult) {
  return [
    positions.map(({ lottery_serial, outcome, person = null, draw_no, excluded_until }) => [
      lottery_serial,
      outcome,
      person,
      draw_no ?? excluded_until ?? null,
    ]),
    lost.map(({ lottery_serial, person, draw_no = null }) => [lottery_serial, person, draw_no]),
    winners.map(({ lottery_serial, person }) => [lottery_serial, person]),
  ];
}

/**
 * Computes the receipt of a draw, `lottery-receipt-v1`: the SHA-256, in hex, of a JSON array of its facts, the visited
 * positions, the people lost to other draws and the winners. docs/algorithm.md defines it.
 */
export function computeReceipt(draw: DrawFacts, result: AttemptResult): string {
  return digestJson([
    "lottery-receipt-v1",
    ...formatCommon(draw),
    draw.seed,
    draw.roster_size,
    draw.num_of_winners,
    draw.drawn_at,
    draw.link_no,
    draw.link,
    ...formatResult(result),
  ]);
}

/** Computes the receipt of a failed draw, `lottery-failure-v1`. The history links contain it. */
export function computeFailureReceipt(draw: FailureFacts): string {
  return digestJson([
    "lottery-failure-v1",
    ...formatCommon(draw),
    draw.num_of_winners,
    draw.error,
    draw.failed_at,
    draw.link_no,
    draw.link,
  ]);
}

/** Computes the receipt of a redraw or void, `lottery-revision-v1`. It covers the previous receipt, so none can be left out. */
export function computeRevisionReceipt(
  previous: string,
  revision: RevisionFacts,
  result: AttemptResult,
): string {
  const { kind, requested_by = null, reason_digest = null, revised_at, voided } = revision;
  return digestJson([
    "lottery-revision-v1",
    previous,
    kind,
    requested_by,
    reason_digest,
    revised_at,
    voided,
    ...formatResult(result),
  ]);
}

/** Formats a receipt, a seal or a link for people: its first 40 digits in groups of five. */
export function formatReceipt(receipt: string): string {
  return (receipt.slice(0, SHOWN_DIGITS).match(/.{5}/g) ?? []).join("-");
}
