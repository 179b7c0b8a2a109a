import type { Server } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { SNSClient } from "@aws-sdk/client-sns";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { log as logLine } from "../../data/runtime/log.ts";
import { tableDefinitions } from "../../data/tables.ts";
import { listen } from "./http/listen.ts";
import { formatOrigin, LOOPBACK } from "./http/server-names.ts";
import { createDynamoDb } from "./services/dynamodb/dynamodb.ts";
import { loadSampleRoster } from "./services/dynamodb/load-sample-roster.ts";
import {
  createFunctions,
  type Functions,
  type ImportHandlers,
  importHandlers,
} from "./services/lambda/handlers.ts";
import { redeliver } from "./services/lambda/redeliver.ts";
import { createMailbox } from "./services/mail/mailbox.ts";
import { createSmtp } from "./services/mail/smtp.ts";
import { createSns } from "./services/sns/sns.ts";
import { readDefinition } from "./services/step-functions/definition.ts";
import { createSnsPublishTask } from "./services/step-functions/sns-publish-task.ts";
import { createStepFunctions, type StepFunctions } from "./services/step-functions/step-functions.ts";
import { serveBackups } from "./services/store/backup.ts";
import { readFact, writeFact } from "./services/store/facts.ts";
import { type KeptData, openKeptData } from "./services/store/kept-data.ts";
import type { Store } from "./services/store/store.ts";
import { formatFunctionArn, PARTITION, stateMachineArn, topicArn } from "./settings/arns.ts";
import { useProxies } from "./settings/proxies.ts";
import { type Endpoints, isolateFromAws, setEnvironment } from "./settings/set-environment.ts";
import type { LocalSettings } from "./settings/settings.ts";
import { createRealSlack } from "./slack/real/real-slack.ts";
import type { SlackRefused } from "./slack/real/slack-refused.ts";
import { greet } from "./slack/simulated/greet.ts";
import { createSlackApp } from "./slack/simulated/slack-app.ts";
import { createWorkspace, TEAM } from "./slack/simulated/workspace.ts";
import { createExecutionsFeed } from "./web/inspector/executions-feed.ts";
import { createFaults } from "./web/inspector/faults.ts";
import { createLogFeed } from "./web/inspector/log-feed.ts";
import { createTablesFeed, ONLOOKER } from "./web/inspector/tables-feed.ts";

/**
 * ms before each further delivery of an event that failed. The last comes after the minute for which a run of the
 * callback that died keeps others from posting.
 */
const REDELIVERIES = [200, 1_000, 61_000];

/** The functions as people call them. */
const FUNCTIONS: Readonly<Record<keyof Functions, string>> = {
  slack: "Slack bot",
  inputWinners: "Input Winners",
  randomSelectWinners: "Random Select Winners",
  validateWinners: "Validate Winners",
  recordWinners: "Record Winners",
  callback: "Callback",
};
/** ms that a reset waits for what is under way. */
const PATIENCE = 2_000;
/** What "slow motion" adds to each task, in ms. */
const SLOW_MOTION = 1_000;

/** The fact that names the workspace which the data belongs to. */
const SLACK_TEAM = "slack-team";

const report = (line: string) => console.error(line);
const reportError = (what: string) => (error: unknown) =>
  report(`${what} failed: ${error instanceof Error ? error.message : String(error)}`);

export interface Stack {
  endpoints: Endpoints;
  /** Resolves when no execution runs, and nothing of what a notice or the end of an execution has set going. */
  settled(): Promise<void>;
  /** Resolves when a real Slack turns this app away. */
  refused: Promise<SlackRefused>;
  /** Resolves when the data can no longer be written. */
  failed: Promise<Error>;
  /** Ends at once. */
  close(): Promise<void>;
}

export interface StackOptions {
  /** The file of the state machine's definition, instead of the one that deploys. */
  definitionFile?: URL;
  /** ms before the state machine's retries and the deliveries of events, instead of what is usual. */
  retryInterval?: number;
  /** The time of the simulated Slack's own clock, in ms. */
  slackNow?: () => number;
  /**
   * By which URL the handlers and the state machine reach a service that is at `url`: another where something stands
   * between, which may hand requests on to the service's own server.
   */
  reach?: (service: keyof Endpoints, url: string, server: Server) => Promise<string>;
}

/**
 * The whole product in one process: the files that deploy, on the state machine that deploys. The handlers find
 * everything by the environment alone, which is set here before they load; so there is one stack to a process.
 */
