import { Duration } from "aws-cdk-lib";
import type { Key } from "aws-cdk-lib/aws-kms";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import {
  drawsTable,
  employeeTable,
  PENDING_INDEX,
  SERIAL_INDEX,
  type TableDefinition,
  winnersTable,
} from "../../data/tables.ts";
import type { TaskName } from "./bundles.ts";
import { chooseByPartition } from "./choose-by-partition.ts";
import { createLambdaFunction, type Grant } from "./lambda-function.ts";
import type { Settings } from "./settings.ts";
import { acknowledgeExecutions, type StateMachineArns } from "./state-machine.ts";
import type { Tables } from "./tables.ts";
import { PUBLISHERS_KEY_ACTIONS } from "./topics.ts";

type Operation =
  | "BatchGetItem"
  | "BatchWriteItem"
  | "DeleteItem"
  | "GetItem"
  | "PutItem"
  | "Query"
  | "Scan"
  | "UpdateItem";

/**
 * MB. A loaded bundle needs 75 MB. More memory buys processor time, which Lambda assigns in proportion to memory. The
 * bot gets more than the tasks, because Slack waits only three seconds for it, cold start included.
 */
const MEMORY = 512;
const BOT_MEMORY = 1_024;
/** A file of 50,000 people and the roster are in memory at the same time, and writing them needs a whole processor. */
const ROSTER_MEMORY = 2_048;

interface FunctionDependencies {
  /** The directory of all bundles. */
  bundles: string;
  tables: Tables;
  settings: Settings;
}

interface TaskDefinition {
  /** Seconds, fewer than the timeout of the task's state: a retry never runs next to the previous attempt. */
  timeout: number;
  environment: Readonly<Record<string, string>>;
  grants: readonly Grant[];
}

const readSecret = (secret: Secret): Grant => ({
  actions: ["secretsmanager:GetSecretValue"],
  arn: secret.secretArn,
});

/** Creates the function that formats a grant of operations on a table or, with `index`, on one of its indexes. */
function createFormatGrant(tables: Tables) {
  return function formatGrant(
    table: TableDefinition,
    operations: readonly Operation[],
    index?: string,
  ): Grant {
    return {
      actions: operations.map((operation) => `dynamodb:${operation}`),
      arn: tables.arnOf(table, index),
    };
  };
}

/** Returns whether new draws are sealed, for the functions that read it: `drand`, and in China `none`. */
function formatBeacon(scope: Construct, { beacon }: Settings): string {
  return beacon ?? chooseByPartition(scope, "none", "drand");
}

/** Creates the functions of the state machine's tasks, by name. */
export function createTaskFunctions(
  scope: Construct,
  { bundles, tables, settings }: FunctionDependencies,
): Record<string, IFunction> {
  const on = createFormatGrant(tables);
  const definitions: Readonly<Record<TaskName, TaskDefinition>> = {
    InputWinners: {
      timeout: 55,
      environment: {
        ...tables.variablesOf(employeeTable, winnersTable, drawsTable),
        LOTTERY_BEACON: formatBeacon(scope, settings),
      },
      grants: [
        on(employeeTable, ["Scan"], SERIAL_INDEX),
        on(winnersTable, ["DeleteItem", "GetItem", "PutItem", "Scan", "UpdateItem"]),
        on(drawsTable, ["BatchWriteItem", "GetItem", "PutItem", "Query", "UpdateItem"]),
        on(drawsTable, ["Query"], PENDING_INDEX),
      ],
    },
    RandomSelectWinners: {
      timeout: 110,
      environment: tables.variablesOf(employeeTable, winnersTable, drawsTable),
      grants: [
        on(employeeTable, ["Query", "Scan"], SERIAL_INDEX),
        on(winnersTable, ["BatchGetItem", "DeleteItem", "GetItem", "PutItem", "UpdateItem"]),
        on(drawsTable, ["GetItem", "PutItem", "UpdateItem"]),
      ],
    },
    ValidateWinners: {
      timeout: 110,
      environment: {
        ...tables.variablesOf(winnersTable, drawsTable),
        LOTTERY_LOCALE: settings.locale,
        LOTTERY_COMMAND: settings.command,
      },
      grants: [
        on(winnersTable, ["DeleteItem", "GetItem", "PutItem", "UpdateItem"]),
        on(drawsTable, ["GetItem", "PutItem", "UpdateItem"]),
      ],
    },
    RecordWinners: {
      timeout: 290,
      environment: tables.variablesOf(winnersTable, drawsTable),
      grants: [
        on(winnersTable, ["DeleteItem", "GetItem", "PutItem", "UpdateItem"]),
        on(drawsTable, ["GetItem", "PutItem", "UpdateItem"]),
      ],
    },
  };
  return Object.fromEntries(
    Object.entries(definitions).map(([name, { timeout, environment, grants }]) => [
      name,
      createLambdaFunction(scope, name, {
        bundles,
        settings,
        memorySize: MEMORY,
        timeout: Duration.seconds(timeout),
        environment,
        grants,
      }),
    ]),
  );
}

