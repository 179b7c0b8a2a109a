import { openStores } from "../../data/open-stores.ts";
import { environment, readEnvironment } from "../../data/runtime/environment.ts";
import { openVisitLog } from "../attempt/open-visit-log.ts";
import { createRecovery } from "../attempt/recovery.ts";
import { createNoticeTexts } from "../notice/locales/locales.ts";
import { createValidateWinners } from "./validate-winners.ts";

const settings = readEnvironment(
  process.env,
  environment.pick({ WINNERS_TABLE: true, DRAWS_TABLE: true, LOTTERY_LOCALE: true, LOTTERY_COMMAND: true }),
);
const { client, claims, ledger } = openStores(settings);
const now = () => new Date();

export const handler = createValidateWinners({
  ledger,
  claims,
  visitLog: openVisitLog(client, settings.DRAWS_TABLE),
  recovery: createRecovery({ ledger, claims, now }),
  texts: createNoticeTexts(settings.LOTTERY_LOCALE, settings.LOTTERY_COMMAND),
  now,
});
