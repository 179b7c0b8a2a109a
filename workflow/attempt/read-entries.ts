import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { RosterPages } from "../../data/ledger/roster-pages.ts";
import type { Employee } from "../../data/people/employee.ts";
import type { EntryAtSerial } from "../draw/eligibility.ts";
import { matchEntry } from "../draw/match-entry.ts";
import { HASH_BYTES, PAGE_LEAVES } from "../draw/roster-tree.ts";
import { createSalts } from "../draw/salts.ts";

/** Creates the function that compares employees with the entries that a draw has sealed. Each page is read once. */
export function createReadEntries(
  rosterPages: RosterPages,
  { draw_id, roster_size, roster_pages = [], salts }: DrawRecord,
) {
  const { saltOf } = createSalts(salts, roster_size);
  const pages = new Map<string, Promise<Uint8Array>>();

  const readLeaf = async (serial: number): Promise<Buffer | undefined> => {
    const root = roster_pages[Math.floor((serial - 1) / PAGE_LEAVES)];
    if (root === undefined) return undefined;
    const reading = pages.get(root) ?? rosterPages.read(draw_id, root);
    pages.set(root, reading);
    const start = ((serial - 1) % PAGE_LEAVES) * HASH_BYTES;
    return Buffer.from((await reading).subarray(start, start + HASH_BYTES));
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
