import { AwsLambdaReceiver } from "@slack/bolt";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { createDocumentClient } from "../data/dynamodb/document-client.ts";
import { createCommandLedger } from "../data/ledger/command-ledger.ts";
import { createExclusions } from "../data/people/exclusions.ts";
import { createOptOuts } from "../data/people/opt-outs.ts";
import { createPeopleTable } from "../data/people/people-table.ts";
import { createReadClaim } from "../data/people/read-claim.ts";
import { createReadTaken } from "../data/people/read-taken.ts";
import { createRoster } from "../data/people/roster.ts";
import { environment, readEnvironment } from "../data/runtime/environment.ts";
import { openSecret } from "../data/runtime/open-secret.ts";
import { createRegistry } from "./commands/registry.ts";
import { createRequestFile } from "./files/request-file.ts";
import { loadTexts } from "./locales/load-texts.ts";
import { createApp } from "./slack/app.ts";
import { createBoltLogger } from "./slack/bolt-logger.ts";
import { createCheckAccount } from "./slack/check-account.ts";
import { createCheckChannel } from "./slack/check-channel.ts";
import { createFindLocale } from "./slack/find-locale.ts";
import { createFormClient } from "./slack/form-client.ts";
import { createHttpEntry } from "./slack/http-entry.ts";
import { createPublishHome } from "./slack/publish-home.ts";
import { createReadProfile } from "./slack/read-profile.ts";
import { createReadUser } from "./slack/read-user.ts";
import { createSlackClient } from "./slack/slack-client.ts";

const settings = readEnvironment(
  process.env,
  environment.pick({
    EMPLOYEE_TABLE: true,
    WINNERS_TABLE: true,
    DRAWS_TABLE: true,
    STATE_MACHINE_ARN: true,
    ROSTER_MACHINE_ARN: true,
    CALLBACK_ARN: true,
    SLACK_SIGNING_SECRET: true,
    SLACK_BOT_TOKEN: true,
    SLACK_API_URL: true,
    SLACK_TEAM_ID: true,
    SLACK_APP_ID: true,
    LOTTERY_OPERATORS: true,
    LOTTERY_LOCALE: true,
    LOTTERY_COMMAND: true,
    LOTTERY_SHOW_IDS: true,
    LOTTERY_OPT_OUT: true,
    LOTTERY_BEACON: true,
    LOTTERY_BEACON_CHAIN: true,
  }),
);
const client = createDocumentClient();
const ledger = createCommandLedger(client, settings.DRAWS_TABLE);
const roster = createRoster(client, settings.EMPLOYEE_TABLE);
const readClaim = createReadClaim(client, settings.WINNERS_TABLE);
// Most requests start nothing, so a cold start does not load the client of Step Functions.
const connectStarters = async () => {
  const { createExecutionStarters } = await import("./commands/execution-starters.ts");
  return createExecutionStarters({
    lottery: settings.STATE_MACHINE_ARN,
    roster: settings.ROSTER_MACHINE_ARN,
  });
};
let connected: ReturnType<typeof connectStarters> | undefined;
const loadStarters = () => (connected ??= connectStarters());

// The HTTP entry has already verified the signature of the raw bytes, so Bolt needs no secret.
const receiver = new AwsLambdaReceiver({
  signingSecret: "",
  signatureVerification: false,
  logger: createBoltLogger(),
});
const now = () => new Date();
const botToken = openSecret(settings.SLACK_BOT_TOKEN);
const connect = async () => createSlackClient(await botToken.read(), settings.SLACK_API_URL);
const readUser = createReadUser({ connect, timeoutMs: 600 });
async function openEntry() {
  const { LOTTERY_LOCALE: locale, LOTTERY_COMMAND: command } = settings;
  const texts = await loadTexts(locale, command);
  // Slack opens a form within three seconds after the request only.
  const formClient = createFormClient({ connect, texts, timeoutMs: 2_000 });
  const findLocale = createFindLocale({ readUser, now });
  const registry = createRegistry({
    locale,
    command,
    configuredOperators: settings.LOTTERY_OPERATORS,
    ledger,
    openRosterLedger: async () =>
      (await import("../data/ledger/roster-ledger.ts")).createRosterLedger(client, settings.DRAWS_TABLE),
    readClaim,
    readTaken: createReadTaken(client, settings.WINNERS_TABLE),
    openVisitLog: async () =>
      (await import("../workflow/attempt/open-visit-log.ts")).openVisitLog(client, settings.DRAWS_TABLE),
    roster,
    showsIds: settings.LOTTERY_SHOW_IDS === "yes",
    mayOptOut: settings.LOTTERY_OPT_OUT === "yes",
    optOuts: createOptOuts(client, settings.EMPLOYEE_TABLE),
    exclusions: createExclusions(client, settings.EMPLOYEE_TABLE),
    people: createPeopleTable(client, settings.EMPLOYEE_TABLE),
    readProfile: createReadProfile({ readUser }),
    isSealed: settings.LOTTERY_BEACON === "drand",
    chain: settings.LOTTERY_BEACON_CHAIN,
    async startExecution(idempotencyKey, request) {
      return (await loadStarters()).startExecution(idempotencyKey, request);
    },
    async startRosterStep(input) {
      return (await loadStarters()).startRosterStep(input);
    },
    checkChannel: createCheckChannel({
      connect,
      listAllowed: ledger.channels.list,
      // The rest of Slack's three seconds is for starting the draw.
      timeoutMs: 1_000,
    }),
    checkAccount: createCheckAccount({ readUser, teamId: settings.SLACK_TEAM_ID, now }),
    findLocale,
    openForm: formClient.open,
    requestFile: createRequestFile(settings.CALLBACK_ARN),
    now,
  });
  createApp({
    receiver,
    respondWithinMs: 2_700,
    command,
    texts,
    formClient,
    workspace: { teamId: settings.SLACK_TEAM_ID, appId: settings.SLACK_APP_ID },
    registry,
    publishHome: createPublishHome({ connect }),
    async loadHome() {
      const { createHome } = await import("./home/home.ts");
      return createHome({ locale, command, findLocale, registry, ledger, readClaim, roster, now });
    },
  });

  return createHttpEntry({
    signingSecret: openSecret(settings.SLACK_SIGNING_SECRET),
    slackApiUrl: settings.SLACK_API_URL,
    receive: receiver.toHandler(),
    now: Date.now,
  });
}

const opening = openEntry();

export async function handler(event: APIGatewayProxyEventV2, context: Context): Promise<unknown> {
  return (await opening)(event, context);
}
