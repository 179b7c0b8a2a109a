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

/** The state machines: the draw, and changes of the roster. Each is in the file that the local stack runs, too. */
const MACHINES = {
  StateMachine: { file: "lottery.asl.json", nameOf: ({ name }: Settings) => name },
  RosterMachine: { file: "roster.asl.json", nameOf: ({ name }: Settings) => `${name}Roster` },
} as const;

type MachineId = keyof typeof MACHINES;

/** Creates the role before the state machine, because the topic's policy refers to the role, and the machine to the topic. */
export function createStateMachineRole(scope: Construct, id: MachineId): Role {
  const role = new Role(scope, `${id}Role`, {
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

/** Creates a state machine. Its role may run the functions, and publish to the topic if there is one. */
export function createStateMachine(
  scope: Construct,
  id: MachineId,
  {
    role,
    functions,
    notifications,
    settings,
  }: {
    role: Role;
    /** The functions of its tasks, by the names in the definition. */
    functions: Readonly<Record<string, IFunction>>;
    notifications?: { topic: ITopic; key: Key };
    settings: Settings;
  },
): StateMachine {
  const { file, nameOf } = MACHINES[id];
  const name = nameOf(settings);
  const allow = (actions: string[], resources: string[]) =>
    role.addToPolicy(new PolicyStatement({ actions, resources }));
  allow(
    ["lambda:InvokeFunction"],
    Object.values(functions).map(({ functionArn }) => functionArn),
  );
  if (notifications) {
    allow(["sns:Publish"], [notifications.topic.topicArn]);
    allow(PUBLISHERS_KEY_ACTIONS, [notifications.key.keyArn]);
  }
  const definition = new URL(`../../workflow/${file}`, import.meta.url);
  const stateMachine = new StateMachine(scope, id, {
    stateMachineName: name,
    stateMachineType: StateMachineType.STANDARD,
    definitionBody: DefinitionBody.fromString(readFileSync(definition, "utf8")),
    definitionSubstitutions: {
      ...Object.fromEntries(
        Object.entries(functions).map(([task, { functionArn }]) => [`${task}Arn`, functionArn]),
      ),
      ...(notifications && {
        Partition: Aws.PARTITION,
        NotificationTopicArn: notifications.topic.topicArn,
      }),
    },
    role,
    tracingEnabled: true,
    logs: {
      level: LogLevel.ALL,
      // The data contains names of people.
      includeExecutionData: false,
      destination: new LogGroup(scope, `${id}Logs`, {
        logGroupName: `/aws/vendedlogs/states/${name}`,
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

/** Explains to cdk-nag why a function may describe all executions. */
export function acknowledgeExecutions({ role }: IFunction, { name }: Settings): void {
  if (!role) return;
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${name}:*]`,
    reason: "The function asks for the execution of any draw, but of this state machine only.",
  });
}
