import { Aws, Duration, RemovalPolicy } from "aws-cdk-lib";
import { AnyPrincipal, Effect, type IRole, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import type { Settings } from "./settings.ts";

/** The actions on the key that a publisher to an encrypted topic needs. */
export const PUBLISHERS_KEY_ACTIONS = ["kms:Decrypt", "kms:GenerateDataKey"];

/** Creates the key of both topics. CloudWatch cannot use SNS's default key, whose policy cannot be changed. */
export function createTopicKey(scope: Construct): Key {
  const key = new Key(scope, "TopicKey", {
    description: "Encrypts the lottery's notices and alarms",
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.DESTROY,
    pendingWindow: Duration.days(7),
  });
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
      actions: PUBLISHERS_KEY_ACTIONS,
      // In a key policy, this is the key itself.
      resources: ["*"],
      conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
    }),
  );
  return key;
}

/** Creates the topic of the results. */
export function createNotificationTopic(
  scope: Construct,
  { key, settings }: { key: Key; settings: Settings },
): Topic {
  const topic = new Topic(scope, "Notification", {
    topicName: `${settings.name}-Notification`,
    displayName: settings.name,
    masterKey: key,
    enforceSSL: true,
  });
  for (const address of settings.emails) topic.addSubscription(new EmailSubscription(address));
  return topic;
}

/** Denies publishing to everyone except these roles, administrators of the account included. */
export function restrictPublishing(topic: Topic, publishers: readonly IRole[]): void {
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: "OnlyPublishers",
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: {
        ArnNotEquals: { "aws:PrincipalArn": publishers.map(({ roleArn }) => roleArn) },
      },
    }),
  );
}

/** Creates the topic of the alarms, for the people who operate the lottery. */
export function createAlarmTopic(
  scope: Construct,
  { key, settings }: { key: Key; settings: Settings },
): Topic {
  const topic = new Topic(scope, "Alarms", {
    topicName: `${settings.name}-Alarms`,
    displayName: `${settings.name} alarms`,
    masterKey: key,
    enforceSSL: true,
  });
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
    }),
  );
  for (const address of settings.alarmEmails) topic.addSubscription(new EmailSubscription(address));
  return topic;
}
