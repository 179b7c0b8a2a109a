import type { Hono } from "hono";
import { z } from "zod";
import { jsonOf } from "../../../../data/runtime/json-of.ts";
import { readFact, writeFact } from "../store/facts.ts";
import { openStore, type Store } from "../store/store.ts";
import { createActions } from "./actions.ts";
import { createDeliveries, type DeadLetter, type Deliver } from "./deliveries.ts";
import { createQueryProtocol } from "./query-protocol.ts";
import { createTopics, subscriptionSchema } from "./topics.ts";

const subscriberSchema = subscriptionSchema.pick({ protocol: true, endpoint: true });

type Subscriber = z.output<typeof subscriberSchema>;

const DECLARED = "declared-subscribers";

interface SnsOptions {
  /** The topic that always exists. */
  topicArn: string;
  deliver: Deliver;
  log(line: string): void;
  /** ms before each further attempt of a delivery. */
  retryDelays?: readonly number[];
  /** Whether every request is refused at the moment. */
  isDown?: () => boolean;
  /** Stores topics, subscriptions and unfinished deliveries. */
  store?: Store;
}

export interface Sns {
  /** The API, in the AWS query protocol. */
  app: Hono;
  /**
   * Subscribes to the first topic those who were not declared before, and unsubscribes those who were declared before and
   * no longer are. Other subscriptions do not change. Throws if an endpoint is invalid for its protocol.
   */
  declare(subscribers: readonly Subscriber[]): void;
  /** Resolves when every delivery has succeeded or is given up. */
  delivered(): Promise<void>;
  /** Messages that could not be delivered, oldest first. */
  deadLetters(): readonly DeadLetter[];
  /** Stops all attempts. After a restart, what is stored is delivered. */
  close(): void;
  /** Removes all deliveries, and all topics and subscriptions except the declared ones. */
  clear(): void;
}

/** SNS with email and Lambda delivery: at least once, without confirmation of subscriptions. */
export function createSns({
  topicArn,
  deliver,
  log,
  retryDelays = [200, 1000],
  isDown,
  store = openStore(),
}: SnsOptions): Sns {
  const topics = createTopics(topicArn, store);
  const deliveries = createDeliveries({ deliver, retryDelays, log, store });

  const readDeclared = () => jsonOf(z.array(subscriberSchema)).parse(readFact(store, DECLARED) ?? "[]");
  const has = (list: readonly Subscriber[], { protocol, endpoint }: Subscriber) =>
    list.some((each) => each.protocol === protocol && each.endpoint === endpoint);

  const declare = (subscribers: readonly Subscriber[]) =>
    store.transaction(() => {
      const before = readDeclared();
      for (const subscriber of subscribers)
        if (!has(before, subscriber)) topics.subscribe(topicArn, subscriber.protocol, subscriber.endpoint);
      const gone = before.filter((each) => !has(subscribers, each));
      for (const subscription of topics.subscriptions(topicArn))
        if (has(gone, subscription)) topics.unsubscribe(subscription.subscriptionArn);
      writeFact(store, DECLARED, JSON.stringify(subscribers));
    });

  return {
    app: createQueryProtocol(createActions(topics, deliveries), log, isDown),
    declare,
    delivered: deliveries.delivered,
    deadLetters: deliveries.deadLetters,
    close: deliveries.close,
    clear() {
      const declared = readDeclared();
      deliveries.clear();
      topics.clear();
      writeFact(store, DECLARED, "[]");
      declare(declared);
    },
  };
}
