import { hash } from "node:crypto";

// Exports of draws as docs/algorithm.md describes them, without the code of the program.

export type SealedAs = "free" | "taken" | "left";

export interface Position {
  lottery_serial: number;
  outcome: string;
  person?: string;
  salt?: string;
  employee_id?: string;
  employee_name?: string;
  draw_no?: number;
  sealed_as?: SealedAs;
  leaf?: string;
}
export interface Result {
  positions: Position[];
  lost: { lottery_serial: number; person: string; draw_no?: number }[];
  winners: { lottery_serial: number; person: string }[];
  receipt: string;
}
export interface Revision extends Result {
  kind: "redraw" | "void";
  requested_by?: string;
  reason_digest?: string;
  reason_salt?: string;
  reason?: string;
  revised_at: string;
  voided: string[];
}
interface CommonFacts {
  draw_no: number;
  draw_id: string;
  prize?: string;
  rules: Record<string, never>;
  beacon: "drand" | "none";
  seals: { round: number; seal: string; message_ts?: string }[];
  num_of_winners: number;
  link_no: number;
  link: string;
}
export interface SealedExport extends CommonFacts, Result {
  format: "lottery-draw-v1";
  secret?: string;
  chain?: string;
  signature?: string;
  roster_digest?: string;
  roster_proof?: string[];
  seed: string;
  roster_size: number;
  drawn_at: string;
  revisions: Revision[];
}
export interface FailedExport extends CommonFacts {
  format: "lottery-failure-v1";
  error: string;
  failed_at: string;
}

/** SHA-256 of all parts, one after the other. */
export function sha256(...parts: readonly (Uint8Array | string)[]): Buffer {
  return hash("sha256", Buffer.concat(parts.map((part) => Buffer.from(part))), "buffer");
}
export const fromHex = (digits: string) => Buffer.from(digits, "hex");
const digestJson = (value: unknown) => sha256(JSON.stringify(value)).toString("hex");
/** The digest of a person or a reason with its salt. */
export const salted = (salt: string, value: unknown) =>
  sha256(fromHex(salt), JSON.stringify(value)).toString("hex");

const rows = ({ positions, lost, winners }: Result) => [
  positions.map((p) => [p.lottery_serial, p.outcome, p.person ?? null, p.draw_no ?? null]),
  lost.map((l) => [l.lottery_serial, l.person, l.draw_no ?? null]),
  winners.map((w) => [w.lottery_serial, w.person]),
];
const sealRows = ({ seals }: CommonFacts) => seals.map((s) => [s.round, s.seal, s.message_ts ?? null]);

/** The receipt of a failed draw. */
export function failureReceipt(d: FailedExport): string {
  const facts = [d.draw_no, d.draw_id, d.prize ?? null, d.rules, d.beacon, sealRows(d), d.num_of_winners];
  return digestJson(["lottery-failure-v1", ...facts, d.error, d.failed_at, d.link_no, d.link]);
}

/** The same draw with new receipts, as a person who forges a record would compute them. */
export function sign(d: SealedExport): SealedExport {
  const facts = [
    d.draw_no,
    d.draw_id,
    d.prize ?? null,
    d.rules,
    d.beacon,
    sealRows(d),
    d.seed,
    d.roster_size,
  ];
  let previous = digestJson([
    ...["lottery-receipt-v1", ...facts, d.num_of_winners, d.drawn_at, d.link_no, d.link],
    ...rows(d),
  ]);
  const receipt = previous;
  const revisions = d.revisions.map((r) => {
    const change = [r.kind, r.requested_by ?? null, r.reason_digest ?? null, r.revised_at, r.voided];
    previous = digestJson(["lottery-revision-v1", previous, ...change, ...rows(r)]);
    return { ...r, receipt: previous };
  });
  return { ...d, receipt, revisions };
}

interface SealFacts extends Omit<CommonFacts, "beacon" | "seals"> {
  roster_size: number;
  roster_digest?: string;
  chain?: string;
}

function computeSeal(d: SealFacts, commitment: string, round: number): string {
  const facts = [d.draw_no, d.draw_id, d.prize ?? null, d.num_of_winners, d.rules, d.roster_size];
  const fixed = [d.roster_digest ?? null, commitment, d.chain, round, d.link_no, d.link];
  return digestJson(["lottery-seal-v1", ...facts, ...fixed]);
}

/** The same draw with new seals and receipts, as an owner who forges everything before the draw would compute them. */
export function seal(d: SealedExport): SealedExport {
  const commitment = sha256(fromHex(d.secret ?? "")).toString("hex");
  return sign({ ...d, seals: d.seals.map((s) => ({ ...s, seal: computeSeal(d, commitment, s.round) })) });
}
