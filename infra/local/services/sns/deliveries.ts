import { setTimeout as wait } from "node:timers/promises";
import type { SNSEvent } from "aws-lambda";
import type { Store } from "../store/store.ts";
import { createDeliveryStore, type Delivery } from "./delivery-store.ts";
import { type Message, type Published, parseMessage } from "./message.ts";
import type { Subscription } from "./topics.ts";

/** Delivers messages to subscribers. */
export interface Deliver {
  lambda(endpointArn: string, event: SNSEvent): Promise<unknown>;
  /** Repeated deliveries of a mail have the same id. */
  email(to: string, subject: string, text: string, id: string): Promise<unknown>;
}

/** A message that could not be delivered to a subscriber. */
export interface DeadLetter {
  messageId: string;
  subscription: Subscription;
  text: string;
  /** The name of the last error. */
  error: string;
  /** ISO 8601. */
  at: string;
}

export interface Deliveries {
  /**
   * Stores a message and starts to deliver it. Returns the message's id: if the deduplication id is known, that of the
   * first message, and nothing is delivered.
   */
  start(published: Published, subscriptions: readonly Subscription[], deduplicationId?: string): string;
  /** Resolves when every delivery has succeeded or is given up. */
  delivered(): Promise<void>;
  /** Oldest first. */
  deadLetters(): readonly DeadLetter[];
  /** Stops all attempts. After a restart, what is stored is delivered. */
  close(): void;
  /** Stops all attempts, and removes all messages. */
  clear(): void;
}

interface DeliveriesOptions {
  deliver: Deliver;
  /** ms before each further attempt. */
  retryDelays: readonly number[];
  log(line: string): void;
  /** Stores what is not delivered yet. */
  store: Store;
}

const MAX_DEAD_LETTERS = 1000;

/**
 * Delivers at least once: each delivery is attempted again, also after a restart. Messages whose attempts have all failed
 * are kept in memory.
 */
export function createDeliveries({ deliver, retryDelays, log, store }: DeliveriesOptions): Deliveries {
  const stored = createDeliveryStore(store);
  const running = new Set<Promise<void>>();
  const deadLetters: DeadLetter[] = [];
  let closing = new AbortController();

  const tryOnce = async ({ id, messageId, subscription }: Delivery, message: Message): Promise<unknown> => {
    const { protocol, endpoint } = subscription;
    // The delivery must be stored first, so that it has the same id after a power loss.
    await store.committed();
    return await (protocol === "email"
      ? deliver.email(endpoint, message.subject ?? "AWS Notification Message", message.textFor("email"), id)
      : deliver.lambda(endpoint, createEvent(messageId, message, subscription)));
  };

  const addDeadLetter = ({ messageId, subscription }: Delivery, message: Message, error: unknown) => {
    const name = error instanceof Error ? error.name : typeof error;
    const text = message.textFor(subscription.protocol);
    deadLetters.push({ messageId, subscription, text, error: name, at: new Date().toISOString() });
    if (deadLetters.length > MAX_DEAD_LETTERS) deadLetters.shift();
    log(`Message ${messageId} could not be delivered to ${subscription.subscriptionArn}: ${name}`);
  };

  /** Returns true when the delivery has succeeded or finally failed, and false if it was stopped before. */
  const attempt = async (delivery: Delivery, message: Message, { signal }: AbortController) => {
    for (const delay of [...retryDelays, undefined]) {
      if (signal.aborted) return false;
      try {
        await tryOnce(delivery, message);
        return !signal.aborted;
      } catch (error) {
        if (signal.aborted) return false;
        if (delay === undefined) addDeadLetter(delivery, message, error);
        else await pause(delay, signal);
      }
    }
    return true;
  };

  const run = async (delivery: Delivery) => {
    if (await attempt(delivery, parseMessage(delivery.published), closing)) stored.remove(delivery.id);
  };

  const startOne = (delivery: Delivery) => {
    const delivering = run(delivery).finally(() => running.delete(delivering));
    running.add(delivering);
  };

  for (const delivery of stored.list()) startOne(delivery);

  return {
    start(published, subscriptions, deduplicationId) {
      const { messageId, deliveries } = stored.add(published, subscriptions, deduplicationId);
      for (const delivery of deliveries) startOne(delivery);
      return messageId;
    },
    async delivered() {
      while (running.size > 0) await Promise.all(running);
    },
    deadLetters: () => [...deadLetters],
    close: () => closing.abort(),
    clear() {
      closing.abort();
      closing = new AbortController();
      stored.clear();
      deadLetters.length = 0;
    },
  };
}

/** Waits, at most until the signal is aborted. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Returns SNS's event for a function. The signature is a placeholder, because functions do not check it. */
function createEvent(messageId: string, message: Message, subscription: Subscription): SNSEvent {
  const { subscriptionArn, topicArn } = subscription;
  return {
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: subscriptionArn,
        Sns: {
          Type: "Notification",
          MessageId: messageId,
          TopicArn: topicArn,
          ...(message.subject !== undefined && { Subject: message.subject }),
          Message: message.textFor("lambda"),
          Timestamp: new Date().toISOString(),
          SignatureVersion: "1",
          Signature: "local",
          SigningCertUrl: "http://127.0.0.1/",
          UnsubscribeUrl: `http://127.0.0.1/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`,
          MessageAttributes: {},
        },
      },
    ],
  };
}
