import { openStores } from "../../data/open-stores.ts";
import { environment, readEnvironment } from "../../data/runtime/environment.ts";
import { createSettleDraw } from "../attempt/settle-draw.ts";
import { createRecordWinners } from "./record-winners.ts";

const settings = readEnvironment(process.env, environment.pick({ WINNERS_TABLE: true, DRAWS_TABLE: true }));
const { claims, ledger, revisions } = openStores(settings);

export const handler = createRecordWinners({
  ledger,
  settleDraw: createSettleDraw({ ledger, revisions, claims, now: () => new Date() }),
});
