import { setTimeout as wait } from "node:timers/promises";
import type { SNSEvent } from "aws-lambda";
import type { Message } from "./message.ts";
import type { Subscription } from "./topics.ts";

/** Where the messages go. */
export interface Deliver {
  lambda(endpointArn: string, event: SNSEvent): Promise<unknown>;
  email(to: string, subject: string, text: string): Promise<unknown>;
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
  /** Begins to deliver; what comes of it is not waited for. */
  begin(messageId: string, message: Message, subscriptions: readonly Subscription[]): void;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  /** Oldest first. */
  deadLetters(): readonly DeadLetter[];
  /** No more tries. */
  close(): void;
}

interface DeliveriesOptions {
  deliver: Deliver;
  /** ms to wait before each further try. */
  retryDelays: readonly number[];
  log(line: string): void;
}

const MAX_DEAD_LETTERS = 1000;

/** Delivers at least once: each subscriber's delivery is tried again, and what fails for good is kept. */
export function createDeliveries({ deliver, retryDelays, log }: DeliveriesOptions): Deliveries {
  const underWay = new Set<Promise<void>>();
  const deadLetters: DeadLetter[] = [];
  const closed = new AbortController();

  const tryOnce = (messageId: string, message: Message, subscription: Subscription): Promise<unknown> => {
    const { protocol, endpoint } = subscription;
    return protocol === "email"
      ? deliver.email(endpoint, message.subject ?? "AWS Notification Message", message.textFor("email"))
      : deliver.lambda(endpoint, createEvent(messageId, message, subscription));
  };

  const bury = (messageId: string, message: Message, subscription: Subscription, error: unknown) => {
    const name = error instanceof Error ? error.name : typeof error;
    const text = message.textFor(subscription.protocol);
    deadLetters.push({ messageId, subscription, text, error: name, at: new Date().toISOString() });
    if (deadLetters.length > MAX_DEAD_LETTERS) deadLetters.shift();
    log(`Message ${messageId} could not be delivered to ${subscription.subscriptionArn}: ${name}`);
  };

  const run = async (messageId: string, message: Message, subscription: Subscription) => {
    for (const delay of [...retryDelays, undefined]) {
      if (closed.signal.aborted) return;
      try {
        await tryOnce(messageId, message, subscription);
        return;
      } catch (error) {
        if (delay === undefined) bury(messageId, message, subscription, error);
        else await pause(delay, closed.signal);
      }
    }
  };

  return {
    begin(messageId, message, subscriptions) {
      for (const subscription of subscriptions) {
        const delivery = run(messageId, message, subscription).finally(() => underWay.delete(delivery));
        underWay.add(delivery);
      }
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    deadLetters: () => [...deadLetters],
    close: () => closed.abort(),
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