export async function startStack(
  settings: LocalSettings,
  loadHandlers: ImportHandlers = importHandlers,
  options: StackOptions = {},
): Promise<Stack> {
  const kept = openKeptData(settings.LOTTERY_DATA);
  try {
    return await assembleStack(kept, settings, loadHandlers, options);
  } catch (error) {
    // Whatever failed then, this is the reason.
    throw (await Promise.race([kept.store.failed, undefined])) ?? error;
  }
}

async function assembleStack(
  kept: KeptData,
  settings: LocalSettings,
  loadHandlers: ImportHandlers,
  { definitionFile, retryInterval, slackNow, reach = (_service, url) => Promise.resolve(url) }: StackOptions,
): Promise<Stack> {
  isolateFromAws();
  await using things = new AsyncDisposableStack();
  things.defer(useProxies(settings.proxies));
  const handlers = Promise.withResolvers<Functions>();
  const faults = createFaults(FUNCTIONS);
  const underWay = new Set<Promise<unknown>>();
  const call = (name: Exclude<keyof Functions, "slack">) => async (event: unknown) => {
    const run = faults.run(name, async () => (await handlers.promise)[name](event));
    underWay.add(run);
    return await run.finally(() => underWay.delete(run));
  };
  const { store } = kept;
  const { confirmed } = store;
  things.defer(() => store.close());
  if (settings.LOTTERY_DATA !== undefined) {
    const backups = await serveBackups(settings.LOTTERY_DATA, store);
    things.defer(() => backups.close());
  }
  const log = createLogFeed();
  things.defer(() => log.close());

  const redeliveries = REDELIVERIES.map((delay) => retryInterval ?? delay);

  const mailbox = createMailbox({ store });
  const smtp = settings.smtp && createSmtp(settings.smtp);
  things.defer(() => smtp?.close());
  const { EMPLOYEE_TABLE, WINNERS_TABLE, DRAWS_TABLE } = settings;
  const names = { EMPLOYEE_TABLE, WINNERS_TABLE, DRAWS_TABLE };
  const tables = createTablesFeed({
    definitions: tableDefinitions,
    names,
    reportError: reportError("Reading the tables"),
  });
  const dynamodb = await createDynamoDb({
    port: settings.DYNAMODB_PORT,
    store: settings.LOTTERY_DATA === undefined ? undefined : store,
    names,
    throttles: (caller) => caller !== ONLOOKER && faults.isSecond("dynamodb-throttles"),
    onDone: tables.notice,
  });
  things.defer(() => dynamodb.close());
  things.defer(() => tables.close());

  const sns = createSns({
    topicArn,
    deliver: {
      lambda: (_functionArn, event) => call("callback")(event),
      async email(to, subject, text, id) {
        const mail = mailbox.add({ to, subject, text, ...(smtp && { delivery: "sending" }) }, id);
        await store.committed();
        if (smtp && mail.delivery === "sending") mailbox.mark(mail.id, await smtp.send(mail));
      },
    },
    log: report,
    retryDelays: redeliveries,
    isDown: () => faults.isOn("sns-down"),
    store,
  });
  sns.declare([
    { protocol: "lambda", endpoint: formatFunctionArn("Callback") },
    ...settings.LOTTERY_EMAILS.map((endpoint) => ({ protocol: "email" as const, endpoint })),
  ]);
  things.defer(() => sns.close());
  const snsPort = await listen(
    sns.app,
    { port: settings.SNS_PORT, purpose: "SNS", variable: "SNS_PORT" },
    confirmed,
  );
  things.defer(() => snsPort.close());

  const snsUrl = `http://localhost:${snsPort.port}`;
  const snsReached = await reach("sns", snsUrl, snsPort.server);
  const snsClient = new SNSClient({
    region: "us-east-1",
    endpoint: snsReached,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  things.defer(() => snsClient.destroy());

  const task = (name: Exclude<keyof Functions, "slack">) => async (event: unknown) => {
    if (faults.isOn("slow-motion")) await wait(SLOW_MOTION, undefined, { ref: false });
    return await call(name)(event);
  };
  const functions = {
    InputWinners: task("inputWinners"),
    RandomSelectWinners: task("randomSelectWinners"),
    ValidateWinners: task("validateWinners"),
    RecordWinners: task("recordWinners"),
  };
  const arns = Object.keys(functions).map((name) => [`${name}Arn`, formatFunctionArn(name)]);
  const definition = await readDefinition(
    { ...Object.fromEntries(arns), Partition: PARTITION, NotificationTopicArn: topicArn },
    definitionFile,
  );
  const stepFunctions = createStepFunctions({
    definition,
    stateMachineArn,
    tasks: {
      ...Object.fromEntries(Object.entries(functions).map(([name, task]) => [formatFunctionArn(name), task])),
      [`arn:${PARTITION}:states:::sns:publish`]: createSnsPublishTask(snsClient),
    },
    async onEnd(event, signal) {
      if (event.detail.status === "SUCCEEDED") return;
      await redeliver(() => call("callback")(event), redeliveries, signal);
    },
    store,
    log: report,
    ...(retryInterval !== undefined && { retryInterval }),
  });
  things.defer(() => stepFunctions.close());
  const sfnPort = await listen(
    stepFunctions.app,
    {
      port: settings.SFN_PORT,
      purpose: "Step Functions",
      variable: "SFN_PORT",
    },
    confirmed,
  );
  things.defer(() => sfnPort.close());

  const settle = async () => {
    await Promise.allSettled(underWay);
    await stepFunctions.settled();
    await sns.settled();
  };
  const feeds = [createExecutionsFeed({ stepFunctions, definition }), tables.feed, log.feed];
  const common = {
    mailbox,
    findExecution: (name: string) => stepFunctions.list().find((execution) => execution.name === name),
    invokeBot: (event: APIGatewayProxyEventV2) =>
      faults.run("slack", async () => (await handlers.promise).slack(event)),
    reportError: reportError("The bot"),
  };
  const knownTeam = findTeam(settings, store);
  const realSlack =
    settings.SLACK_APP_TOKEN === undefined
      ? undefined
      : createRealSlack({ ...common, settings, teamId: knownTeam, feeds });
  const fillTables = () =>
    kept.fill(async () => {
      await tables.empty();
      // Invented people have no place among a real team.
      if (!realSlack) await loadSampleRoster(names.EMPLOYEE_TABLE);
    });
  const workspace = createWorkspace({ store, ...(slackNow && { now: slackNow }) });
  const pretendSlack = () =>
    createSlackApp({
      ...common,
      host: settings.LOTTERY_HOST,
      workspace,
      onVisit: () => greet(workspace),
      inside: {
        feeds: [...feeds, faults.feed],
        faults,
        findExecution: common.findExecution,
        async reset() {
          faults.clear();
          stepFunctions.clear();
          sns.clear();
          await Promise.race([settle(), wait(PATIENCE, undefined, { ref: false })]);
          await fillTables();
          mailbox.clear();
          log.clear();
          workspace.clear();
          greet(workspace);
        },
      },
      signingSecret: settings.SLACK_SIGNING_SECRET,
      botToken: settings.SLACK_BOT_TOKEN,
    });
  const host = settings.LOTTERY_HOST;
  const page = await listen(
    realSlack?.app ?? pretendSlack(),
    {
      port: settings.PORT,
      purpose: "the page",
      variable: "PORT",
      host,
    },
    confirmed,
  );
  things.defer(() => page.close());
  if (host !== LOOPBACK) logLine("warn", "page-without-login", { host });

  const endpoints = {
    page: formatOrigin(host, page.port),
    dynamodb: `http://localhost:${dynamodb.port}`,
    stepFunctions: `http://localhost:${sfnPort.port}`,
    sns: snsUrl,
  };
  if (realSlack) things.defer(() => realSlack.close());
  const teamId = knownTeam ?? (await realSlack?.identify()) ?? TEAM.id;
  if (realSlack) writeFact(store, SLACK_TEAM, teamId);
  setEnvironment(
    {
      page: await reach("page", endpoints.page, page.server),
      dynamodb: await reach("dynamodb", endpoints.dynamodb, dynamodb.server),
      stepFunctions: await reach("stepFunctions", endpoints.stepFunctions, sfnPort.server),
      sns: snsReached,
    },
    settings,
    teamId,
  );
  await tables.open(endpoints.dynamodb, kept.isFilled() ? undefined : fillTables);
  handlers.resolve(createFunctions(await loadHandlers()));
  await realSlack?.open();
  void smtp?.check();

  const running = things.move();
  return {
    endpoints,
    async settled() {
      await untilIdle(stepFunctions);
      await stepFunctions.settled();
      await sns.settled();
    },
    failed: store.failed,
    refused: realSlack?.refused ?? Promise.withResolvers<SlackRefused>().promise,
    close: () => running.disposeAsync(),
  };
}

/** The workspace that is configured, or else the one that the data belongs to, if either is known. */
function findTeam(settings: LocalSettings, store: Store): string | undefined {
  if (settings.SLACK_APP_TOKEN === undefined) return undefined;
  return settings.SLACK_TEAM_ID ?? readFact(store, SLACK_TEAM);
}

/** Resolves when no execution runs. */
function untilIdle({ list, onEvent }: StepFunctions): Promise<void> {
  const isIdle = () => list().every(({ status }) => status !== "RUNNING");
  if (isIdle()) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  const leave = onEvent(() => isIdle() && resolve());
  return promise.finally(leave);
}
