import { openStores } from "../../data/open-stores.ts";
import { createRoster } from "../../data/people/roster.ts";
import { environment, readEnvironment } from "../../data/runtime/environment.ts";
import { openVisitLog } from "../attempt/open-visit-log.ts";
import { createRecovery } from "../attempt/recovery.ts";
import { createRevealSeed } from "../attempt/reveal-seed.ts";
import { createFetchRound } from "../beacon/fetch-round.ts";
import { createRandomSelectWinners } from "./random-select-winners.ts";

const settings = readEnvironment(
  process.env,
  environment.pick({
    EMPLOYEE_TABLE: true,
    WINNERS_TABLE: true,
    DRAWS_TABLE: true,
    LOTTERY_BEACON_CHAIN: true,
    LOTTERY_BEACON_RELAYS: true,
  }),
);
const { client, claims, ledger } = openStores(settings);
const now = () => new Date();

export const handler = createRandomSelectWinners({
  ledger,
  claims,
  roster: createRoster(client, settings.EMPLOYEE_TABLE),
  visitLog: openVisitLog(client, settings.DRAWS_TABLE),
  recovery: createRecovery({ ledger, claims, now }),
  revealSeed: createRevealSeed({
    ledger,
    fetchRound: createFetchRound({
      chain: settings.LOTTERY_BEACON_CHAIN,
      relays: settings.LOTTERY_BEACON_RELAYS,
    }),
  }),
  now,
});
