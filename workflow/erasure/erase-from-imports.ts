import type { ListedImport, RosterImport } from "../../data/ledger/roster-imports.ts";
import type { RosterLedger } from "../../data/ledger/roster-ledger.ts";
import type { PeopleToErase } from "../draw/erase-people.ts";

/** An import that names one of the people. */
export interface NamingImport {
  listed: ListedImport;
  /** What was read or planned about them. */
  elements: unknown[];
  /** Whether one of them has asked for the import. */
  isRequester: boolean;
}

const isEnded = ({ status }: RosterImport): boolean => ["applied", "failed", "cancelled"].includes(status);

/** Returns the imports that name one of these people. */
export async function findInImports(
  { imports }: RosterLedger,
  people: PeopleToErase,
): Promise<NamingImport[]> {
  const found: NamingImport[] = [];
  for (const listed of await imports.list()) {
    const elements: unknown[] = [];
    for await (const element of imports.pages.readElements(listed.import_id))
      if (people.isNamedIn(JSON.stringify(element))) elements.push(element);
    const isRequester = people.isNamedIn(JSON.stringify(listed.item));
    if (elements.length > 0 || isRequester) found.push({ listed, elements, isRequester });
  }
  return found;
}

/**
 * Ends the imports that name these people, and deletes what they have read. The record of one that has ended is deleted, if
 * one of the people has asked for it. May be repeated: an import that runs at the same time is found again.
 */
export async function eraseFromImports(rosterLedger: RosterLedger, people: PeopleToErase): Promise<void> {
  const { imports } = rosterLedger;
  for (const { listed, isRequester } of await findInImports(rosterLedger, people)) {
    const { import_id, record } = listed;
    if (record && !isEnded(record)) {
      const status = record.status === "applying" ? "failed" : "cancelled";
      await imports.change(record, { status, ...(status === "failed" && { error: "Erased" }) });
      await imports.pages.deleteAll(import_id);
    } else if (isRequester) await imports.remove(import_id);
    else await imports.pages.deleteAll(import_id);
  }
}
