import { z } from "zod";
import { ApiError, invalid } from "./api-error.ts";
import type { Deliveries } from "./deliveries.ts";
import { parseMessage } from "./message.ts";
import type { Action } from "./query-protocol.ts";
import type { Subscription, Topics } from "./topics.ts";

/** SNS's page size for topics and subscriptions. */
const PAGE = 100;

/** AWS's form of deduplication ids. On AWS only FIFO topics accept them, here every topic does. */
const DEDUPLICATION_ID = /^[\x21-\x7e]{1,128}$/;

const topicArn = z.string();
const page = { NextToken: z.string().optional() };

const schemas = {
  createTopic: z.strictObject({ Name: z.string() }),
  topic: z.strictObject({ TopicArn: topicArn }),
  subscribe: z.strictObject({
    TopicArn: topicArn,
    Protocol: z.string(),
    Endpoint: z.string(),
    ReturnSubscriptionArn: z.enum(["true", "false"]).optional(),
  }),
  unsubscribe: z.strictObject({ SubscriptionArn: z.string() }),
  publish: z.strictObject({
    TopicArn: topicArn.optional(),
    TargetArn: topicArn.optional(),
    Message: z.string(),
    Subject: z.string().optional(),
    MessageStructure: z.string().optional(),
    MessageDeduplicationId: z.string().regex(DEDUPLICATION_ID).optional(),
  }),
  page: z.strictObject(page),
  pageOfTopic: z.strictObject({ TopicArn: topicArn, ...page }),
};

/** The SNS actions that the local stack supports, by their names. */
export function createActions(topics: Topics, deliveries: Deliveries): Readonly<Record<string, Action>> {
  return {
    CreateTopic: defineAction(schemas.createTopic, ({ Name }) => ({ TopicArn: topics.create(Name) })),

    ListTopics: defineAction(schemas.page, ({ NextToken }) => {
      const { members, ...more } = readPage(topics.list(), NextToken);
      return { Topics: { member: members.map((arn) => ({ TopicArn: arn })) }, ...more };
    }),

    GetTopicAttributes: defineAction(schemas.topic, ({ TopicArn }) => {
      const attributes = {
        TopicArn,
        Owner: ownerOf(TopicArn),
        DisplayName: "",
        SubscriptionsConfirmed: topics.subscriptions(TopicArn).length,
        SubscriptionsPending: 0,
        SubscriptionsDeleted: 0,
      };
      return { Attributes: { entry: Object.entries(attributes).map(([key, value]) => ({ key, value })) } };
    }),

    Subscribe: defineAction(schemas.subscribe, ({ TopicArn, Protocol, Endpoint }) => ({
      SubscriptionArn: topics.subscribe(TopicArn, Protocol, Endpoint).subscriptionArn,
    })),

    Unsubscribe: defineAction(schemas.unsubscribe, ({ SubscriptionArn }) => {
      topics.unsubscribe(SubscriptionArn);
      return undefined;
    }),

    ListSubscriptions: defineAction(schemas.page, ({ NextToken }) =>
      formatSubscriptions(topics.subscriptions(), NextToken),
    ),

    ListSubscriptionsByTopic: defineAction(schemas.pageOfTopic, ({ TopicArn, NextToken }) =>
      formatSubscriptions(topics.subscriptions(TopicArn), NextToken),
    ),

    Publish: defineAction(schemas.publish, (given, invocationId) => {
      const { TopicArn, TargetArn, Message, Subject, MessageStructure, MessageDeduplicationId } = given;
      const arn = TopicArn ?? TargetArn;
      if (arn === undefined) throw invalid("TopicArn or TargetArn Reason: no value for required parameter");
      const subscriptions = topics.subscriptions(arn);
      const published = { text: Message, subject: Subject, structure: MessageStructure };
      parseMessage(published);
      // On AWS, a call that the SDK retries may publish twice. Here its attempts are recognized by their id.
      const deduplicationId = MessageDeduplicationId ?? invocationId;
      return { MessageId: deliveries.start(published, subscriptions, deduplicationId) };
    }),
  };
}

/** Defines an action that validates its parameters. Unsupported parameters are refused, never ignored. */
function defineAction<Parameters>(
  schema: z.ZodType<Parameters>,
  run: (parameters: Parameters, invocationId: string | undefined) => ReturnType<Action>,
): Action {
  return function runAction(parameters, invocationId) {
    const parsed = schema.safeParse(parameters);
    if (parsed.success) return run(parsed.data, invocationId);
    const [issue] = parsed.error.issues;
    if (issue?.code === "unrecognized_keys") {
      throw invalid(`The local stack does not support ${issue.keys.join(", ")}`);
    }
    throw new ApiError(
      "ValidationError",
      `1 validation error detected: ${issue?.path.join(".")}: ${issue?.message}`,
    );
  };
}

function ownerOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}

function formatSubscriptions(subscriptions: readonly Subscription[], token: string | undefined) {
  const { members, ...more } = readPage(subscriptions, token);
  const member = members.map((subscription) => ({
    TopicArn: subscription.topicArn,
    Protocol: subscription.protocol,
    SubscriptionArn: subscription.subscriptionArn,
    Owner: ownerOf(subscription.topicArn),
    Endpoint: subscription.endpoint,
  }));
  return { Subscriptions: { member }, ...more };
}

/** Returns one page of a list. The token is the index at which the next page begins. */
function readPage<Member>(
  all: readonly Member[],
  token = "0",
): { members: readonly Member[]; NextToken?: string } {
  if (!/^[0-9]{1,9}$/.test(token)) throw invalid("NextToken");
  const start = Number(token);
  const end = start + PAGE;
  return { members: all.slice(start, end), ...(end < all.length && { NextToken: String(end) }) };
}
