import { setTimeout as wait } from "node:timers/promises";
import type { SNSEvent } from "aws-lambda";
import type { Store } from "../store/store.ts";
import { createKeptDeliveries, type Delivery } from "./kept-deliveries.ts";
import { type Message, type Published, parseMessage } from "./message.ts";
import type { Subscription } from "./topics.ts";

/** Where the messages go. */
export interface Deliver {
  lambda(endpointArn: string, event: SNSEvent): Promise<unknown>;
  /** The same mail, delivered again, has the same id. */
  email(to: string, subject: string, text: string, id: string): Promise<unknown>;
}

/** A message that a subscriber could not take. */
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
   * Takes a message to deliver, and begins; what comes of it is not waited for. Answers the message's id: that of the
   * first time where the same is published again under a deduplication id.
   */
  begin(published: Published, subscriptions: readonly Subscription[], deduplicationId?: string): string;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  /** Oldest first. */
  deadLetters(): readonly DeadLetter[];
  /** No more tries; what is left to be delivered is so after a restart. */
  close(): void;
  /** The same, but nothing is left. */
  clear(): void;
}

interface DeliveriesOptions {
  deliver: Deliver;
  /** ms to wait before each further try. */
  retryDelays: readonly number[];
  log(line: string): void;
  /** Keeps what is not delivered yet. */
  store: Store;
}

const MAX_DEAD_LETTERS = 1000;

/**
 * Delivers at least once: each subscriber's delivery is tried again, after a restart too, and what fails for good is
 * remembered for as long as the process lives.
 */
export function createDeliveries({ deliver, retryDelays, log, store }: DeliveriesOptions): Deliveries {
  const kept = createKeptDeliveries(store);
  const underWay = new Set<Promise<void>>();
  const deadLetters: DeadLetter[] = [];
  let given = new AbortController();

  const tryOnce = async ({ id, messageId, subscription }: Delivery, message: Message): Promise<unknown> => {
    const { protocol, endpoint } = subscription;
    // After a power loss the delivery must be known by the same id.
    await store.committed();
    return await (protocol === "email"
      ? deliver.email(endpoint, message.subject ?? "AWS Notification Message", message.textFor("email"), id)
      : deliver.lambda(endpoint, createEvent(messageId, message, subscription)));
  };

  const bury = ({ messageId, subscription }: Delivery, message: Message, error: unknown) => {
    const name = error instanceof Error ? error.name : typeof error;
    const text = message.textFor(subscription.protocol);
    deadLetters.push({ messageId, subscription, text, error: name, at: new Date().toISOString() });
    if (deadLetters.length > MAX_DEAD_LETTERS) deadLetters.shift();
    log(`Message ${messageId} could not be delivered to ${subscription.subscriptionArn}: ${name}`);
  };

  /** Whether it was delivered or given up for good, rather than closed before that. */
  const attempt = async (delivery: Delivery, message: Message, { signal }: AbortController) => {
    for (const delay of [...retryDelays, undefined]) {
      if (signal.aborted) return false;
      try {
        await tryOnce(delivery, message);
        return !signal.aborted;
      } catch (error) {
        if (signal.aborted) return false;
        if (delay === undefined) bury(delivery, message, error);
        else await pause(delay, signal);
      }
    }
    return true;
  };

  const run = async (delivery: Delivery) => {
    if (await attempt(delivery, parseMessage(delivery.published), given)) kept.remove(delivery.id);
  };

  const start = (delivery: Delivery) => {
    const running = run(delivery).finally(() => underWay.delete(running));
    underWay.add(running);
  };

  for (const delivery of kept.list()) start(delivery);

  return {
    begin(published, subscriptions, deduplicationId) {
      const { messageId, deliveries } = kept.add(published, subscriptions, deduplicationId);
      for (const delivery of deliveries) start(delivery);
      return messageId;
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    deadLetters: () => [...deadLetters],
    close: () => given.abort(),
    clear() {
      given.abort();
      given = new AbortController();
      kept.clear();
      deadLetters.length = 0;
    },
  };
}

/** Waits, or until it is of no use any more. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** What SNS hands to a function; the signature is nobody's, as functions don't check it. */
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
