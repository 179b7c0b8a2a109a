import type { DrawRules } from "../../data/ledger/rules.ts";

/** So many names of departments are shown, and so many characters of them, at least one name. */
const MOST_NAMES = 6;
const LONGEST_NAMES = 200;

/** What people want to know about the rules of a draw, as facts for texts in any language. */
export interface RuleFacts {
  /** The first names, and how many others there are. */
  departments: { kind: "only" | "not"; names: string[]; more: number } | undefined;
  /** An ISO date. */
  joinedBefore: string | undefined;
  again: boolean;
}

/** Returns the first names that are short enough together. */
function shorten(names: readonly string[]): string[] {
  let length = 0;
  return names.slice(0, MOST_NAMES).filter((name, i) => {
    length += name.length;
    return i === 0 || length <= LONGEST_NAMES;
  });
}

/** Summarizes the rules of a draw. `clean` prepares each name for the place where it is shown. */
export function summarizeRules(
  { departments, joined_before, again }: DrawRules,
  clean: (name: string) => string,
): RuleFacts {
  const kind = departments && ("only" in departments ? "only" : "not");
  const all = departments ? ("only" in departments ? departments.only : departments.not) : [];
  const names = shorten(all);
  return {
    departments: kind && { kind, names: names.map(clean), more: all.length - names.length },
    joinedBefore: joined_before,
    again: again === true,
  };
}

/** Whether the rules say anything about who can win. Every draw belongs to a campaign. */
export function limitsPeople({ departments, joinedBefore, again }: RuleFacts): boolean {
  return departments !== undefined || joinedBefore !== undefined || again;
}
