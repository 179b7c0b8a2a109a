import type { RosterItem } from "../../../data/people/roster-item.ts";
import { createAccountKey } from "../people/account-key.ts";
import type { Entry, MatchedRow, Matching } from "./matching.ts";

type AccountAttribute = "slack_user_id" | "email";

/** Compares one kind of account of the rows with each other, and with those of people on the roster who are in no row. */
function compareAccount(matching: Matching, attribute: AccountAttribute): void {
  const { rows, itemOf, claimed, leaving, undecided, isActive, isGone, isStaying } = matching;
  const { accountOf, preferActive, wasReplaced, leaveOut, decide } = matching;
  const isFree = ({ employee_id: id }: RosterItem) =>
    !undecided.has(id) && (leaving.has(id) || !claimed.has(id));
  const itemsOf = Map.groupBy(itemOf.values(), (item) => createAccountKey(item[attribute]));
  const rowsOf = new Map<string, Set<MatchedRow>>();

  /** Whether the person stays and has the account already, so that the file does not bring it. */
  const hasAlready = (row: MatchedRow, key: string) =>
    createAccountKey(itemOf.get(row.target)?.[attribute]) === key && isStaying(row);
  /** Whether both may win, and did not have the account both before. */
  const mayBeOne = (existing: MatchedRow | Entry, row: MatchedRow, key: string) => {
    if (!("item" in existing)) return !hasAlready(existing, key) || !hasAlready(row, key);
    // It does not matter whether two people on the roster are one, if one of them has left and does not return.
    const { employee_id: id } = existing.item;
    if (!isActive(row.target) || wasReplaced(existing.item, row)) return true;
    return !hasAlready(row, key) && isActive(id) && !leaving.has(id);
  };
  /** Compares two people. Returns whether the person of the row is found on the roster, or left out. */
  const compare = (existing: MatchedRow | Entry, row: MatchedRow): boolean => {
    const resolution = decide(existing, row);
    if ("item" in existing) {
      const { employee_id } = existing.item;
      if (resolution === "new") leaving.add(employee_id);
      if (resolution === "existing" && leaving.has(employee_id)) leaveOut(row);
      else if (resolution === "existing") {
        row.target = employee_id;
        claimed.add(employee_id);
      }
    } else if (resolution === "existing") leaveOut(row, existing);
    else if (resolution === "new") leaveOut(existing, row);
    return resolution === "existing" || resolution === undefined;
  };

  const compareAll = (row: MatchedRow, key: string) => {
    const known = rowsOf.get(key) ?? new Set();
    for (const existing of known) {
      if (rows.has(row) && mayBeOne(existing, row, key)) compare(existing, row);
      if (!rows.has(existing)) known.delete(existing);
    }
    for (const item of preferActive(itemsOf.get(key) ?? []))
      if (rows.has(row) && isFree(item) && mayBeOne({ item }, row, key) && compare({ item }, row)) break;
    if (rows.has(row)) rowsOf.set(key, known.add(row));
  };

  for (const row of rows) {
    const key = isGone(row) ? undefined : accountOf(row, attribute);
    if (key !== undefined && rows.has(row)) compareAll(row, key);
  }
}

/**
 * Compares the Slack accounts and the addresses that the people of the rows will have. Who has left by the file is not
 * compared: they can win under no entry.
 */
export function compareAccounts(matching: Matching): void {
  compareAccount(matching, "slack_user_id");
  compareAccount(matching, "email");
}
