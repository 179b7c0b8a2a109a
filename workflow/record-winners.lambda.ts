import { environment, readEnvironment } from "../data/environment.ts";
import { openStores } from "../data/open-stores.ts";
import { createRecordWinners } from "./record-winners.ts";
import { createSettleDraw } from "./settle-draw.ts";

const settings = readEnvironment(process.env, environment.pick({ WINNERS_TABLE: true, DRAWS_TABLE: true }));
const { claims, ledger, revisions } = openStores(settings);

export const handler = createRecordWinners({
  ledger,
  settleDraw: createSettleDraw({ ledger, revisions, claims, now: () => new Date() }),
});
