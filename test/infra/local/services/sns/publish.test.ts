import { PublishCommand } from "@aws-sdk/client-sns";
import { describe, expect, test, vi } from "vitest";
import { functionArn, startSns, topicArn } from "./start-sns.ts";

const Message = "王芳 & <b>";

test("sends SNS's event to a function", async () => {
  await using sns = await startSns();
  sns.subscribe("lambda", functionArn);
  const { MessageId } = await sns.client.send(
    new PublishCommand({ TopicArn: topicArn, Message, Subject: "Winners" }),
  );
  await sns.delivered();
  expect(sns.lambda).toHaveBeenCalledExactlyOnceWith(functionArn, {
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: expect.stringMatching(new RegExp(`^${topicArn}:`)),
        Sns: {
          Type: "Notification",
          MessageId,
          TopicArn: topicArn,
          Subject: "Winners",
          Message,
          Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
          SignatureVersion: "1",
          Signature: expect.any(String),
          SigningCertUrl: expect.any(String),
          UnsubscribeUrl: expect.any(String),
          MessageAttributes: {},
        },
      },
    ],
  });
});

test("sends a mail with subject and text, and with a default subject if there is none", async () => {
  await using sns = await startSns();
  sns.subscribe("email", "winners@example.com");
  await sns.client.send(new PublishCommand({ TopicArn: topicArn, Message, Subject: "Winners" }));
  await sns.delivered();
  await sns.client.send(new PublishCommand({ TopicArn: topicArn, Message: "two\r\nlines" }));
  await sns.delivered();
  expect(sns.email.mock.calls).toEqual([
    ["winners@example.com", "Winners", Message, expect.any(String)],
    ["winners@example.com", "AWS Notification Message", "two\r\nlines", expect.any(String)],
  ]);
});

test("sends each protocol its own text, or else the default", async () => {
  await using sns = await startSns();
  sns.subscribe("email", "winners@example.com");
  sns.subscribe("lambda", functionArn);
  const publish = (texts: object) =>
    sns.client.send(
      new PublishCommand({ TopicArn: topicArn, Message: JSON.stringify(texts), MessageStructure: "json" }),
    );
  await publish({ default: "for all", email: "for people", lambda: '{"draw_no":1}' });
  await sns.delivered();
  await publish({ default: "for all", email: 7 });
  await sns.delivered();
  expect(sns.email.mock.calls.map(([, , text]) => text)).toEqual(["for people", "for all"]);
  expect(sns.lambda.mock.calls.map(([, event]) => event.Records[0]?.Sns.Message)).toEqual([
    '{"draw_no":1}',
    "for all",
  ]);
});

test("does not wait for the deliveries", async () => {
  const taken = Promise.withResolvers<void>();
  await using sns = await startSns({
    deliver: { lambda: () => taken.promise, email: () => Promise.resolve() },
  });
  sns.subscribe("lambda", functionArn);
  await sns.client.send(new PublishCommand({ TopicArn: topicArn, Message }));
  const onDelivered = vi.fn();
  const waiting = sns.delivered().then(onDelivered);
  await sns.client.send(new PublishCommand({ TopicArn: topicArn, Message }));
  expect(onDelivered).not.toHaveBeenCalled();
  taken.resolve();
  await waiting;
});

describe("a delivery that fails", () => {
  test("is attempted three times", async () => {
    await using sns = await startSns();
    sns.subscribe("lambda", functionArn);
    sns.lambda.mockRejectedValueOnce(new Error("once")).mockRejectedValueOnce(new Error("twice"));
    await sns.client.send(new PublishCommand({ TopicArn: topicArn, Message }));
    await sns.delivered();
    expect(sns.lambda).toHaveBeenCalledTimes(3);
    expect(sns.deadLetters()).toEqual([]);
    expect(sns.log).not.toHaveBeenCalled();
  });

  test("becomes a dead letter, is logged without its text, and does not affect other subscribers", async () => {
    await using sns = await startSns();
    sns.subscribe("lambda", functionArn);
    sns.subscribe("email", "winners@example.com");
    sns.lambda.mockRejectedValue(new TypeError(Message));
    const { MessageId = "" } = await sns.client.send(new PublishCommand({ TopicArn: topicArn, Message }));
    await sns.delivered();
    expect(sns.lambda).toHaveBeenCalledTimes(3);
    expect(sns.email).toHaveBeenCalledTimes(1);
    expect(sns.deadLetters()).toEqual([
      {
        messageId: MessageId,
        subscription: expect.objectContaining({ protocol: "lambda", endpoint: functionArn }),
        text: Message,
        error: "TypeError",
        at: expect.any(String),
      },
    ]);
    expect(sns.log).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(new RegExp(`${MessageId}.*TypeError`)),
    );
    expect(sns.log.mock.calls[0]?.[0]).not.toContain(Message);
  });

  test("is not attempted again after closing", async () => {
    await using sns = await startSns({ retryDelays: [60_000] });
    sns.subscribe("lambda", functionArn);
    sns.lambda.mockRejectedValue(new Error("never"));
    await sns.client.send(new PublishCommand({ TopicArn: topicArn, Message }));
    await vi.waitFor(() => expect(sns.lambda).toHaveBeenCalled());
    sns.close();
    await sns.delivered();
    expect(sns.lambda).toHaveBeenCalledTimes(1);
  });
});

describe("refuses", () => {
  test.each([
    ["an empty message", { Message: "" }],
    ["a message of more than 256 KB", { Message: "é".repeat(131_073) }],
    ["a subject in Chinese", { Subject: "王芳" }],
    ["a subject of two lines", { Subject: "one\ntwo" }],
    ["a subject that begins with a blank", { Subject: " one" }],
    ["an empty subject", { Subject: "" }],
    ["a subject of 101 characters", { Subject: "x".repeat(101) }],
    ["an unknown structure", { MessageStructure: "xml" }],
    ["a structure that is not JSON", { MessageStructure: "json", Message: "{" }],
    ["a structure that is a list", { MessageStructure: "json", Message: '["default"]' }],
    ["a structure without default", { MessageStructure: "json", Message: '{"email": "x"}' }],
    ["a default that is not a text", { MessageStructure: "json", Message: '{"default": {}}' }],
    ["a phone number", { TopicArn: undefined, PhoneNumber: "+15550100" }],
  ])("%s", async (_what, fields) => {
    await using sns = await startSns();
    sns.subscribe("email", "winners@example.com");
    const publish = new PublishCommand({ TopicArn: topicArn, Message: "hello", ...fields });
    await expect(sns.client.send(publish)).rejects.toMatchObject({ name: "InvalidParameterException" });
    await sns.delivered();
    expect(sns.email).not.toHaveBeenCalled();
  });

  test("nothing with 256 KB and a subject of 100 characters", async () => {
    await using sns = await startSns();
    sns.subscribe("email", "winners@example.com");
    const fields = { Message: "&".repeat(262_144), Subject: "x".repeat(100) };
    await sns.client.send(new PublishCommand({ TopicArn: topicArn, ...fields }));
    await sns.delivered();
    expect(sns.email).toHaveBeenCalledExactlyOnceWith(
      "winners@example.com",
      fields.Subject,
      fields.Message,
      expect.any(String),
    );
  });
});
