import { openStores } from "../../data/open-stores.ts";
import { createRoster } from "../../data/people/roster.ts";
import { environment, readEnvironment } from "../../data/runtime/environment.ts";
import { openVisitLog } from "../attempt/open-visit-log.ts";
import { createSettleDraw } from "../attempt/settle-draw.ts";
import { createRandomSelectWinners } from "./random-select-winners.ts";

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
  trail: openVisitLog(client, settings.DRAWS_TABLE),
  settleDraw: createSettleDraw({ ledger, revisions, claims, now }),
  now,
});
