import { type App, CfnOutput, type Environment, Stack } from "aws-cdk-lib";
import { LambdaSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { tableDefinitions } from "../../data/tables.ts";
import { createAlarms, createRefusalMetric, defineMetrics } from "./alarms.ts";
import { createApi } from "./api.ts";
import { createDashboard } from "./dashboard.ts";
import { createDeadLetters } from "./dead-letters.ts";
import { createFailureRule } from "./failure-rule.ts";
import {
  createCallbackFunction,
  createRosterFunction,
  createSlackFunction,
  createTaskFunctions,
} from "./functions.ts";
import { nameOutput, nameQueueOutput, SLACK_URL } from "./outputs.ts";
import { createRetentionRule } from "./retention-rule.ts";
import type { Settings } from "./settings.ts";
import { createSlackSecrets } from "./slack-secrets.ts";
import { createStateMachine, createStateMachineRole, formatStateMachineArns } from "./state-machine.ts";
import { createTables } from "./tables.ts";
import { createAlarmTopic, createNotificationTopic, createTopicKey, restrictPublishing } from "./topics.ts";

/** Creates the whole product as one stack. Without `env`, the template works in every region, including China. */
export function createLotteryStack(
  app: App,
  { settings, bundles, env }: { settings: Settings; bundles: string; env?: Environment },
): Stack {
  const stack = new Stack(app, settings.name, {
    description: "Company lotteries in Slack",
    analyticsReporting: false,
    ...(env && { env }),
  });
  // W3005: CDK makes a function depend on the role that the function already refers to. Harmless.
  stack.templateOptions.metadata = { "cfn-lint": { config: { ignore_checks: ["W3005"] } } };
  const tables = createTables(stack, settings);
  const secrets = createSlackSecrets(stack);
  const deadLetters = createDeadLetters(stack);
  const dependencies = { bundles, tables, settings };

  const role = createStateMachineRole(stack, "StateMachine");
  const topicKey = createTopicKey(stack);
  const topic = createNotificationTopic(stack, { key: topicKey, settings });
  const tasks = createTaskFunctions(stack, dependencies);

  const callback = createCallbackFunction(stack, {
    ...dependencies,
    botToken: secrets.botToken,
    stateMachine: formatStateMachineArns(settings),
    topic,
    topicKey,
    deadLetterQueue: deadLetters.CallbackDeadLetters,
  });
  if (!callback.role) throw new Error("The callback has no role.");
  restrictPublishing(topic, [role, callback.role]);
  topic.addSubscription(new LambdaSubscription(callback, { deadLetterQueue: deadLetters.NoticeDeadLetters }));
  const stateMachine = createStateMachine(stack, "StateMachine", {
    role,
    functions: { ...tasks, Callback: callback },
    notifications: { topic, key: topicKey },
    settings,
  });
  const rosterTask = createRosterFunction(stack, { ...dependencies, botToken: secrets.botToken });
  const rosterMachine = createStateMachine(stack, "RosterMachine", {
    role: createStateMachineRole(stack, "RosterMachine"),
    functions: { RosterTask: rosterTask },
    settings,
  });
  createFailureRule(stack, {
    stateMachines: [stateMachine, rosterMachine],
    callback,
    deadLetterQueue: deadLetters.FailureDeadLetters,
  });
  if (settings.retentionDays !== undefined)
    createRetentionRule(stack, { callback, deadLetterQueue: deadLetters.FailureDeadLetters });

  const slack = createSlackFunction(stack, {
    ...dependencies,
    signingSecret: secrets.signingSecret,
    botToken: secrets.botToken,
    stateMachine: { ...formatStateMachineArns(settings), arn: stateMachine.stateMachineArn },
    rosterMachineArn: rosterMachine.stateMachineArn,
    callbackArn: callback.functionArn,
  });
  const { api, slackUrl } = createApi(stack, { slack, settings });

  const metrics = defineMetrics({
    stateMachine,
    rosterMachine,
    api,
    functions: { ...tasks, Slack: slack, Callback: callback, RosterTask: rosterTask },
    refusedDraws: createRefusalMetric(callback, settings),
    deadLetters,
  });
  createAlarms(stack, {
    metrics,
    topic: createAlarmTopic(stack, { key: topicKey, settings }),
    settings,
  });
  createDashboard(stack, { metrics, settings });

  const variables = {
    ...tables.variablesOf(...tableDefinitions),
    STATE_MACHINE_ARN: stateMachine.stateMachineArn,
    NOTIFICATION_TOPIC_ARN: topic.topicArn,
    CALLBACK_ARN: callback.functionArn,
    LOTTERY_COMMAND: settings.command,
  };
  const outputs = {
    [SLACK_URL]: slackUrl,
    SlackSigningSecretArn: secrets.signingSecret.secretArn,
    SlackBotTokenArn: secrets.botToken.secretArn,
    ...Object.fromEntries(
      Object.entries(variables).map(([variable, value]) => [nameOutput(variable), value]),
    ),
    ...Object.fromEntries(
      Object.entries(deadLetters).map(([name, queue]) => [nameQueueOutput(name), queue.queueUrl]),
    ),
  };
  for (const [key, value] of Object.entries(outputs)) new CfnOutput(stack, key, { key, value });
  return stack;
}
