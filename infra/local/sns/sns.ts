import type { Hono } from "hono";
import { createActions } from "./actions.ts";
import { createDeliveries, type DeadLetter, type Deliver } from "./deliveries.ts";
import { createQueryProtocol } from "./query-protocol.ts";
import { createTopics, type Subscription } from "./topics.ts";

interface SnsOptions {
  /** The topic that is there from the start. */
  topicArn: string;
  deliver: Deliver;
  log(line: string): void;
  /** ms to wait before each further try of a delivery that failed. */
  retryDelays?: readonly number[];
  /** Whether every request is refused for now. */
  isDown?: () => boolean;
}

export interface Sns {
  /** The API, in the AWS query protocol. */
  app: Hono;
  /** Subscribes to the first topic. Throws where the endpoint is not one of the protocol. */
  subscribe(protocol: Subscription["protocol"], endpoint: string): void;
  /** Resolves when no delivery is under way. */
  settled(): Promise<void>;
  /** What could not be delivered, oldest first. */
  deadLetters(): readonly DeadLetter[];
  /** No delivery is tried again. */
  close(): void;
}

/** SNS in memory, with email and Lambda delivery: at least once, without confirmation of subscriptions. */
export function createSns({ topicArn, deliver, log, retryDelays = [200, 1000], isDown }: SnsOptions): Sns {
  const topics = createTopics(topicArn);
  const deliveries = createDeliveries({ deliver, retryDelays, log });
  return {
    app: createQueryProtocol(createActions(topics, deliveries), log, isDown),
    subscribe(protocol, endpoint) {
      topics.subscribe(topicArn, protocol, endpoint);
    },
    settled: deliveries.settled,
    deadLetters: deliveries.deadLetters,
    close: deliveries.close,
  };
}
