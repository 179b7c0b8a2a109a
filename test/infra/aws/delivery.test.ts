import { beforeAll, expect, test } from "vitest";
import { type Synthesis, synthesize } from "./synthesize.ts";

let stack: Synthesis;
beforeAll(async () => {
  stack = await synthesize();
}, 60_000);

const ref = (id: string) => ({ Ref: stack.named(id)[0] });
const arnOf = (id: string) => ({ "Fn::GetAtt": [stack.named(id)[0], "Arn"] });
const propertiesOfType = (type: string) => stack.ofType(type).map(([, { Properties }]) => Properties);

/** Requests must use TLS. */
const deny = (queue: string) => ({
  Effect: "Deny",
  Action: "sqs:*",
  Principal: { AWS: "*" },
  Resource: arnOf(queue),
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});
const allow = (queue: string, Service: string, source: unknown) => ({
  Effect: "Allow",
  Action: "sqs:SendMessage",
  Principal: { Service },
  Resource: arnOf(queue),
  Condition: { ArnEquals: { "aws:SourceArn": source } },
});

test("each queue accepts messages only from its own sender: SNS, EventBridge, or the callback by its role", () => {
  const statements = (queue: string) => {
    const { Queues, PolicyDocument } = stack.named(`${queue}Policy`)[1].Properties;
    expect(Queues).toEqual([ref(queue)]);
    return PolicyDocument;
  };
  const notices = "NoticeDeadLetters";
  expect(statements(notices)).toMatchObject({
    Statement: [deny(notices), allow(notices, "sns.amazonaws.com", ref("Notification"))],
  });
  const failures = "FailureDeadLetters";
  expect(statements(failures)).toMatchObject({
    Statement: [deny(failures), allow(failures, "events.amazonaws.com", arnOf("FailureRule"))],
  });
  const callback = "CallbackDeadLetters";
  expect(statements(callback)).toEqual({ Version: "2012-10-17", Statement: [deny(callback)] });
});

test("results must be published over TLS", () => {
  expect(stack.named("NotificationPolicy")[1].Properties).toMatchObject({
    Topics: [ref("Notification")],
    PolicyDocument: {
      Statement: expect.arrayContaining([
        expect.objectContaining({
          Effect: "Deny",
          Action: "sns:Publish",
          Principal: "*",
          Resource: ref("Notification"),
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        }),
      ]),
    },
  });
});

const endsWith = (end: readonly unknown[]) => (parts: unknown) =>
  Array.isArray(parts) && JSON.stringify(parts.slice(-end.length)) === JSON.stringify(end);

test("besides the state machine, only its own sources may invoke a function", () => {
  const permissions = propertiesOfType("AWS::Lambda::Permission");
  const invoke = { Action: "lambda:InvokeFunction" };
  expect(permissions).toHaveLength(3);
  expect(permissions).toContainEqual({
    ...invoke,
    FunctionName: arnOf("Callback"),
    Principal: "sns.amazonaws.com",
    SourceArn: ref("Notification"),
  });
  expect(permissions).toContainEqual({
    ...invoke,
    FunctionName: arnOf("Callback"),
    Principal: "events.amazonaws.com",
    SourceArn: arnOf("FailureRule"),
  });
  const anyStage = [":", ref("Api"), "/*/*/slack/events"];
  expect(permissions).toContainEqual({
    ...invoke,
    FunctionName: arnOf("Slack"),
    Principal: "apigateway.amazonaws.com",
    SourceArn: { "Fn::Join": ["", expect.toSatisfy(endsWith(anyStage))] },
  });
});

test("the API passes requests to the bot unchanged, and deploys changes automatically", () => {
  expect(propertiesOfType("AWS::ApiGatewayV2::Api")).toEqual([{ Name: "Lottery", ProtocolType: "HTTP" }]);
  const integrations = stack.ofType("AWS::ApiGatewayV2::Integration");
  expect(integrations.map(([, { Properties }]) => Properties)).toEqual([
    {
      ApiId: ref("Api"),
      IntegrationType: "AWS_PROXY",
      IntegrationUri: arnOf("Slack"),
      PayloadFormatVersion: "2.0",
    },
  ]);
  expect(propertiesOfType("AWS::ApiGatewayV2::Route")).toEqual([
    {
      ApiId: ref("Api"),
      AuthorizationType: "NONE",
      RouteKey: "POST /slack/events",
      Target: { "Fn::Join": ["", ["integrations/", { Ref: integrations[0]?.[0] }]] },
    },
  ]);
  expect(stack.named("ApiStage")[1].Properties).toMatchObject({
    ApiId: ref("Api"),
    StageName: "$default",
    AutoDeploy: true,
  });
});

test("the access log has these fields", () => {
  const { AccessLogSettings } = stack.named("ApiStage")[1].Properties;
  expect(AccessLogSettings).toEqual({
    DestinationArn: arnOf("ApiLogs"),
    Format: JSON.stringify({
      requestId: "$context.requestId",
      requestTime: "$context.requestTime",
      routeKey: "$context.routeKey",
      status: "$context.status",
      responseLatency: "$context.responseLatency",
      integrationLatency: "$context.integrationLatency",
      integrationStatus: "$context.integrationStatus",
      errorType: "$context.error.responseType",
    }),
  });
});
