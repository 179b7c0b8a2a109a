import type { Server } from "node:http";
import { log as logLine } from "../../data/runtime/log.ts";
import { listen } from "./http/listen.ts";
import { formatOrigin, LOOPBACK } from "./http/server-names.ts";
import { createReset } from "./reset-services.ts";
import { loadSampleRoster } from "./services/dynamodb/load-sample-roster.ts";
import { startDynamoDb } from "./services/dynamodb/start-dynamodb.ts";
import { createFunctions, type ImportHandlers, importHandlers } from "./services/lambda/handlers.ts";
import { REDELIVERY_DELAYS } from "./services/lambda/redeliver.ts";
import { runDaily } from "./services/lambda/run-daily.ts";
import { createFunctionRunner, FUNCTION_LABELS } from "./services/lambda/run-functions.ts";
import { startLambda } from "./services/lambda/start-lambda.ts";
import { createMail } from "./services/mail/mail.ts";
import { startSns } from "./services/sns/start-sns.ts";
import { startStepFunctions } from "./services/step-functions/start-step-functions.ts";
import { serveBackups } from "./services/store/backup.ts";
import { type Data, openData } from "./services/store/data-folder.ts";
import { useProxies } from "./settings/proxies.ts";
import { type Endpoints, isolateFromAws, setEnvironment } from "./settings/set-environment.ts";
import type { LocalSettings } from "./settings/settings.ts";
import type { SlackRefused } from "./slack/real/slack-refused.ts";
import type { Slack } from "./slack/slack.ts";
import { createExecutionsFeed } from "./web/inspector/executions-feed.ts";
import { createFaults } from "./web/inspector/faults.ts";
import { createLogFeed } from "./web/inspector/log-feed.ts";

export interface Stack {
  endpoints: Endpoints;
  /** Resolves when no execution is running, and everything that executions published is delivered. */
  idle(): Promise<void>;
  /** Resolves when a real Slack rejects this app. */
  refused: Promise<SlackRefused>;
  /** Resolves when the data can no longer be written. */
  failed: Promise<Error>;
  /** Stops everything at once. */
  close(): Promise<void>;
}

export interface StackOptions {
  /** The file of the state machine's definition, instead of the deployed one. */
  definitionFile?: URL;
  /** ms before each retry of the state machine and each further delivery of an event, instead of the usual delays. */
  retryInterval?: number;
  /** The clock of the simulated Slack, in ms. */
  slackNow?: () => number;
  /**
   * Returns the URL at which the handlers and the state machine reach a service, instead of its own `url`. What listens
   * there may pass requests on to the service's own server.
   */
  reach?: (service: keyof Endpoints, url: string, server: Server) => Promise<string>;
}

/**
 * Starts the whole product in this process: the deployed handlers and the deployed state machine. The handlers read only
 * the environment, which is set here before they load; so one process runs one stack.
 */
export async function startStack(
  settings: LocalSettings,
  loadHandlers: ImportHandlers = importHandlers,
  options: StackOptions = {},
): Promise<Stack> {
  const data = openData(settings.LOTTERY_DATA);
  try {
    return await startServices(data, settings, loadHandlers, options);
  } catch (error) {
    // If the store has failed, every other error follows from that.
    throw (await Promise.race([data.store.failed, undefined])) ?? error;
  }
}

