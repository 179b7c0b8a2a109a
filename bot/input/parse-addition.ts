import { toOneLine } from "../../data/people/employee.ts";
import { createEmployeeKey } from "../../data/people/employee-key.ts";
import { unwrapQuotes } from "./clean-input.ts";
import type { Mention } from "./find-person.ts";

/** Whom to add to the roster: a Slack account, and the employee id if somebody typed one. */
export interface ParsedAddition {
  userId: string;
  employeeId: string | undefined;
}

const LONGEST_ID = 128;
const MEMBER_ID = /^[UW][A-Z0-9]{4,}(?=$|\s)/;

/**
 * Parses `@person [employee id]`. A member id can replace the mention. Returns undefined for any other text, also for several
 * people, and for an id without visible characters.
 */
export function parseAddition(args: string, mentions: readonly Mention[]): ParsedAddition | undefined {
  const [mention, ...more] = mentions;
  if (more.length > 0 || (mention && !args.startsWith(mention.shown))) return undefined;
  const typed = mention?.shown ?? MEMBER_ID.exec(args)?.[0];
  if (typed === undefined) return undefined;
  const userId = mention?.userId ?? typed;
  const employeeId = toOneLine(unwrapQuotes(args.slice(typed.length).replace(/^[\s,;:，；：]+/u, "")));
  if (employeeId === "") return { userId, employeeId: undefined };
  const isId = employeeId.length <= LONGEST_ID && createEmployeeKey(employeeId) !== "";
  return isId ? { userId, employeeId } : undefined;
}
