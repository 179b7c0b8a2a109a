/**
 * Who can win, and why not: one table of outcomes, and the functions that classify a claim and a person. All of it is pure.
 *
 * A new reason for not winning is one row of `outcomes` and its texts: docs/architecture.md lists the files. If the reason
 * follows from a setting of the draw, add it to `EligibilityRules`.
 */
import * as z from "zod";
import { digest } from "../../data/ledger/digest.ts";
import type { DrawnRecord, DrawRecord } from "../../data/ledger/draw-record.ts";
import { type SealedAs, sealedAs } from "../../data/ledger/sealing.ts";
import type { Claim } from "../../data/people/claim.ts";
import { type EligibilityData, type Employee, hasLeft, lotterySerial } from "../../data/people/employee.ts";

/** What an item of the winners' table means for an attempt that wants to claim the person. */
export type ClaimStatus =
  /** Nobody else holds the person. `deadDraw` still has a claim on them, which may be taken over. */
  | { status: "free"; deadDraw?: string }
  /** `drawNo` is the draw that holds the person, if its number is known. */
  | { status: "won" | "held"; drawNo: number | undefined };

/** What decides about people, in addition to their own data. */
export interface EligibilityRules {
  /** Employee ids of all who have ever won this draw, void wins included: nobody wins the same draw twice. */
  pastWinners: ReadonlySet<string>;
  now: Date;
}

/**
 * The entry of the roster at a serial, for one draw: nobody, the employee with their digest, or an entry other than the
 * sealed one. `sealed_as` and `leaf` are of sealed rosters.
 */
export type EntryAtSerial =
  | { kind: "gap" }
  | { kind: "changed"; leaf?: string }
  | { kind: "employee"; employee: Employee; person: string; sealed_as?: SealedAs };

/** The person at a position of the order. There is no employee if nobody has the serial. */
interface Person {
  employee: EligibilityData | undefined;
  /** Whether the entry is not the one that was sealed. */
  isChanged: boolean;
  claim: ClaimStatus;
  isPastWinner: boolean;
  now: Date;
}

interface OutcomeRow {
  /** Whether the person has this outcome. Rows above come first. */
  applies: (person: Person) => boolean;
  /** What the visit log, an exported draw and the receipt name in addition to the serial. */
  names: "nobody" | "employee" | "employee and draw";
  /** Whether the person counts in "only 3 people can win". */
  canWin: boolean;
  /**
   * What a verification expects of the person:
   * - `winner`: they are among the winners or were lost to another draw, and have not won this draw before,
   * - `not a past winner`: they have not won this draw before,
   * - `past winner if named`: they have won this draw before if, and only if, it is the draw that is named,
   * - `nothing`: there is nobody.
   */
  verification: "winner" | "not a past winner" | "past winner if named" | "nothing";
}

/**
 * All outcomes of visiting a position: the first row that applies counts. Rows that look at the claim come last, because
 * a claim is read only for a person whom nothing else excludes.
 */
export const outcomes = {
  changed: {
    applies: ({ isChanged }) => isChanged,
    names: "nobody",
    canWin: false,
    verification: "nothing",
  },
  gap: {
    applies: ({ employee }) => employee === undefined,
    names: "nobody",
    canWin: false,
    verification: "nothing",
  },
  left: {
    applies: ({ employee, isPastWinner, now }) =>
      employee !== undefined && hasLeft(employee, now) && !isPastWinner,
    names: "employee",
    canWin: false,
    verification: "not a past winner",
  },
  won: {
    applies: ({ claim, isPastWinner }) => isPastWinner || claim.status === "won",
    names: "employee and draw",
    canWin: false,
    verification: "past winner if named",
  },
  held: {
    applies: ({ claim }) => claim.status === "held",
    names: "employee and draw",
    canWin: true,
    verification: "not a past winner",
  },
  chosen: {
    applies: () => true,
    names: "employee",
    canWin: true,
    verification: "winner",
  },
} as const satisfies Record<string, OutcomeRow>;

export type Outcome = keyof typeof outcomes;

function isOutcome(name: string): name is Outcome {
  return Object.hasOwn(outcomes, name);
}

/** The names of all outcomes, in the order of the table. */
export const outcomeNames: readonly Outcome[] = Object.keys(outcomes).filter(isOutcome);

/**
 * An item of the visit log: what was found at one position. `draw_no` is absent if the draw's number is unknown. Id and
 * name are absent if they were erased. `sealed_as` and `leaf` are present in draws with a sealed roster.
 */
