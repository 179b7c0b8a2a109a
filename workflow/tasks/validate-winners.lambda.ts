import { openStores } from "../../data/open-stores.ts";
import { environment, readEnvironment } from "../../data/runtime/environment.ts";
import { openVisitLog } from "../attempt/open-visit-log.ts";
import { createRecovery } from "../attempt/recovery.ts";
import { createValidateWinners } from "./validate-winners.ts";

const settings = readEnvironment(
  process.env,
  environment.pick({ WINNERS_TABLE: true, DRAWS_TABLE: true, LOTTERY_LOCALE: true }),
);
const { client, claims, ledger } = openStores(settings);
const now = () => new Date();

export const handler = createValidateWinners({
  ledger,
  claims,
  visitLog: openVisitLog(client, settings.DRAWS_TABLE),
  recovery: createRecovery({ ledger, claims, now }),
  locale: settings.LOTTERY_LOCALE,
  now,
});
