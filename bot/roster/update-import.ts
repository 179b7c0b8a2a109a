import type { ImportChange, RosterImport } from "../../data/ledger/roster-imports.ts";
import type { RosterLedger } from "../../data/ledger/roster-ledger.ts";

export type RosterImports = RosterLedger["imports"];

/** Two runs of a step, and a click, can change an import at the same time. */
const TRIES = 5;

export type UpdateImport = ReturnType<typeof createUpdateImport>;

/** Creates the function that changes an import, also while another run changes it. */
export function createUpdateImport(imports: Pick<RosterImports, "read" | "change">) {
  /**
   * Returns the changed import; undefined if it does not exist, or `decide` finds that it must not be changed any more.
   */
  return async function updateImport(
    importId: string,
    decide: (current: RosterImport) => ImportChange | undefined,
  ): Promise<RosterImport | undefined> {
    for (let tries = 0; tries < TRIES; tries++) {
      const current = await imports.read(importId);
      const change = current && decide(current);
      if (!change) return undefined;
      const changed = await imports.change(current, change);
      if (changed) return changed;
    }
    throw new Error(`The import changed ${TRIES} times while it was updated.`);
  };
}
