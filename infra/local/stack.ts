import { SNSClient } from "@aws-sdk/client-sns";
import { environment, readEnvironment } from "../../data/environment.ts";
import { formatFunctionArn, PARTITION, stateMachineArn, topicArn } from "./arns.ts";
import { readDefinition } from "./definition.ts";
import { createDynamoDb } from "./dynamodb.ts";
import { createFunctions, type Functions, type ImportHandlers, importHandlers } from "./handlers.ts";
import { listen } from "./listen.ts";
import { loadSampleRoster } from "./load-sample-roster.ts";
import { createMailbox } from "./mailbox.ts";
import { redeliver } from "./redeliver.ts";
import { type Endpoints, setEnvironment } from "./set-environment.ts";
import type { LocalSettings } from "./settings.ts";
import { createSlackApp } from "./slack/slack-app.ts";
import { createWorkspace } from "./slack/workspace.ts";
import { createSns } from "./sns/sns.ts";
import { createSnsPublishTask } from "./sns-publish-task.ts";
import { createStepFunctions } from "./step-functions/step-functions.ts";

/** ms before each further delivery of an event that failed. */
const REDELIVERIES = [200, 1_000];

const report = (line: string) => console.error(line);

export interface Stack {
  endpoints: Endpoints;
  /** Resolves when nothing is under way of what a notice or the end of an execution has set going. */
  settled(): Promise<void>;
  /** Ends at once. */
  close(): Promise<void>;
}

/**
 * The whole product in one process: the files that deploy, on the state machine that deploys. The handlers find
 * everything by the environment alone, which is set here before they load; so there is one stack to a process.
 */
export async function startStack(
  settings: LocalSettings,
  loadHandlers: ImportHandlers = importHandlers,
): Promise<Stack> {
  await using things = new AsyncDisposableStack();
  const handlers = Promise.withResolvers<Functions>();
  const call = (name: Exclude<keyof Functions, "slack">) => async (event: unknown) =>
    (await handlers.promise)[name](event);

  const mailbox = createMailbox();
  const { EMPLOYEE_TABLE, ...tables } = readEnvironment(
    process.env,
    environment.pick({ EMPLOYEE_TABLE: true, WINNERS_TABLE: true, DRAWS_TABLE: true }),
  );
  const dynamodb = await createDynamoDb({
    port: settings.DYNAMODB_PORT,
    names: { EMPLOYEE_TABLE, ...tables },
  });
  things.defer(() => dynamodb.close());

  const sns = createSns({
    topicArn,
    deliver: {
      lambda: (_functionArn, event) => call("callback")(event),
      email(to, subject, text) {
        mailbox.add({ to, subject, text });
        return Promise.resolve();
      },
    },
    log: report,
    retryDelays: REDELIVERIES,
  });
  sns.subscribe("lambda", formatFunctionArn("Callback"));
  for (const address of settings.LOTTERY_EMAILS) sns.subscribe("email", address);
  things.defer(() => sns.close());
  const snsPort = await listen(sns.app, { port: settings.SNS_PORT, purpose: "SNS", variable: "SNS_PORT" });
  things.defer(() => snsPort.close());

  const snsUrl = `http://localhost:${snsPort.port}`;
  const snsClient = new SNSClient({
    region: "us-east-1",
    endpoint: snsUrl,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  things.defer(() => snsClient.destroy());

  const functions = {
    InputWinners: call("inputWinners"),
    RandomSelectWinners: call("randomSelectWinners"),
    ValidateWinners: call("validateWinners"),
    RecordWinners: call("recordWinners"),
  };
  const arns = Object.keys(functions).map((name) => [`${name}Arn`, formatFunctionArn(name)]);
  const stepFunctions = createStepFunctions({
    definition: await readDefinition({
      ...Object.fromEntries(arns),
      Partition: PARTITION,
      NotificationTopicArn: topicArn,
    }),
    stateMachineArn,
    tasks: {
      ...Object.fromEntries(Object.entries(functions).map(([name, task]) => [formatFunctionArn(name), task])),
      [`arn:${PARTITION}:states:::sns:publish`]: createSnsPublishTask(snsClient),
    },
    async onEnd(event) {
      if (event.detail.status === "SUCCEEDED") return;
      await redeliver(() => call("callback")(event), REDELIVERIES);
    },
    log: report,
  });
  things.defer(() => stepFunctions.close());
  const sfnPort = await listen(stepFunctions.app, {
    port: settings.SFN_PORT,
    purpose: "Step Functions",
    variable: "SFN_PORT",
  });
  things.defer(() => sfnPort.close());

  const slackApp = createSlackApp({
    workspace: createWorkspace(),
    mailbox,
    signingSecret: settings.SLACK_SIGNING_SECRET,
    botToken: settings.SLACK_BOT_TOKEN,
    invokeBot: async (event) => (await handlers.promise).slack(event),
    reportError: (error) =>
      report(`The bot failed: ${error instanceof Error ? error.message : String(error)}`),
  });
  const page = await listen(slackApp, { port: settings.PORT, purpose: "the page", variable: "PORT" });
  things.defer(() => page.close());

  const endpoints = {
    page: `http://localhost:${page.port}`,
    dynamodb: `http://localhost:${dynamodb.port}`,
    stepFunctions: `http://localhost:${sfnPort.port}`,
    sns: snsUrl,
  };
  setEnvironment(endpoints, settings);
  await loadSampleRoster(EMPLOYEE_TABLE);
  handlers.resolve(createFunctions(await loadHandlers()));

  const running = things.move();
  return {
    endpoints,
    async settled() {
      await stepFunctions.settled();
      await sns.settled();
    },
    close: () => running.disposeAsync(),
  };
}