async function startServices(
  data: Data,
  settings: LocalSettings,
  loadHandlers: ImportHandlers,
  { definitionFile, retryInterval, slackNow, reach = (_service, url) => Promise.resolve(url) }: StackOptions,
): Promise<Stack> {
  isolateFromAws();
  await using resources = new AsyncDisposableStack();
  resources.defer(useProxies(settings.proxies));

  const { store } = data;
  resources.defer(() => store.close());
  if (settings.LOTTERY_DATA !== undefined) {
    const backups = await serveBackups(settings.LOTTERY_DATA, store);
    resources.defer(() => backups.close());
  }

  const log = createLogFeed();
  resources.defer(() => log.close());
  const faults = createFaults(FUNCTION_LABELS);
  const functions = createFunctionRunner(faults);
  const mail = await createMail(settings, store);
  resources.defer(() => mail.close());
  const redeliveryDelays = REDELIVERY_DELAYS.map((delay) => retryInterval ?? delay);
  const common = { settings, store, faults, functions, log: report };

  const dynamodb = await startDynamoDb(resources, {
    ...common,
    reportError: reportError("Reading the tables"),
  });
  const { sns, ...snsServer } = await startSns(resources, { ...common, mail, retryDelays: redeliveryDelays });
  const snsUrl = await reach("sns", snsServer.url, snsServer.server);
  const { stepFunctions, definition, ...sfnServer } = await startStepFunctions(resources, {
    ...common,
    snsUrl,
    definitionFile,
    retryInterval,
    redeliveryDelays,
  });

  const lambda = await startLambda(resources, {
    ...common,
    retryDelays: redeliveryDelays,
    reportError: reportError("The callback"),
  });

  const { tables } = dynamodb;
  const isSimulated = settings.SLACK_APP_TOKEN === undefined;
  const fillTables = () =>
    data.fill(async () => {
      await tables.empty();
      // The invented people of the sample do not belong in a real team's roster.
      if (isSimulated) await loadSampleRoster(settings.EMPLOYEE_TABLE);
    });

  const slackDeps = {
    store,
    mailbox: mail.mailbox,
    feeds: [createExecutionsFeed({ stepFunctions, definition }), tables.feed, log.feed],
    findExecution: (name: string) => stepFunctions.list().find((execution) => execution.name === name),
    invokeBot: functions.runBot,
    reportError: reportError("The bot"),
  };
  const resetServices = createReset({
    faults,
    functions,
    stepFunctions,
    sns,
    mailbox: mail.mailbox,
    log,
    fillTables,
  });
  // Each of them loads many files that the other one does not need.
  const openSlack = async (): Promise<Slack> => {
    if (isSimulated) {
      const { createSimulatedSlack } = await import("./slack/simulated/simulated-slack.ts");
      return createSimulatedSlack({ ...slackDeps, settings, faults, resetServices, now: slackNow });
    }
    const { createRealSlack } = await import("./slack/real/real-slack.ts");
    return createRealSlack({ ...slackDeps, settings });
  };
  const slack = await openSlack();

  const host = settings.LOTTERY_HOST;
  const page = await listen(
    slack.app,
    { port: settings.PORT, purpose: "the page", variable: "PORT", host },
    store.confirmed,
  );
  resources.defer(() => page.close());
  resources.defer(() => slack.close());
  if (host !== LOOPBACK) logLine("warn", "page-without-login", { host });

  const endpoints = {
    page: formatOrigin(host, page.port),
    dynamodb: dynamodb.url,
    stepFunctions: sfnServer.url,
    sns: snsServer.url,
    lambda: lambda.url,
  };
  const teamId = await slack.identify();
  setEnvironment(
    {
      page: await reach("page", endpoints.page, page.server),
      dynamodb: await reach("dynamodb", endpoints.dynamodb, dynamodb.server),
      stepFunctions: await reach("stepFunctions", endpoints.stepFunctions, sfnServer.server),
      sns: snsUrl,
      lambda: await reach("lambda", endpoints.lambda, lambda.server),
    },
    settings,
    teamId,
  );
  await tables.open(endpoints.dynamodb, data.isFilled() ? undefined : fillTables);
  functions.start(createFunctions(await loadHandlers()));
  await slack.open();
  void mail.check();
  if (settings.LOTTERY_RETENTION_DAYS !== undefined)
    resources.defer(
      runDaily(() => functions.runCallback({ erase_old_names: true }), reportError("Erasing old names")),
    );

  const running = resources.move();
  return {
    endpoints,
    async idle() {
      await stepFunctions.idle();
      await stepFunctions.endsHandled();
      await sns.delivered();
      await lambda.idle();
    },
    failed: store.failed,
    refused: slack.refused,
    close: () => running.disposeAsync(),
  };
}

const report = (line: string) => console.error(line);
const reportError = (what: string) =>
  function reportFailure(error: unknown) {
    report(`${what} failed: ${error instanceof Error ? error.message : String(error)}`);
  };
