import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Store } from "../store/store.ts";
import { ApiError, invalid } from "./api-error.ts";

export const subscriptionSchema = z.object({
  subscriptionArn: z.string(),
  topicArn: z.string(),
  protocol: z.enum(["email", "lambda"]),
  /** An email address, or the ARN of a function. */
  endpoint: z.string(),
});

export type Subscription = z.output<typeof subscriptionSchema>;

export interface Topics {
  /** Creates a topic, or finds it by its name. Returns its ARN. */
  create(name: string): string;
  /** The ARNs of all topics. */
  list(): readonly string[];
  /** Returns the new subscription, or the existing one of the same endpoint. */
  subscribe(topicArn: string, protocol: string, endpoint: string): Subscription;
  /** Does nothing if there is no such subscription. */
  unsubscribe(subscriptionArn: string): void;
  /** Returns all subscriptions, or those of a topic. Throws `NotFound` if there is no such topic. */
  subscriptions(topicArn?: string): readonly Subscription[];
  /** Removes everything except the first topic. */
  clear(): void;
}

const NAME = /^[A-Za-z0-9_-]{1,256}$/;
const ARN = /^arn:[^:]+:sns:[^:]+:[0-9]{12}:[^:]+/;
const FUNCTION_ARN = /^arn:[^:]+:lambda:[^:]+:[0-9]{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_$-]+)?$/;

const topicRow = z.object({ arn: z.string() });

/** The topics of the local stack and their subscriptions. The first topic always exists. */
export function createTopics(firstArn: string, store: Store): Topics {
  const account = firstArn.slice(0, firstArn.lastIndexOf(":"));
  const stored = store.all(topicRow, "SELECT arn FROM topic ORDER BY rowid");
  const arns = new Set([firstArn, ...stored.map(({ arn }) => arn)]);
  const subscriptions = new Map(
    store
      .all(
        subscriptionSchema,
        "SELECT arn AS subscriptionArn, topic AS topicArn, protocol, endpoint FROM subscription ORDER BY rowid",
      )
      .map((subscription) => [subscription.subscriptionArn, subscription]),
  );

  const check = (topicArn: string) => {
    if (!ARN.test(topicArn)) throw invalid("TopicArn");
    if (!arns.has(topicArn)) throw new ApiError("NotFound", "Topic does not exist");
  };

  return {
    create(name) {
      if (!NAME.test(name)) throw invalid("Topic Name");
      const topicArn = `${account}:${name}`;
      store.run("INSERT INTO topic (arn) VALUES (?) ON CONFLICT DO NOTHING", topicArn);
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
      store.run(
        "INSERT INTO subscription (arn, topic, protocol, endpoint) VALUES (?, ?, ?, ?)",
        subscriptionArn,
        topicArn,
        checked,
        endpoint,
      );
      subscriptions.set(subscriptionArn, subscription);
      return subscription;
    },
    unsubscribe(subscriptionArn) {
      if (!ARN.test(subscriptionArn)) throw invalid("SubscriptionArn");
      store.run("DELETE FROM subscription WHERE arn = ?", subscriptionArn);
      subscriptions.delete(subscriptionArn);
    },
    subscriptions(topicArn) {
      if (topicArn !== undefined) check(topicArn);
      return [...subscriptions.values()].filter((one) => topicArn === undefined || one.topicArn === topicArn);
    },
    clear() {
      store.run("DELETE FROM subscription");
      store.run("DELETE FROM topic");
      subscriptions.clear();
      arns.clear();
      arns.add(firstArn);
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
