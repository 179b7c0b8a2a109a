/**
 * Who can win, and why not: one table of outcomes, and the functions that classify a person. All of it is pure.
 *
 * A new reason for not winning is one row of `outcomes` and its texts: docs/architecture.md lists the files. If the reason
 * follows from a setting of the draw, add it to `EligibilityRules`.
 */
import * as z from "zod";
import { digest } from "../../data/ledger/digest.ts";
import { campaignOf, type DrawRules } from "../../data/ledger/rules.ts";
import { type SealedAs, sealedAs } from "../../data/ledger/sealing.ts";
import type { WinScope } from "../../data/people/claim.ts";
import {
  type EligibilityData,
  type Employee,
  findExclusion,
  hasLeft,
  hasOptedOut,
  lotterySerial,
} from "../../data/people/employee.ts";
import type { ClaimStatus } from "./classify-claim.ts";
import { isOfDepartments, joinedInTime } from "./match-rules.ts";

/** What decides about people, in addition to their own data. */
export interface EligibilityRules {
  /** Employee ids of all who have ever won this draw, void wins included: nobody wins the same draw twice. */
  pastWinners: ReadonlySet<string>;
  rules: DrawRules;
  /** When the draw, the redraw or the void was requested: its rules are fixed then. */
  at: Date;
}

/** The wins that a draw considers. */
export function scopeOf(rules: DrawRules): WinScope {
  return { campaignNo: campaignOf(rules), again: rules.again === true };
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
  rules: DrawRules;
  at: Date;
}

interface OutcomeRow {
  /** Whether the person has this outcome. Rows above come first. */
  applies: (person: Person) => boolean;
  /** What the visit log, an exported draw and the receipt name in addition to the serial. */
  names: "nobody" | "employee" | "employee and draw" | "employee and day";
  /** What the sealed list says about a person for whom this outcome is certain. Undefined if there is no person. */
  sealedAs: SealedAs | undefined;
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
    sealedAs: undefined,
    canWin: false,
    verification: "nothing",
  },
  gap: {
    applies: ({ employee }) => employee === undefined,
    names: "nobody",
    sealedAs: undefined,
    canWin: false,
    verification: "nothing",
  },
  left: {
    applies: ({ employee, isPastWinner, at }) =>
      employee !== undefined && hasLeft(employee, at) && !isPastWinner,
    names: "employee",
    sealedAs: "left",
    canWin: false,
    verification: "not a past winner",
  },
  excluded: {
    applies: ({ employee, isPastWinner, at }) =>
      employee !== undefined && findExclusion(employee, at) !== undefined && !isPastWinner,
    names: "employee and day",
    sealedAs: "excluded",
    canWin: false,
    verification: "not a past winner",
  },
  opted_out: {
    applies: ({ employee, isPastWinner, at }) =>
      employee !== undefined && hasOptedOut(employee, at) && !isPastWinner,
    names: "employee",
    sealedAs: "opted_out",
    canWin: false,
    verification: "not a past winner",
  },
  department: {
    applies: ({ employee, isPastWinner, rules }) =>
      employee !== undefined && !isOfDepartments(employee, rules) && !isPastWinner,
    names: "employee",
    sealedAs: "department",
    canWin: false,
    verification: "not a past winner",
  },
  joined: {
    applies: ({ employee, isPastWinner, rules }) =>
      employee !== undefined && !joinedInTime(employee, rules) && !isPastWinner,
    names: "employee",
    sealedAs: "joined",
    canWin: false,
    verification: "not a past winner",
  },
  won: {
    applies: ({ claim, isPastWinner }) => isPastWinner || claim.status === "won",
    names: "employee and draw",
    sealedAs: "taken",
    canWin: false,
    verification: "past winner if named",
  },
  held: {
    applies: ({ claim }) => claim.status === "held",
    names: "employee and draw",
    sealedAs: "taken",
    canWin: true,
    verification: "not a past winner",
  },
  chosen: {
    applies: () => true,
    names: "employee",
    sealedAs: "free",
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
 * name are absent if they were erased. `excluded_until` is the last day of an exclusion (ISO date), or `always`. `sealed_as`
 * and `leaf` are present in draws with a sealed roster.
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
    excluded_until: z.union([z.iso.date(), z.literal("always")]).optional(),
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
  )
  .refine(
    ({ outcome, excluded_until }) =>
      (outcomes[outcome].names === "employee and day") === (excluded_until !== undefined),
    { path: ["excluded_until"], error: "is missing, or is not part of this outcome" },
  );

export type VisitedPosition = z.output<typeof visitedPosition>;

/** What the text of an outcome names. */
export type OutcomeFacts = Pick<VisitedPosition, "draw_no" | "excluded_until">;

function findOutcome(person: Person): Outcome {
  return outcomeNames.find((name) => outcomes[name].applies(person)) ?? "chosen";
}

/** Classifies the entry of the roster at this serial for an attempt of the draw `drawNo`. */
export function classifyPosition(
  serial: number,
  entry: EntryAtSerial,
  claim: ClaimStatus,
  { drawNo, pastWinners, rules, at }: EligibilityRules & { drawNo: number },
): VisitedPosition {
  const employee = entry.kind === "employee" ? entry.employee : undefined;
  const isPastWinner = employee !== undefined && pastWinners.has(employee.employee_id);
  const outcome = findOutcome({
    employee,
    isChanged: entry.kind === "changed",
    claim,
    isPastWinner,
    rules,
    at,
  });
  const position = { lottery_serial: serial, outcome };
  if (entry.kind === "changed") return { ...position, ...(entry.leaf && { leaf: entry.leaf }) };
  if (entry.kind === "gap") return position;
  const { person, sealed_as } = entry;
  const { employee_id, employee_name } = entry.employee;
  const claimedBy = claim.status === "free" ? undefined : claim.drawNo;
  const namedDraw = isPastWinner ? drawNo : claimedBy;
  const excluded_until = outcomes[outcome].names === "employee and day" && findExclusion(entry.employee, at);
  return {
    ...position,
    person,
    employee_id,
    employee_name,
    ...(sealed_as && { sealed_as }),
    ...(outcomes[outcome].names === "employee and draw" && namedDraw !== undefined && { draw_no: namedDraw }),
    ...(excluded_until && { excluded_until }),
  };
}

/** The outcome for this employee if nobody has claimed them: only a claim or a win can change it. */
function findOutcomeWithoutClaim(
  employee: EligibilityData,
  { pastWinners, rules, at }: EligibilityRules,
): Outcome {
  const isPastWinner = pastWinners.has(employee.employee_id);
  return findOutcome({ employee, isChanged: false, claim: { status: "free" }, isPastWinner, rules, at });
}

/** Whether only a claim can prevent this employee from winning. */
export function isCandidate(employee: EligibilityData, rules: EligibilityRules): boolean {
  return isWinner(findOutcomeWithoutClaim(employee, rules));
}

/** What the sealed list of a draw says about an employee, whom another draw may have `taken`. */
export function classifyForSeal(
  employee: EligibilityData,
  isTaken: boolean,
  rules: Omit<EligibilityRules, "pastWinners">,
): SealedAs {
  const outcome = findOutcomeWithoutClaim(employee, { ...rules, pastWinners: new Set() });
  return (isTaken && isWinner(outcome) ? "taken" : outcomes[outcome].sealedAs) ?? "free";
}

/** Whether a person with this outcome wins, unless another draw claims them first. */
export function isWinner(outcome: Outcome): boolean {
  return outcomes[outcome].verification === "winner";
}
