import { Duration } from "aws-cdk-lib";
import type { Key } from "aws-cdk-lib/aws-kms";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { createLambdaFunction, type Grant } from "./lambda-function.ts";
import type { Settings } from "./settings.ts";
import type { Store, Tables } from "./tables.ts";
import { PUBLISHERS_KEY_ACTIONS } from "./topics.ts";

type Operation = "BatchGetItem" | "DeleteItem" | "GetItem" | "PutItem" | "Query" | "Scan" | "UpdateItem";

/**
 * MB. A bundle that has loaded takes 75; the rest buys speed, since Lambda hands out processors by memory. The bot gets
 * more: someone is waiting, for three seconds at most, a cold start included.
 */
const MEMORY = 512;
const BOT_MEMORY = 1_024;

const on = (store: Store, ...operations: Operation[]): Grant => ({
  actions: operations.map((operation) => `dynamodb:${operation}`),
  arn: store.arn,
});
const readSecret = (secret: Secret): Grant => ({
  actions: ["secretsmanager:GetSecretValue"],
  arn: secret.secretArn,
});

interface Surroundings {
  /** The directory of all bundles. */
  bundles: string;
  tables: Tables;
  settings: Settings;
}

/** The four steps of the draw. Each gives up before its state does, so that a retry never runs beside the try before. */
export function createTaskFunctions(scope: Construct, { bundles, tables, settings }: Surroundings) {
  const { EMPLOYEE_TABLE, WINNERS_TABLE, DRAWS_TABLE } = tables.names;
  return {
    InputWinners: createLambdaFunction(scope, "InputWinners", {
      bundles,
      settings,
      memorySize: MEMORY,
      timeout: Duration.seconds(55),
      environment: { EMPLOYEE_TABLE, WINNERS_TABLE, DRAWS_TABLE },
      grants: [
        on(tables.serialIndex, "Scan"),
        on(tables.winners, "DeleteItem", "PutItem", "Scan", "UpdateItem"),
        on(tables.draws, "GetItem", "PutItem", "Query", "UpdateItem"),
        on(tables.unsettledIndex, "Query"),
      ],
    }),
    RandomSelectWinners: createLambdaFunction(scope, "RandomSelectWinners", {
      bundles,
      settings,
      memorySize: MEMORY,
      timeout: Duration.seconds(110),
      environment: { EMPLOYEE_TABLE, WINNERS_TABLE, DRAWS_TABLE },
      grants: [
        on(tables.serialIndex, "Query", "Scan"),
        on(tables.winners, "BatchGetItem", "DeleteItem", "PutItem", "UpdateItem"),
        on(tables.draws, "GetItem", "PutItem", "UpdateItem"),
      ],
    }),
    ValidateWinners: createLambdaFunction(scope, "ValidateWinners", {
      bundles,
      settings,
      memorySize: MEMORY,
      timeout: Duration.seconds(110),
      environment: { WINNERS_TABLE, DRAWS_TABLE, LOTTERY_LOCALE: settings.locale },
      grants: [
        on(tables.winners, "DeleteItem", "GetItem", "PutItem", "UpdateItem"),
        on(tables.draws, "GetItem", "UpdateItem"),
      ],
    }),
    RecordWinners: createLambdaFunction(scope, "RecordWinners", {
      bundles,
      settings,
      memorySize: MEMORY,
      timeout: Duration.seconds(290),
      environment: { WINNERS_TABLE, DRAWS_TABLE },
      grants: [
        on(tables.winners, "DeleteItem", "PutItem", "UpdateItem"),
        on(tables.draws, "GetItem", "UpdateItem"),
      ],
    }),
  };
}

/** What Slack's requests reach: it looks things up in the ledger, asks Slack about private channels, and starts draws. */
export function createSlackFunction(
  scope: Construct,
  {
    bundles,
    tables,
    settings,
    signingSecret,
    botToken,
    stateMachineArn,
  }: Surroundings & { signingSecret: Secret; botToken: Secret; stateMachineArn: string },
) {
  const { WINNERS_TABLE, DRAWS_TABLE } = tables.names;
  return createLambdaFunction(scope, "Slack", {
    bundles,
    settings,
    memorySize: BOT_MEMORY,
    timeout: Duration.seconds(10),
    environment: {
      WINNERS_TABLE,
      DRAWS_TABLE,
      STATE_MACHINE_ARN: stateMachineArn,
      SLACK_SIGNING_SECRET: signingSecret.secretArn,
      SLACK_BOT_TOKEN: botToken.secretArn,
      SLACK_TEAM_ID: settings.team,
      ...(settings.app !== undefined && { SLACK_APP_ID: settings.app }),
      LOTTERY_OPERATORS: settings.operators.join(","),
      LOTTERY_LOCALE: settings.locale,
    },
    grants: [
      on(tables.draws, "GetItem", "Query"),
      { actions: ["states:StartExecution"], arn: stateMachineArn },
      readSecret(signingSecret),
      readSecret(botToken),
    ],
  });
}

/** What hears of draws that have ended. It is done before another run may take its announcement over. */
export function createCallbackFunction(
  scope: Construct,
  {
    bundles,
    tables,
    settings,
    botToken,
    topic,
    topicKey,
    deadLetterQueue,
  }: Surroundings & { botToken: Secret; topic: ITopic; topicKey: Key; deadLetterQueue: IQueue },
) {
  const { WINNERS_TABLE, DRAWS_TABLE } = tables.names;
  const callback = createLambdaFunction(scope, "Callback", {
    bundles,
    settings,
    memorySize: MEMORY,
    timeout: Duration.seconds(50),
    environment: {
      WINNERS_TABLE,
      DRAWS_TABLE,
      NOTIFICATION_TOPIC_ARN: topic.topicArn,
      SLACK_BOT_TOKEN: botToken.secretArn,
      LOTTERY_LOCALE: settings.locale,
    },
    grants: [
      on(tables.winners, "DeleteItem", "PutItem", "UpdateItem"),
      on(tables.draws, "GetItem", "PutItem", "Query", "UpdateItem"),
      on(tables.unsettledIndex, "Query"),
      readSecret(botToken),
      { actions: ["sns:Publish"], arn: topic.topicArn },
      { actions: PUBLISHERS_KEY_ACTIONS, arn: topicKey.keyArn },
    ],
    deadLetterQueue,
  });
  callback.configureAsyncInvoke({ retryAttempts: 2, maxEventAge: Duration.hours(1) });
  return callback;
}
