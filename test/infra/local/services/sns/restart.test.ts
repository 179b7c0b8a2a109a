import {
  CreateTopicCommand,
  ListSubscriptionsCommand,
  ListTopicsCommand,
  PublishCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { expect, onTestFinished, test, vi } from "vitest";
import { openStore } from "../../../../../infra/local/services/store/store.ts";
import { functionArn, startSns, topicArn } from "./start-sns.ts";

const publish = (text: string, MessageDeduplicationId?: string) =>
  new PublishCommand({ TopicArn: topicArn, Subject: "Winners", Message: text, MessageDeduplicationId });

const never = () => Promise.withResolvers<never>().promise;

test("the next process delivers what was not delivered before, and nothing else", async () => {
  const store = openStore();
  {
    await using sns = await startSns({ store, deliver: { lambda: never, email: () => Promise.resolve() } });
    sns.subscribe("lambda", functionArn);
    sns.subscribe("email", "winners@example.com");
    await sns.client.send(publish("Drawn"));
  }
  for (const times of [1, 0]) {
    await using sns = await startSns({ store });
    await sns.delivered();
    expect(sns.lambda).toHaveBeenCalledTimes(times);
    expect(sns.email).not.toHaveBeenCalled();
    if (times) expect(sns.lambda.mock.lastCall?.[1].Records[0]?.Sns.Message).toBe("Drawn");
  }
});

test("a mail has the same id when it is delivered again", async () => {
  const store = openStore();
  const ids: string[] = [];
  const email = vi.fn((_to: string, _subject: string, _text: string, id: string) => {
    ids.push(id);
    return never();
  });
  for (const _ of ["first", "second"]) {
    await using sns = await startSns({ store, deliver: { lambda: never, email } });
    sns.subscribe("email", "winners@example.com");
    if (ids.length === 0) await sns.client.send(publish("Drawn"));
  }
  expect(ids).toEqual([expect.any(String), ids[0]]);
});

test("a dead letter is not attempted again after a restart", async () => {
  const store = openStore();
  {
    await using sns = await startSns({
      store,
      deliver: { lambda: () => Promise.reject(new Error("closed")), email: never },
    });
    sns.subscribe("lambda", functionArn);
    await sns.client.send(publish("Drawn"));
    await sns.delivered();
    expect(sns.deadLetters()).toHaveLength(1);
  }
  await using sns = await startSns({ store });
  await sns.delivered();
  expect(sns.lambda).not.toHaveBeenCalled();
});

test("the same deduplication id means the same message, also after a restart", async () => {
  const store = openStore();
  const ids: (string | undefined)[] = [];
  for (const times of [1, 0]) {
    await using sns = await startSns({ store });
    sns.subscribe("email", "winners@example.com");
    ids.push((await sns.client.send(publish("Drawn", "call-1"))).MessageId);
    await sns.delivered();
    expect(sns.email).toHaveBeenCalledTimes(times);
    await sns.client.send(publish("Drawn", `other-${times}`));
    await sns.delivered();
    expect(sns.email).toHaveBeenCalledTimes(times + 1);
  }
  expect(ids).toEqual([expect.any(String), ids[0]]);
});

test("a deduplication id is kept for an hour", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 0, 1) });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  await using sns = await startSns();
  sns.subscribe("email", "winners@example.com");
  const publishAgain = async () => {
    await sns.client.send(publish("Drawn", "call-1"));
    await sns.delivered();
    return sns.email.mock.calls.length;
  };
  expect(await publishAgain()).toBe(1);
  vi.setSystemTime(Date.UTC(2026, 0, 1, 1));
  expect(await publishAgain()).toBe(1);
  vi.setSystemTime(Date.UTC(2026, 0, 1, 1) + 1);
  expect(await publishAgain()).toBe(2);
});

test("topics and subscriptions exist after a restart", async () => {
  const store = openStore();
  const email = { TopicArn: topicArn, Protocol: "email", Endpoint: "ann@example.com" };
  const first = await startSns({ store });
  await first.client.send(new CreateTopicCommand({ Name: "Other" }));
  const { SubscriptionArn } = await first.client.send(new SubscribeCommand(email));
  await first[Symbol.asyncDispose]();

  await using sns = await startSns({ store });
  const { Topics } = await sns.client.send(new ListTopicsCommand({}));
  expect(Topics).toEqual([{ TopicArn: topicArn }, { TopicArn: topicArn.replace(/[^:]*$/, "Other") }]);
  const { Subscriptions } = await sns.client.send(new ListSubscriptionsCommand({}));
  expect(Subscriptions).toMatchObject([{ ...email, SubscriptionArn }]);
});

test("declared subscribers are subscribed once: other changes stay, and subscribers that are no longer declared are unsubscribed", async () => {
  const store = openStore();
  const email = (endpoint: string) => ({ protocol: "email" as const, endpoint });
  const list = async ({ client }: Awaited<ReturnType<typeof startSns>>) =>
    (await client.send(new ListSubscriptionsCommand({}))).Subscriptions ?? [];
  {
    await using sns = await startSns({ store });
    sns.declare([email("ann@example.com"), email("bob@example.com"), email("cy@example.com")]);
    await sns.client.send(
      new SubscribeCommand({ TopicArn: topicArn, Protocol: "email", Endpoint: "dee@example.com" }),
    );
    const [ann] = await list(sns);
    await sns.client.send(new UnsubscribeCommand({ SubscriptionArn: ann?.SubscriptionArn }));
  }
  await using sns = await startSns({ store });
  sns.declare([email("ann@example.com"), email("cy@example.com"), email("eve@example.com")]);
  expect((await list(sns)).map(({ Endpoint }) => Endpoint)).toEqual([
    "cy@example.com",
    "dee@example.com",
    "eve@example.com",
  ]);

  // A reset leaves only the declared subscriptions.
  sns.clear();
  expect((await list(sns)).map(({ Endpoint }) => Endpoint)).toEqual([
    "ann@example.com",
    "cy@example.com",
    "eve@example.com",
  ]);
});

test("clearing removes running deliveries permanently", async () => {
  const store = openStore();
  {
    await using sns = await startSns({
      store,
      deliver: { lambda: () => Promise.reject(new Error("closed")), email: never },
      retryDelays: [60_000],
    });
    sns.subscribe("lambda", functionArn);
    await sns.client.send(publish("Drawn"));
    sns.clear();
    await sns.delivered();
    expect(sns.deadLetters()).toEqual([]);
  }
  await using sns = await startSns({ store });
  await sns.delivered();
  expect(sns.lambda).not.toHaveBeenCalled();
});