/** Creates the bot's function, which receives Slack's requests. */
export function createSlackFunction(
  scope: Construct,
  {
    bundles,
    tables,
    settings,
    signingSecret,
    botToken,
    stateMachine,
    rosterMachineArn,
    callbackArn,
  }: FunctionDependencies & {
    signingSecret: Secret;
    botToken: Secret;
    stateMachine: StateMachineArns;
    rosterMachineArn: string;
    callbackArn: string;
  },
) {
  const on = createFormatGrant(tables);
  const slack = createLambdaFunction(scope, "Slack", {
    bundles,
    settings,
    memorySize: BOT_MEMORY,
    timeout: Duration.seconds(10),
    environment: {
      ...tables.variablesOf(employeeTable, winnersTable, drawsTable),
      STATE_MACHINE_ARN: stateMachine.arn,
      ROSTER_MACHINE_ARN: rosterMachineArn,
      CALLBACK_ARN: callbackArn,
      SLACK_SIGNING_SECRET: signingSecret.secretArn,
      SLACK_BOT_TOKEN: botToken.secretArn,
      SLACK_TEAM_ID: settings.team,
      ...(settings.app !== undefined && { SLACK_APP_ID: settings.app }),
      LOTTERY_OPERATORS: settings.operators.join(","),
      LOTTERY_BEACON: formatBeacon(scope, settings),
      LOTTERY_LOCALE: settings.locale,
      LOTTERY_COMMAND: settings.command,
      LOTTERY_SHOW_IDS: settings.showIds,
      LOTTERY_OPT_OUT: settings.optOut,
    },
    grants: [
      on(employeeTable, ["GetItem", "Scan", "UpdateItem"]),
      on(employeeTable, ["Scan"], SERIAL_INDEX),
      on(winnersTable, ["GetItem"]),
      on(drawsTable, ["BatchWriteItem", "GetItem", "PutItem", "Query", "UpdateItem"]),
      // Somebody can mark a prize as not handed over. Nothing else may be deleted.
      { ...on(drawsTable, ["DeleteItem"]), partitions: ["hand-overs"] },
      on(winnersTable, ["Scan"]),
      { actions: ["states:StartExecution"], arn: stateMachine.arn },
      // Whether a form that is submitted again has started the same draw.
      { actions: ["states:DescribeExecution"], arn: stateMachine.executionsArn },
      { actions: ["states:StartExecution"], arn: rosterMachineArn },
      { actions: ["lambda:InvokeFunction"], arn: callbackArn },
      readSecret(signingSecret),
      readSecret(botToken),
    ],
  });
  acknowledgeExecutions(slack, settings);
  return slack;
}

/** Creates the function of all tasks that change the roster. Its timeout ends before that of its states. */
export function createRosterFunction(
  scope: Construct,
  { bundles, tables, settings, botToken }: FunctionDependencies & { botToken: Secret },
) {
  const on = createFormatGrant(tables);
  return createLambdaFunction(scope, "RosterTask", {
    bundles,
    settings,
    memorySize: ROSTER_MEMORY,
    timeout: Duration.seconds(300),
    environment: {
      ...tables.variablesOf(employeeTable, drawsTable),
      SLACK_BOT_TOKEN: botToken.secretArn,
      SLACK_TEAM_ID: settings.team,
      LOTTERY_LOCALE: settings.locale,
      LOTTERY_COMMAND: settings.command,
    },
    grants: [
      on(employeeTable, ["GetItem", "PutItem", "Scan", "UpdateItem"]),
      on(drawsTable, ["BatchWriteItem", "GetItem", "PutItem", "Query", "UpdateItem"]),
      // The people of an import are deleted after it, and so is the lock.
      { ...on(drawsTable, ["DeleteItem"]), partitions: ["roster-imports", "roster-import#*"] },
      readSecret(botToken),
    ],
  });
}

/** Creates the callback, which announces draws. Its timeout ends before another run may take over its announcement. */
export function createCallbackFunction(
  scope: Construct,
  {
    bundles,
    tables,
    settings,
    botToken,
    stateMachine,
    topic,
    topicKey,
    deadLetterQueue,
  }: FunctionDependencies & {
    botToken: Secret;
    stateMachine: StateMachineArns;
    topic: ITopic;
    topicKey: Key;
    deadLetterQueue: IQueue;
  },
) {
  const on = createFormatGrant(tables);
  const callback = createLambdaFunction(scope, "Callback", {
    bundles,
    settings,
    memorySize: MEMORY,
    timeout: Duration.seconds(50),
    environment: {
      ...tables.variablesOf(employeeTable, winnersTable, drawsTable),
      NOTIFICATION_TOPIC_ARN: topic.topicArn,
      STATE_MACHINE_ARN: stateMachine.arn,
      SLACK_BOT_TOKEN: botToken.secretArn,
      LOTTERY_LOCALE: settings.locale,
      LOTTERY_COMMAND: settings.command,
      LOTTERY_SHOW_IDS: settings.showIds,
      ...(settings.retentionDays !== undefined && {
        LOTTERY_RETENTION_DAYS: String(settings.retentionDays),
      }),
    },
    grants: [
      on(employeeTable, ["BatchGetItem"]),
      on(winnersTable, ["DeleteItem", "GetItem", "PutItem", "UpdateItem"]),
      on(drawsTable, ["BatchWriteItem", "GetItem", "PutItem", "Query", "UpdateItem"]),
      // The retention deletes hand-overs, and the copies of log entries in lists about employees. Nothing else may be deleted.
      { ...on(drawsTable, ["DeleteItem"]), partitions: ["hand-overs", "log#person#*"] },
      on(drawsTable, ["Query"], PENDING_INDEX),
      readSecret(botToken),
      { actions: ["states:DescribeExecution"], arn: stateMachine.executionsArn },
      { actions: ["sns:Publish"], arn: topic.topicArn },
      { actions: PUBLISHERS_KEY_ACTIONS, arn: topicKey.keyArn },
    ],
    deadLetterQueue,
  });
  acknowledgeExecutions(callback, settings);
  callback.configureAsyncInvoke({ retryAttempts: 2, maxEventAge: Duration.hours(1) });
  return callback;
}
