import { SFNClient } from "@aws-sdk/client-sfn";
import { createRegistry } from "../../bot/commands/registry.ts";
import { createStartExecution } from "../../bot/commands/start-execution.ts";
import { createRequestFile } from "../../bot/files/request-file.ts";
import { createDocumentClient } from "../../data/dynamodb/document-client.ts";
import { createCommandLedger } from "../../data/ledger/command-ledger.ts";
import { createRosterLedger } from "../../data/ledger/roster-ledger.ts";
import { createExclusions } from "../../data/people/exclusions.ts";
import { createOptOuts } from "../../data/people/opt-outs.ts";
import { createPeopleTable } from "../../data/people/people-table.ts";
import { createReadClaim } from "../../data/people/read-claim.ts";
import { createReadTaken } from "../../data/people/read-taken.ts";
import { createRoster } from "../../data/people/roster.ts";
import { environment, readEnvironment } from "../../data/runtime/environment.ts";
import { openVisitLog } from "../../workflow/attempt/open-visit-log.ts";

/** Creates the commands of the reference bots, with the same settings and AWS clients as the deployed bot. */
export function openRegistry() {
  const settings = readEnvironment(
    process.env,
    environment.pick({
      EMPLOYEE_TABLE: true,
      WINNERS_TABLE: true,
      DRAWS_TABLE: true,
      STATE_MACHINE_ARN: true,
      CALLBACK_ARN: true,
      SLACK_SIGNING_SECRET: true,
      LOTTERY_OPERATORS: true,
      LOTTERY_LOCALE: true,
      LOTTERY_COMMAND: true,
      LOTTERY_BEACON: true,
      LOTTERY_BEACON_CHAIN: true,
    }),
  );
  const client = createDocumentClient();
  const registry = createRegistry({
    locale: settings.LOTTERY_LOCALE,
    command: settings.LOTTERY_COMMAND,
    configuredOperators: settings.LOTTERY_OPERATORS,
    ledger: createCommandLedger(client, settings.DRAWS_TABLE),
    openRosterLedger: async () => createRosterLedger(client, settings.DRAWS_TABLE),
    readClaim: createReadClaim(client, settings.WINNERS_TABLE),
    readTaken: createReadTaken(client, settings.WINNERS_TABLE),
    openVisitLog: async () => openVisitLog(client, settings.DRAWS_TABLE),
    showsIds: false,
    isSealed: settings.LOTTERY_BEACON === "drand",
    roster: createRoster(client, settings.EMPLOYEE_TABLE),
    exclusions: createExclusions(client, settings.EMPLOYEE_TABLE),
    mayOptOut: false,
    optOuts: createOptOuts(client, settings.EMPLOYEE_TABLE),
    people: createPeopleTable(client, settings.EMPLOYEE_TABLE),
    readProfile: () => Promise.resolve(undefined),
    chain: settings.LOTTERY_BEACON_CHAIN,
    startExecution: createStartExecution(
      new SFNClient({
        maxAttempts: 2,
        requestHandler: { connectionTimeout: 500, requestTimeout: 1_000, throwOnRequestTimeout: true },
      }),
      settings.STATE_MACHINE_ARN,
    ),
    startRosterStep: () => Promise.resolve(false),
    // The measured commands come from a public channel, which needs no check.
    checkChannel: () => Promise.resolve("open"),
    // Nor can the reference bots ask Slack about the caller.
    findLocale: () => Promise.resolve(undefined),
    checkAccount: () => Promise.resolve("member"),
    openForm: () => Promise.resolve(undefined),
    requestFile: createRequestFile(settings.CALLBACK_ARN),
    now: () => new Date(),
  });
  return { registry, signingSecret: settings.SLACK_SIGNING_SECRET };
}
