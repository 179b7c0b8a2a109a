import { randomUUID } from "node:crypto";
import pMap from "p-map";
import type { Recovery } from "../../../workflow/attempt/recovery.ts";
import { createPersonToErase } from "../../../workflow/draw/erase-person.ts";
import { completeDraw } from "../../../workflow/erasure/complete-draw.ts";
import { createEraseFromDraw } from "../../../workflow/erasure/erase-from-draw.ts";
import { eraseFromImports } from "../../../workflow/erasure/erase-from-imports.ts";
import { eraseFromLists } from "../../../workflow/erasure/erase-from-lists.ts";
import { eraseFromLog } from "../../../workflow/erasure/erase-from-log.ts";
import { logChange } from "../log-change.ts";
import { forEachDraw } from "./for-each-draw.ts";
import type { PersonStores } from "./open-person-stores.ts";
import { isAnythingStored, type Survey, surveyPerson } from "./survey-person.ts";

/**
 * After a person is deleted from the roster, a draw that has read the roster before may still be opened: its first task
 * takes at most 55 s. The index of the roster lags by about a second.
 */
const ROSTER_READ_MS = 60_000;
/** Draws at the same time may name the person again, until the roster no longer does. */
const ROUNDS = 5;
const DRAWS_AT_ONCE = 8;

/** The person cannot be erased now. */
class ErasureRefused extends Error {
  override readonly name = "ErasureRefused";

  constructor(obstacles: readonly string[], hasBegun: boolean) {
    const state = hasBegun ? "Some data of the person is erased, some is not." : "Nothing was erased.";
    super([...obstacles, state, "Run the command again later."].join("\n"));
  }
}

/** Creates the function that erases a person from all tables. */
export function createEraseEverywhere({
  stores,
  recovery,
  wait,
  now,
}: {
  stores: PersonStores;
  recovery: Recovery;
  wait: (milliseconds: number) => Promise<unknown>;
  now: () => Date;
}) {
  const eraseFromDraw = createEraseFromDraw(stores);
  const survey = (employeeId: string) => surveyPerson(stores, employeeId, now());

  const eraseFound = async ({ person, win, draws, executions }: Survey) => {
    const people = createPersonToErase(person);
    await stores.employees.remove(person.employee_id);
    await pMap(draws, (drawNo) => eraseFromDraw(drawNo, people), { concurrency: DRAWS_AT_ONCE });
    if (win) await stores.claims.erase(win);
    for (const { id, isRequester } of executions) await stores.ledger.executions.erase(id, { isRequester });
    await eraseFromLists(stores.ledger, people);
    await eraseFromImports(stores.rosterLedger, people);
    await eraseFromLog(stores.ledger, "all", people);
  };

  /** Stores that the erasure has begun, unless an earlier run has done so. Returns its id. */
  const begin = async ({ begun, person, counts }: Survey, by: string): Promise<string> => {
    if (begun !== undefined) return begun;
    const entry = randomUUID();
    await stores.erasures.begin({ entry, by, begun_at: now().toISOString(), counts, person });
    return entry;
  };

  /**
   * Erases a person, and stores who did it and when. An erasure that was interrupted continues. Returns what was found;
   * undefined if nothing is stored about the person. Throws `ErasureRefused`, and what `forEachDraw` throws.
   */
  return async function eraseEverywhere(employeeId: string, by: string): Promise<Survey | undefined> {
    await forEachDraw(stores, (draw) => completeDraw(recovery, draw, now()));
    const found = await survey(employeeId);
    const hasBegun = found.begun !== undefined;
    if (!hasBegun && !isAnythingStored(found)) return undefined;
    if (found.obstacles.length > 0) throw new ErasureRefused(found.obstacles, hasBegun);
    const entry = await begin(found, by);
    let left = found;
    for (let round = 0; round < ROUNDS; round++) {
      await eraseFound(left);
      if (round === 0 && (hasBegun || found.isOnRoster)) await wait(ROSTER_READ_MS);
      left = await survey(employeeId);
      if (left.obstacles.length > 0) throw new ErasureRefused(left.obstacles, true);
      if (isAnythingStored(left)) continue;
      await logChange(stores.ledger.auditLog, {
        at: now(),
        id: entry,
        by,
        action: "employee.erase",
        before: found.counts,
      });
      await stores.erasures.end(entry, now());
      return found;
    }
    throw new ErasureRefused(["Other runs change the same data."], true);
  };
}
