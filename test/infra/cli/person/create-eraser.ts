import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createErasures } from "../../../../data/ledger/erasures.ts";
import { createItemsByEmployee } from "../../../../data/people/items-by-employee.ts";
import { createEraseEverywhere } from "../../../../infra/cli/person/erase-everywhere.ts";
import type { PersonStores } from "../../../../infra/cli/person/open-person-stores.ts";
import { createRecovery } from "../../../../workflow/attempt/recovery.ts";
import { createStores } from "../../../support/start-dynamodb.ts";
import type { Lottery } from "../../../support/start-lottery.ts";

/** All stores with data about people, over this client. */
function createPersonStores({ tables }: Lottery, client: DynamoDBDocumentClient): PersonStores {
  return {
    ...createStores(client, tables),
    tables,
    employees: createItemsByEmployee(client, tables.employees),
    winnerItems: createItemsByEmployee(client, tables.winners),
    erasures: createErasures(client, tables.draws),
  };
}

/** `npm run erase -- --yes`, over a client of its own. Instead of waiting it runs `meanwhile`. */
export function createEraser(
  lottery: Lottery,
  { client = lottery.connect(), meanwhile = () => Promise.resolve() } = {},
) {
  const stores = createPersonStores(lottery, client);
  const { now } = lottery.clock;
  return createEraseEverywhere({
    stores,
    recovery: createRecovery({ ...stores, now }),
    wait: meanwhile,
    now,
  });
}
