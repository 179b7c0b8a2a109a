import { environment, readEnvironment } from "../data/environment.ts";
import { openStores } from "../data/open-stores.ts";
import { createSettleDraw } from "./settle-draw.ts";
import { createValidateWinners } from "./validate-winners.ts";

const settings = readEnvironment(
  process.env,
  environment.pick({ WINNERS_TABLE: true, DRAWS_TABLE: true, LOTTERY_LOCALE: true }),
);
const { claims, ledger } = openStores(settings);
const now = () => new Date();

export const handler = createValidateWinners({
  ledger,
  claims,
  settleDraw: createSettleDraw({ ledger, claims, now }),
  locale: settings.LOTTERY_LOCALE,
  now,
});
