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
  /** The topic that is there from the start. */
  topicArn: string;
  deliver: Deliver;
  log(line: string): void;
  /** ms to wait before each further try of a delivery that failed. */
  retryDelays?: readonly number[];
  /** Whether every request is refused for now. */
  isDown?: () => boolean;
  /** Keeps topics, subscriptions and what is not delivered yet. */
  store?: Store;
}

export interface Sns {
  /** The API, in the AWS query protocol. */
  app: Hono;
  /**
   * Subscribes to the first topic those who were not declared before, and takes back the subscriptions of those who
   * are declared no more; whoever has subscribed or unsubscribed otherwise is left alone. Throws where an endpoint is
   * not one of its protocol.
   */
  declare(subscribers: readonly Subscriber[]): void;
  /** Resolves when no delivery is under way. */
  settled(): Promise<void>;
  /** What could not be delivered, oldest first. */
  deadLetters(): readonly DeadLetter[];
  /** No delivery is tried again; what the store keeps is delivered after a restart. */
  close(): void;
  /** Forgets all that is under way, and all topics and subscriptions but the declared ones. */
  clear(): void;
}

/** SNS, with email and Lambda delivery: at least once, without confirmation of subscriptions. */
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
    settled: deliveries.settled,
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
