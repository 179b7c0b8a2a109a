import { openStores } from "../../data/open-stores.ts";
import { createRoster } from "../../data/people/roster.ts";
import { environment, readEnvironment } from "../../data/runtime/environment.ts";
import { createExtendHistory } from "../attempt/extend-history.ts";
import { createOpenRevision } from "../attempt/open-revision.ts";
import { createPrepareSealing } from "../attempt/prepare-sealing.ts";
import { createRecovery } from "../attempt/recovery.ts";
import { createSurveyRoster } from "../attempt/survey-roster.ts";
import { createInputWinners } from "./input-winners.ts";

const settings = readEnvironment(
  process.env,
  environment.pick({
    EMPLOYEE_TABLE: true,
    WINNERS_TABLE: true,
    DRAWS_TABLE: true,
    LOTTERY_BEACON: true,
    LOTTERY_BEACON_CHAIN: true,
  }),
);
const { client, claims, ledger } = openStores(settings);
const roster = createRoster(client, settings.EMPLOYEE_TABLE);
const now = () => new Date();
const isSealed = settings.LOTTERY_BEACON === "drand";

const recovery = createRecovery({ ledger, claims, now });

export const handler = createInputWinners({
  ledger,
  recovery,
  openRevision: createOpenRevision({ ledger, recovery, now }),
  surveyRoster: createSurveyRoster({ roster, claims, isSealed, now }),
  extendHistory: createExtendHistory({ ledger }),
  prepareSealing: createPrepareSealing({
    ledger,
    chain: isSealed ? settings.LOTTERY_BEACON_CHAIN : undefined,
  }),
  now,
});
