import {
  CreateTopicCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTopicsCommand,
  PublishCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { XMLParser } from "fast-xml-parser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sendRaw } from "../../../../support/send-raw.ts";
import { functionArn, startSns, topicArn } from "./start-sns.ts";

describe("topics", () => {
  test("include the first one from the start, and others, which can be created repeatedly", async () => {
    await using sns = await startSns();
    const create = new CreateTopicCommand({ Name: "Other" });
    const other = "arn:aws:sns:us-east-1:000000000000:Other";
    expect(await sns.client.send(create)).toMatchObject({ TopicArn: other });
    expect(await sns.client.send(create)).toMatchObject({ TopicArn: other });
    const { Topics } = await sns.client.send(new ListTopicsCommand({}));
    expect(Topics).toEqual([{ TopicArn: topicArn }, { TopicArn: other }]);
  });

  test("report the number of their subscriptions", async () => {
    await using sns = await startSns();
    sns.subscribe("email", "winners@example.com");
    const { Attributes } = await sns.client.send(new GetTopicAttributesCommand({ TopicArn: topicArn }));
    expect(Attributes).toMatchObject({
      TopicArn: topicArn,
      Owner: "000000000000",
      SubscriptionsConfirmed: "1",
    });
  });

  test("are refused with a name that AWS refuses", async () => {
    await using sns = await startSns();
    const create = sns.client.send(new CreateTopicCommand({ Name: "a b" }));
    await expect(create).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});

describe("subscriptions", () => {
  test("are listed with their endpoints, and none is created twice", async () => {
    await using sns = await startSns();
    const mail = { TopicArn: topicArn, Protocol: "email", Endpoint: "o'hara+x@example.com" };
    const first = await sns.client.send(new SubscribeCommand(mail));
    const again = await sns.client.send(new SubscribeCommand({ ...mail, ReturnSubscriptionArn: true }));
    expect(first.SubscriptionArn).toMatch(new RegExp(`^${topicArn}:[0-9a-f-]{36}$`));
    expect(again.SubscriptionArn).toBe(first.SubscriptionArn);
    await sns.client.send(
      new SubscribeCommand({ TopicArn: topicArn, Protocol: "lambda", Endpoint: functionArn }),
    );
    const { Subscriptions, NextToken } = await sns.client.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }),
    );
    expect(NextToken).toBeUndefined();
    expect(Subscriptions).toMatchObject([
      { ...mail, SubscriptionArn: first.SubscriptionArn, Owner: "000000000000" },
      { Protocol: "lambda", Endpoint: functionArn },
    ]);
    expect((await sns.client.send(new ListSubscriptionsCommand({}))).Subscriptions).toEqual(Subscriptions);
  });

  test("can be removed, also twice", async () => {
    await using sns = await startSns();
    sns.subscribe("email", "winners@example.com");
    const { Subscriptions = [] } = await sns.client.send(new ListSubscriptionsCommand({}));
    const end = new UnsubscribeCommand({ SubscriptionArn: Subscriptions[0]?.SubscriptionArn });
    await sns.client.send(end);
    await sns.client.send(end);
    expect((await sns.client.send(new ListSubscriptionsCommand({}))).Subscriptions).toEqual([]);
    await sns.client.send(new PublishCommand({ TopicArn: topicArn, Message: "hello" }));
    await sns.delivered();
    expect(sns.email).not.toHaveBeenCalled();
  });

  test("are listed a hundred at a time", async () => {
    await using sns = await startSns();
    for (let n = 0; n < 150; n++) sns.subscribe("email", `w${n}@example.com`);
    const first = await sns.client.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }));
    const { NextToken } = first;
    const second = await sns.client.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: topicArn, NextToken }),
    );
    expect([...(first.Subscriptions ?? []), ...(second.Subscriptions ?? [])]).toHaveLength(150);
    expect(first.Subscriptions).toHaveLength(100);
    expect(second.NextToken).toBeUndefined();
  });

  test.each([
    ["email", "nobody"],
    ["email", "a@b\nc@example.com"],
    ["lambda", "Callback"],
    ["lambda", "arn:aws:sqs:us-east-1:000000000000:queue"],
    ["http", "http://example.com"],
  ])("are refused for the protocol %s and the endpoint %j", async (Protocol, Endpoint) => {
    await using sns = await startSns();
    const subscribe = sns.client.send(new SubscribeCommand({ TopicArn: topicArn, Protocol, Endpoint }));
    await expect(subscribe).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  test("are refused for a topic that does not exist", async () => {
    await using sns = await startSns();
    const TopicArn = `${topicArn}2`;
    const wanted = { name: "NotFoundException", message: "Topic does not exist" };
    const subscribe = new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint: "a@example.com" });
    await expect(sns.client.send(subscribe)).rejects.toMatchObject(wanted);
    const list = new ListSubscriptionsByTopicCommand({ TopicArn });
    await expect(sns.client.send(list)).rejects.toMatchObject(wanted);
    await expect(sns.client.send(new PublishCommand({ TopicArn, Message: "hello" }))).rejects.toMatchObject(
      wanted,
    );
  });
});

