import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { POSTING_SECONDS } from "../../../bot/callback/announce-draw.ts";
import { anyRegion, type Synthesis, synthesize } from "./synthesize.ts";

const emails = "a@example.com, b@example.com";
const getAtt = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });

describe.each(anyRegion)("the template for %s", (_, region) => {
  let stack: Synthesis;
  beforeAll(async () => {
    stack = await synthesize({ emails }, region);
  }, 60_000);

  const properties = (id: string) => stack.named(id)[1].Properties;
  const idOf = (id: string) => stack.named(id)[0];

  test("the topics are encrypted with a rotating key", () => {
    const key = getAtt(idOf("TopicKey"));
    expect(properties("TopicKey")).toMatchObject({ EnableKeyRotation: true });
    expect(properties("Notification")).toMatchObject({
      TopicName: "Lottery-Notification",
      KmsMasterKeyId: key,
    });
    expect(properties("Alarms")).toMatchObject({ TopicName: "Lottery-Alarms", KmsMasterKeyId: key });
  });

  test("only the state machine and the callback may publish results", () => {
    const topic = { Ref: idOf("Notification") };
    const { PolicyDocument } = z
      .object({ PolicyDocument: z.object({ Statement: z.array(z.looseObject({ Effect: z.string() })) }) })
      .parse(properties("NotificationPolicy"));
    expect(PolicyDocument.Statement).toContainEqual({
      Sid: "OnlyPublishers",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: "sns:Publish",
      Resource: topic,
      Condition: {
        ArnNotEquals: {
          "aws:PrincipalArn": [getAtt(idOf("StateMachineRole")), getAtt(idOf("CallbackRole"))],
        },
      },
    });
    expect(PolicyDocument.Statement.every(({ Effect }) => Effect === "Deny")).toBe(true);
  });

  test("results are delivered to the subscribers and to the callback, with a dead-letter queue", () => {
    const subscriptions = stack
      .ofType("AWS::SNS::Subscription")
      .map(([, { Properties }]) => Properties)
      .filter(({ TopicArn }) => JSON.stringify(TopicArn) === JSON.stringify({ Ref: idOf("Notification") }));
    expect(subscriptions).toHaveLength(3);
    expect(subscriptions).toContainEqual(
      expect.objectContaining({ Protocol: "email", Endpoint: "a@example.com" }),
    );
    expect(subscriptions).toContainEqual(
      expect.objectContaining({ Protocol: "email", Endpoint: "b@example.com" }),
    );
    expect(subscriptions).toContainEqual({
      Protocol: "lambda",
      TopicArn: { Ref: idOf("Notification") },
      Endpoint: getAtt(idOf("Callback")),
      RedrivePolicy: { deadLetterTargetArn: getAtt(idOf("NoticeDeadLetters")) },
    });
  });

  test("EventBridge invokes the callback for every execution without success, with retries and its own dead-letter queue", () => {
    expect(properties("FailureRule")).toMatchObject({
      State: "ENABLED",
      EventPattern: {
        source: ["aws.states"],
        "detail-type": ["Step Functions Execution Status Change"],
        detail: {
          status: ["FAILED", "TIMED_OUT", "ABORTED"],
          stateMachineArn: [{ Ref: idOf("StateMachine") }, { Ref: idOf("RosterMachine") }],
        },
      },
      Targets: [
        {
          Arn: getAtt(idOf("Callback")),
          DeadLetterConfig: { Arn: getAtt(idOf("FailureDeadLetters")) },
          RetryPolicy: { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 7_200 },
        },
      ],
    });
  });

  test("an event on which the callback fails is retried twice, then goes to the dead-letter queue", () => {
    expect(properties("Callback")).toMatchObject({
      DeadLetterConfig: { TargetArn: getAtt(idOf("CallbackDeadLetters")) },
    });
    expect(properties("CallbackEventInvokeConfig")).toEqual({
      FunctionName: { Ref: idOf("Callback") },
      Qualifier: "$LATEST",
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 3_600,
    });
  });

  test("dead letters are encrypted and kept for two weeks", () => {
    const queues = stack.ofType("AWS::SQS::Queue");
    expect(queues).toHaveLength(3);
    for (const [, { Properties }] of queues)
      expect(Properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
  });

  test("the callback times out before another run may take over its announcement, the bot soon after Slack stops waiting", () => {
    expect(z.number().parse(properties("Callback")["Timeout"])).toBeLessThan(POSTING_SECONDS);
    expect(properties("Slack")["Timeout"]).toBe(10);
  });
});
