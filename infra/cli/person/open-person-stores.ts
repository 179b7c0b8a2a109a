import { createErasures } from "../../../data/ledger/erasures.ts";
import { createRosterLedger } from "../../../data/ledger/roster-ledger.ts";
import { openStores } from "../../../data/open-stores.ts";
import { createItemsByEmployee } from "../../../data/people/items-by-employee.ts";
import { environment, readEnvironment } from "../../../data/runtime/environment.ts";
import { openVisitLog } from "../../../workflow/attempt/open-visit-log.ts";

export type PersonStores = ReturnType<typeof openPersonStores>;

/** Opens every store with data about people. The SDK's environment variables select the endpoint. */
export function openPersonStores(source: Readonly<Record<string, string | undefined>>) {
  const settings = readEnvironment(
    source,
    environment.pick({ EMPLOYEE_TABLE: true, WINNERS_TABLE: true, DRAWS_TABLE: true }),
  );
  const { client, claims, ledger } = openStores(settings);
  return {
    /** The names of the tables. */
    tables: {
      employees: settings.EMPLOYEE_TABLE,
      winners: settings.WINNERS_TABLE,
      draws: settings.DRAWS_TABLE,
    },
    claims,
    ledger,
    rosterLedger: createRosterLedger(client, settings.DRAWS_TABLE),
    visitLog: openVisitLog(client, settings.DRAWS_TABLE),
    employees: createItemsByEmployee(client, settings.EMPLOYEE_TABLE),
    winnerItems: createItemsByEmployee(client, settings.WINNERS_TABLE),
    erasures: createErasures(client, settings.DRAWS_TABLE),
  };
}
