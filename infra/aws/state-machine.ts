import { readFileSync } from "node:fs";
import { Aws, CfnResource, RemovalPolicy, Validations } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import type { Settings } from "./settings.ts";
import { PUBLISHERS_KEY_ACTIONS } from "./topics.ts";

const DEFINITION = new URL("../../workflow/lottery.asl.json", import.meta.url);

/** Creates the role before the state machine, because the topic's policy refers to the role, and the machine to the topic. */
export function createStateMachineRole(scope: Construct): Role {
  const role = new Role(scope, "StateMachineRole", {
    assumedBy: new ServicePrincipal("states.amazonaws.com"),
  });
  Validations.of(role).acknowledge({
    id: "AwsSolutions-IAM5[Resource::*]",
    reason: "X-Ray's actions and those for log delivery do not support resources.",
  });
  return role;
}

export interface StateMachineArns {
  arn: string;
  /** All its executions. */
  executionsArn: string;
}

/** Formats the ARNs from the machine's name, for what the machine depends on. */
export function formatStateMachineArns({ name }: Settings): StateMachineArns {
  const format = (resource: string) =>
    `arn:${Aws.PARTITION}:states:${Aws.REGION}:${Aws.ACCOUNT_ID}:${resource}`;
  return { arn: format(`stateMachine:${name}`), executionsArn: format(`execution:${name}:*`) };
}

/** Creates the state machine from the file that the local stack runs, too. */
export function createStateMachine(
  scope: Construct,
  {
    role,
    functions,
    topic,
    topicKey,
    settings,
  }: {
    role: Role;
    /** The functions of its tasks, by the names in the definition. */
    functions: Readonly<Record<string, IFunction>>;
    topic: ITopic;
    topicKey: Key;
    settings: Settings;
  },
): StateMachine {
  const allow = (actions: string[], resources: string[]) =>
    role.addToPolicy(new PolicyStatement({ actions, resources }));
  allow(
    ["lambda:InvokeFunction"],
    Object.values(functions).map(({ functionArn }) => functionArn),
  );
  allow(["sns:Publish"], [topic.topicArn]);
  allow(PUBLISHERS_KEY_ACTIONS, [topicKey.keyArn]);
  const stateMachine = new StateMachine(scope, "StateMachine", {
    stateMachineName: settings.name,
    stateMachineType: StateMachineType.STANDARD,
    definitionBody: DefinitionBody.fromString(readFileSync(DEFINITION, "utf8")),
    definitionSubstitutions: {
      ...Object.fromEntries(
        Object.entries(functions).map(([name, { functionArn }]) => [`${name}Arn`, functionArn]),
      ),
      Partition: Aws.PARTITION,
      NotificationTopicArn: topic.topicArn,
    },
    role,
    tracingEnabled: true,
    logs: {
      level: LogLevel.ALL,
      // The data contains names of people.
      includeExecutionData: false,
      destination: new LogGroup(scope, "StateMachineLogs", {
        logGroupName: `/aws/vendedlogs/states/${settings.name}`,
        retention: settings.logRetentionDays,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    },
  });
  // cfn-lint 1 reports `arn:${Partition}:…` as an error, because it knows only the partition `aws`.
  if (stateMachine.node.defaultChild instanceof CfnResource)
    stateMachine.node.defaultChild.addMetadata("cfn-lint", { config: { ignore_checks: ["E1101", "E3601"] } });
  return stateMachine;
}
