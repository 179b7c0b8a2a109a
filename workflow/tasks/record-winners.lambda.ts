import { openStores } from "../../data/open-stores.ts";
import { environment, readEnvironment } from "../../data/runtime/environment.ts";
import { createFinalizeClaims } from "../attempt/finalize-claims.ts";
import { createRecordWinners } from "./record-winners.ts";

const settings = readEnvironment(process.env, environment.pick({ WINNERS_TABLE: true, DRAWS_TABLE: true }));
const { claims, ledger } = openStores(settings);

export const handler = createRecordWinners({
  ledger,
  finalizeClaims: createFinalizeClaims({ ledger, claims, now: () => new Date() }),
});