describe("a malformed request", () => {
  let sns: Awaited<ReturnType<typeof startSns>>;
  beforeAll(async () => {
    sns = await startSns();
  });
  afterAll(() => sns[Symbol.asyncDispose]());

  const post = async (body: string, headers: Record<string, string> = {}) => {
    const response = await fetch(sns.endpoint, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      body,
    });
    return { status: response.status, ...new XMLParser().parse(await response.text()) };
  };

  test.each([
    ["nothing", "", 400, "InvalidAction"],
    ["an unknown action", "Action=Guess", 400, "InvalidAction"],
    ["an inherited name", "Action=constructor", 400, "InvalidAction"],
    ["an action of XML", "Action=%3Cb%3E%26%00", 400, "InvalidAction"],
    ["JSON", '{"Action": "Publish"}', 400, "InvalidAction"],
    ["a missing parameter", "Action=Subscribe", 400, "ValidationError"],
    ["no topic", "Action=Publish&Message=hello", 400, "InvalidParameter"],
    ["a topic that is not an ARN", "Action=Publish&Message=hello&TopicArn=x", 400, "InvalidParameter"],
    [
      "a parameter that is not supported here",
      `Action=Publish&Message=hello&TopicArn=${topicArn}&MessageAttributes.entry.1.Name=x`,
      400,
      "InvalidParameter",
    ],
    ["a token that was not given", "Action=ListTopics&NextToken=x", 400, "InvalidParameter"],
    ["a subscription that is not an ARN", "Action=Unsubscribe&SubscriptionArn=x", 400, "InvalidParameter"],
  ])("gets the protocol's own error: %s", async (_what, body, status, Code) => {
    expect(await post(body)).toMatchObject({
      status,
      ErrorResponse: { Error: { Type: "Sender", Code }, RequestId: expect.any(String) },
    });
    expect(sns.log).not.toHaveBeenCalled();
  });

  test("is refused from a web page", async () => {
    const body = `Action=Publish&Message=hello&TopicArn=${topicArn}`;
    expect(await post(body, { origin: "http://evil.example" })).toMatchObject({ status: 403 });
    expect((await sendRaw(sns.endpoint, { host: "evil.example" }, body)).status).toBe(403);
    expect(await post(body)).toMatchObject({ status: 200 });
  });

  test("is refused on another path or with another method", async () => {
    expect((await fetch(sns.endpoint)).status).toBe(405);
    expect((await fetch(`${sns.endpoint}/else`, { method: "POST", body: "" })).status).toBe(404);
  });

  test("is refused with more than 1 MB", async () => {
    await using own = await startSns();
    const response = await fetch(own.endpoint, { method: "POST", body: "x".repeat(2 << 20) });
    expect(response.status).toBe(413);
  });
});
