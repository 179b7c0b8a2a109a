import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { RosterPages } from "../../data/ledger/roster-pages.ts";
import type { Employee } from "../../data/people/employee.ts";
import type { EntryAtSerial } from "../draw/eligibility.ts";
import { matchEntry } from "../draw/match-entry.ts";
import { joinPages, PAGE_LEAVES } from "../draw/roster-pages.ts";
import { createSalts } from "../draw/salts.ts";

/** Creates the function that compares employees with the entries that a draw has sealed. Each page is read once. */
export function createReadEntries(
  rosterPages: RosterPages,
  { draw_id, roster_size, roster_pages = [], salts }: DrawRecord,
) {
  const { saltOf } = createSalts(salts, roster_size);
  const pages = new Map<string, Promise<Buffer[]>>();

  const readPage = async (root: string) => joinPages([await rosterPages.read(draw_id, root)]);

  const readLeaf = async (serial: number): Promise<Buffer | undefined> => {
    const root = roster_pages[Math.floor((serial - 1) / PAGE_LEAVES)];
    if (root === undefined) return undefined;
    const reading = pages.get(root) ?? readPage(root);
    pages.set(root, reading);
    return (await reading)[(serial - 1) % PAGE_LEAVES];
  };

  /** Returns the entries at these serials. `employees` are the current ones, in the same order. Throws `InvalidItem`. */
  return function readEntries(
    serials: readonly number[],
    employees: readonly (Employee | undefined)[],
  ): Promise<EntryAtSerial[]> {
    return Promise.all(
      serials.map(async (serial, i) =>
        matchEntry(serial, employees[i], saltOf(serial), await readLeaf(serial)),
      ),
    );
  };
}