export const visitedPosition = z
  .strictObject({
    lottery_serial: lotterySerial,
    outcome: z.enum(outcomeNames),
    person: digest.optional(),
    employee_id: z.string().min(1).optional(),
    employee_name: z.string().min(1).optional(),
    sealed_as: sealedAs.optional(),
    /** The leaf of the sealed entry, if the current entry is another one. */
    leaf: digest.optional(),
    draw_no: z.int().positive().optional(),
  })
  .refine(({ outcome, person }) => (outcomes[outcome].names === "nobody") === (person === undefined), {
    path: ["person"],
    error: "is missing, or the outcome has none",
  })
  .refine(({ employee_id, employee_name }) => (employee_id === undefined) === (employee_name === undefined), {
    path: ["employee_name"],
    error: "is missing, or there is no id",
  })
  .refine(
    ({ person, employee_id, sealed_as }) =>
      person !== undefined || (employee_id === undefined && sealed_as === undefined),
    { path: ["employee_id"], error: "is not part of this outcome" },
  )
  .refine(({ outcome, leaf }) => outcome === "changed" || leaf === undefined, {
    path: ["leaf"],
    error: "is not part of this outcome",
  })
  .refine(
    ({ outcome, draw_no }) => outcomes[outcome].names === "employee and draw" || draw_no === undefined,
    {
      path: ["draw_no"],
      error: "is not part of this outcome",
    },
  );

export type VisitedPosition = z.output<typeof visitedPosition>;

function findOutcome(person: Person): Outcome {
  return outcomeNames.find((name) => outcomes[name].applies(person)) ?? "chosen";
}

/** Classifies the entry of the roster at this serial for an attempt of the draw `drawNo`. */
export function classifyPosition(
  serial: number,
  entry: EntryAtSerial,
  claim: ClaimStatus,
  { drawNo, pastWinners, now }: EligibilityRules & { drawNo: number },
): VisitedPosition {
  const employee = entry.kind === "employee" ? entry.employee : undefined;
  const isPastWinner = employee !== undefined && pastWinners.has(employee.employee_id);
  const outcome = findOutcome({ employee, isChanged: entry.kind === "changed", claim, isPastWinner, now });
  const position = { lottery_serial: serial, outcome };
  if (entry.kind === "changed") return { ...position, ...(entry.leaf && { leaf: entry.leaf }) };
  if (entry.kind === "gap") return position;
  const { person, sealed_as } = entry;
  const { employee_id, employee_name } = entry.employee;
  const claimedBy = claim.status === "free" ? undefined : claim.drawNo;
  const namedDraw = isPastWinner ? drawNo : claimedBy;
  return {
    ...position,
    person,
    employee_id,
    employee_name,
    ...(sealed_as && { sealed_as }),
    ...(outcomes[outcome].names === "employee and draw" && namedDraw !== undefined && { draw_no: namedDraw }),
  };
}

/** Whether only a claim can prevent this employee from winning. */
export function isCandidate(employee: EligibilityData, { pastWinners, now }: EligibilityRules): boolean {
  const isPastWinner = pastWinners.has(employee.employee_id);
  return isWinner(findOutcome({ employee, isChanged: false, claim: { status: "free" }, isPastWinner, now }));
}

/** Whether a person with this outcome wins, unless another draw claims them first. */
export function isWinner(outcome: Outcome): boolean {
  return outcomes[outcome].verification === "winner";
}

/** The number of the draw whose record decides what this claim means; undefined if the claim itself says it. */
export function findDrawToRead(claim: Claim | undefined, attemptId: string): number | undefined {
  if (!claim || claim.void || claim.draw_id === attemptId) return undefined;
  return claim.draw_id === undefined || claim.claim_expires_at === undefined ? undefined : claim.draw_no;
}

function hasWon(draw: DrawnRecord, employeeId: string): boolean {
  return draw.winners.some((winner) => winner.employee_id === employeeId && !winner.void);
}

/** What the record of its draw says about the claim of an attempt: it has become a win, it counts, or it is dead. */
function classifyHolder(
  { employee_id }: Claim,
  attemptId: string,
  record: DrawRecord,
  now: Date,
): "won" | "held" | "dead" {
  if (record.attempt_id === attemptId)
    return record.lease_expires_at * 1_000 > now.getTime() ? "held" : "dead";
  if (record.status !== "drawn") return "dead";
  const decided = [record.draw_id, ...record.revisions.map(({ revision_id }) => revision_id)];
  return decided.includes(attemptId) && hasWon(record, employee_id) ? "won" : "dead";
}

/**
 * Classifies an item of the winners' table for the attempt `attemptId`. The item alone does not say whether a claim
 * counts: `record` is the record of the draw that `findDrawToRead` names. Without a record, the claim's lease counts.
 */
export function classifyClaim(
  claim: Claim | undefined,
  record: DrawRecord | undefined,
  { attemptId, now }: { attemptId: string; now: Date },
): ClaimStatus {
  if (!claim) return { status: "free" };
  const { draw_id, draw_no: drawNo, claim_expires_at } = claim;
  if (draw_id === attemptId) return claim.void ? { status: "won", drawNo } : { status: "free" };
  if (claim.void) return { status: "free" };
  if (draw_id === undefined || claim_expires_at === undefined) return { status: "won", drawNo };
  const byLease = claim_expires_at * 1_000 > now.getTime() ? "held" : "dead";
  const status = record ? classifyHolder(claim, draw_id, record, now) : byLease;
  return status === "dead" ? { status: "free", deadDraw: draw_id } : { status, drawNo };
}
