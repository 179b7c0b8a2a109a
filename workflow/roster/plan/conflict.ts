import { createHash } from "node:crypto";

/** Why two people may be one: by their ids, or by an account or address that both have. */
export type ConflictKind = "spelling" | "leading-zeros" | "slack-account" | "email" | "twice-in-file";

export const CONFLICT_KINDS: readonly ConflictKind[] = [
  "leading-zeros",
  "spelling",
  "twice-in-file",
  "slack-account",
  "email",
];

/**
 * What two people in a conflict are. `existing`: one person, with the id of the first. `new`: one person, with the id of the
 * second. `both`: two people.
 */
export type Resolution = "existing" | "new" | "both";

/** The decisions about conflicts, by their keys, by `keyOfKind`, or by `ALL`: the first of these counts. */
export type Resolutions = Readonly<Record<string, Resolution>>;

/** One of the two people in a conflict. */
export interface Party {
  employee_id: string;
  employee_name: string;
  email?: string | undefined;
  slack_user_id?: string | undefined;
  department?: string | undefined;
  /** The line in the file. Somebody who is only on the roster has none. */
  line?: number;
}

/** Two people who may be one. */
export interface Conflict {
  /** 16 characters, the same whenever these two are compared in this order. */
  key: string;
  /** The key of the same two in the other order. */
  reversedKey: string;
  kind: ConflictKind;
  /** Somebody on the roster, or an earlier row. */
  existing: Party;
  row: Party;
  /** The possible resolutions. */
  options: readonly Resolution[];
  /** Whether more than two entries look alike, so that only a decision about these two counts. */
  isInLargeGroup: boolean;
}

/** The key of a decision about all conflicts. */
export const ALL = "all";

/** The key of a decision about all conflicts of a kind. */
export function keyOfKind(kind: ConflictKind): string {
  return `kind:${kind}`;
}

/** The key of two ids in this order. Two rows with one id differ by their lines. */
function createKey(first: Party, second: Party): string {
  const identity = [first, second].map(({ employee_id, line = null }) =>
    first.employee_id === second.employee_id ? [employee_id, line] : [employee_id],
  );
  return createHash("sha256").update(JSON.stringify(identity)).digest("hex").slice(0, 16);
}

/** The keys of a decision about two people: in this order, and in the other one. */
export function createKeys(existing: Party, row: Party): Pick<Conflict, "key" | "reversedKey"> {
  return { key: createKey(existing, row), reversedKey: createKey(row, existing) };
}

/**
 * Describes a conflict between two people, who may be one for several reasons, the first of which is named. Two
 * people who are both on the roster and have not left keep their ids: it is to be decided whether one leaves.
 */
export function createConflict(
  kinds: readonly [ConflictKind, ...ConflictKind[]],
  {
    existing,
    row,
    areOnRoster,
    isInLargeGroup,
  }: { existing: Party; row: Party; areOnRoster: boolean; isInLargeGroup: boolean },
): Conflict {
  const [kind] = kinds;
  const isOneId = existing.employee_id === row.employee_id;
  return {
    ...createKeys(existing, row),
    kind,
    existing,
    row,
    isInLargeGroup: isInLargeGroup && !isOneId,
    options: isOneId ? ["existing", "new"] : areOnRoster ? ["new", "both"] : ["existing", "new", "both"],
  };
}

const REVERSED = { existing: "new", new: "existing", both: "both" } as const;

/**
 * Returns the decision about these two, whichever of them comes first: a plan may compare the same ids as two rows, and then
 * as a row and an entry of the roster.
 */
export function findOwnResolution(
  { key, reversedKey }: Pick<Conflict, "key" | "reversedKey">,
  resolutions: Resolutions,
): Resolution | undefined {
  const reversed = resolutions[reversedKey];
  return resolutions[key] ?? (reversed && REVERSED[reversed]);
}

/** Returns the conflict in the order in which these two were decided, so that a new decision replaces the earlier one. */
export function orderAsDecided(conflict: Conflict, resolutions: Resolutions): Conflict {
  const { key, reversedKey, existing, row, options } = conflict;
  if (resolutions[key] !== undefined || resolutions[reversedKey] === undefined) return conflict;
  return {
    ...conflict,
    key: reversedKey,
    reversedKey: key,
    existing: row,
    row: existing,
    options: options.map((option) => REVERSED[option]),
  };
}

/** Returns the decision about all conflicts for one of these reasons, or about all. That they are one person comes first. */
export function findGeneralResolution(
  kinds: readonly ConflictKind[],
  resolutions: Resolutions,
): Resolution | undefined {
  const found = kinds.map((kind) => resolutions[keyOfKind(kind)] ?? resolutions[ALL]);
  return found.includes("existing") ? "existing" : found.find((each) => each !== undefined);
}
