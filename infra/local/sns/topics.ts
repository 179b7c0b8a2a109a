import { randomUUID } from "node:crypto";
import { z } from "zod";
import { ApiError, invalid } from "./api-error.ts";

export interface Subscription {
  subscriptionArn: string;
  topicArn: string;
  protocol: "email" | "lambda";
  /** An email address, or the ARN of a function. */
  endpoint: string;
}

export interface Topics {
  /** The topic's ARN; a name that is known already is answered the same way. */
  create(name: string): string;
  /** All ARNs. */
  list(): readonly string[];
  /** Answers with the subscription that stands already where there is one. */
  subscribe(topicArn: string, protocol: string, endpoint: string): Subscription;
  /** Without effect where there is no such subscription. */
  unsubscribe(subscriptionArn: string): void;
  /** All subscriptions, or those of a topic; throws `NotFound` where there is no such topic. */
  subscriptions(topicArn?: string): readonly Subscription[];
}

const NAME = /^[A-Za-z0-9_-]{1,256}$/;
const ARN = /^arn:[^:]+:sns:[^:]+:[0-9]{12}:[^:]+/;
const FUNCTION_ARN = /^arn:[^:]+:lambda:[^:]+:[0-9]{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_$-]+)?$/;

/** The topics of the local stack and who is subscribed to them; the first topic is there from the start. */
export function createTopics(firstArn: string): Topics {
  const account = firstArn.slice(0, firstArn.lastIndexOf(":"));
  const arns = new Set([firstArn]);
  const subscriptions = new Map<string, Subscription>();

  const check = (topicArn: string) => {
    if (!ARN.test(topicArn)) throw invalid("TopicArn");
    if (!arns.has(topicArn)) throw new ApiError("NotFound", "Topic does not exist");
  };

  return {
    create(name) {
      if (!NAME.test(name)) throw invalid("Topic Name");
      const topicArn = `${account}:${name}`;
      arns.add(topicArn);
      return topicArn;
    },
    list: () => [...arns],
    subscribe(topicArn, protocol, endpoint) {
      check(topicArn);
      const checked = checkEndpoint(protocol, endpoint);
      for (const known of subscriptions.values()) {
        if (known.topicArn === topicArn && known.protocol === checked && known.endpoint === endpoint)
          return known;
      }
      const subscriptionArn = `${topicArn}:${randomUUID()}`;
      const subscription: Subscription = { subscriptionArn, topicArn, protocol: checked, endpoint };
      subscriptions.set(subscriptionArn, subscription);
      return subscription;
    },
    unsubscribe(subscriptionArn) {
      if (!ARN.test(subscriptionArn)) throw invalid("SubscriptionArn");
      subscriptions.delete(subscriptionArn);
    },
    subscriptions(topicArn) {
      if (topicArn !== undefined) check(topicArn);
      return [...subscriptions.values()].filter((one) => topicArn === undefined || one.topicArn === topicArn);
    },
  };
}

function checkEndpoint(protocol: string, endpoint: string): Subscription["protocol"] {
  switch (protocol) {
    case "email":
      if (!z.email().safeParse(endpoint).success) throw invalid("Email address");
      return protocol;
    case "lambda":
      if (!FUNCTION_ARN.test(endpoint)) throw invalid("Lambda endpoint ARN");
      return protocol;
    default:
      throw invalid(`The local stack delivers by email and lambda, not by ${protocol}`);
  }
}
