import { environment, readEnvironment } from "../data/environment.ts";
import { openStores } from "../data/open-stores.ts";
import { createRoster } from "../data/roster.ts";
import { createTrail } from "../data/trail.ts";
import { createRandomSelectWinners } from "./random-select-winners.ts";
import { createSettleDraw } from "./settle-draw.ts";

const settings = readEnvironment(
  process.env,
  environment.pick({ EMPLOYEE_TABLE: true, WINNERS_TABLE: true, DRAWS_TABLE: true }),
);
const { client, claims, ledger, revisions } = openStores(settings);
const now = () => new Date();

export const handler = createRandomSelectWinners({
  ledger,
  claims,
  roster: createRoster(client, settings.EMPLOYEE_TABLE),
  trail: createTrail(client, settings.DRAWS_TABLE),
  settleDraw: createSettleDraw({ ledger, revisions, claims, now }),
  now,
});
