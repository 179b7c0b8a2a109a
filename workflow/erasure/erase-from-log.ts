import { isDeepStrictEqual } from "node:util";
import type { LogSelection } from "../../data/ledger/audit-log.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { LogEntry } from "../../data/ledger/log-entry.ts";

import type { PeopleToErase } from "../draw/erase-people.ts";
import { eraseFromLogEntry } from "./erase-log-entry.ts";

/** Returns the entries of a selection of the audit log that name one of these people. */
export async function findInLog(
  { logErasing }: Ledger,
  selection: LogSelection,
  people: PeopleToErase,
): Promise<LogEntry[]> {
  const found: LogEntry[] = [];
  for await (const entry of logErasing.listAll(selection))
    if (!isDeepStrictEqual(eraseFromLogEntry(entry, people), entry)) found.push(entry);
  return found;
}

/** Erases people from the entries of a selection of the audit log. May stop anywhere, and be repeated. */
export async function eraseFromLog(
  ledger: Ledger,
  selection: LogSelection,
  people: PeopleToErase,
): Promise<void> {
  for (const entry of await findInLog(ledger, selection, people))
    await ledger.logErasing.erase(entry, selection, (stored) => eraseFromLogEntry(stored, people));
}
