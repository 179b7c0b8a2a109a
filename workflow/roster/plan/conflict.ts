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
  /** 16 characters, the same whenever the same file is planned. */
  key: string;
  kind: ConflictKind;
  /** Somebody on the roster, or an earlier row. */
  existing: Party;
  row: Party;
  /** The possible resolutions. */
  options: readonly Resolution[];
}

/** The key of a decision about all conflicts. */
export const ALL = "all";

/** The key of a decision about all conflicts of a kind. */
export function keyOfKind(kind: ConflictKind): string {
  return `kind:${kind}`;
}

/**
 * Describes a conflict between two people, who may be one for several reasons, the first of which is named. Two
 * people who are both on the roster and have not left keep their ids: it is to be decided whether one leaves.
 */
export function createConflict(
  kinds: readonly [ConflictKind, ...ConflictKind[]],
  { existing, row, areOnRoster }: { existing: Party; row: Party; areOnRoster: boolean },
): Conflict {
  const identity = JSON.stringify([existing.employee_id, existing.line ?? null, row.employee_id, row.line]);
  const [kind] = kinds;
  const isOneId = existing.employee_id === row.employee_id;
  return {
    key: createHash("sha256").update(identity).digest("hex").slice(0, 16),
    kind,
    existing,
    row,
    options: isOneId ? ["existing", "new"] : areOnRoster ? ["new", "both"] : ["existing", "new", "both"],
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
