import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { POSTING_SECONDS } from "../../../bot/callback/announce-draw.ts";
import { type TableDefinition, tableDefinitions } from "../../../data/tables.ts";
import { handlerFiles } from "../../../infra/aws/bundles.ts";
import { LEASE_SECONDS } from "../../../workflow/attempt/leases.ts";
import { type Synthesis, synthesise } from "./synthesise.ts";

const definitionText = readFileSync("workflow/lottery.asl.json", "utf8");
const tasks = ["InputWinners", "RandomSelectWinners", "ValidateWinners", "RecordWinners"] as const;
const ninetyDays = { RetentionInDays: 90 };
const settings = {
  emails: "a@example.com, b@example.com",
  alarmEmails: ["ops@example.com"],
  locale: "zh-CN",
};

const getAtt = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });

describe.each([
  ["any region", undefined],
  ["China", "cn-north-1"],
])("the template for %s", (_, region) => {
  let stack: Synthesis;
  beforeAll(async () => {
    stack = await synthesise(settings, region);
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  const properties = (id: string) => stack.named(id)[1].Properties;
  const idOf = (id: string) => stack.named(id)[0];

  test("names no partition but by its variable, and no account", () => {
    const text = JSON.stringify(stack.template);
    expect(text).not.toMatch(/arn:aws|amazonaws\.com\.cn/);
    expect(text).not.toMatch(/\b\d{12}\b/);
  });

  describe.each(tableDefinitions.map((table) => [table.name, table] as const))(
    "the table %s",
    (name, table) => {
      const id = name.replace("Lottery-", "");

      const key = ({ partitionKey, sortKey }: Pick<TableDefinition, "partitionKey" | "sortKey">) => [
        { AttributeName: partitionKey.name, KeyType: "HASH" },
        ...(sortKey ? [{ AttributeName: sortKey.name, KeyType: "RANGE" }] : []),
      ];

      test("has the keys and indexes of the local stack, is paid by use, and can be restored to any second", () => {
        const keys = [table, ...table.indexes].flatMap(({ partitionKey, sortKey }) => [
          partitionKey,
          ...(sortKey ? [sortKey] : []),
        ]);
        const types = new Map(keys.map((attribute) => [attribute.name, attribute.type]));
        const { AttributeDefinitions, ...rest } = properties(id);
        expect(new Set(z.array(z.unknown()).parse(AttributeDefinitions))).toEqual(
          new Set([...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }))),
        );
        expect(rest).toEqual({
          TableName: name,
          KeySchema: key(table),
          ...(table.indexes.length > 0 && {
            GlobalSecondaryIndexes: table.indexes.map((index) => ({
              IndexName: index.name,
              KeySchema: key(index),
              Projection: { ProjectionType: "ALL" },
            })),
          }),
          ...(table.timeToLiveAttribute && {
            TimeToLiveSpecification: { AttributeName: table.timeToLiveAttribute, Enabled: true },
          }),
          BillingMode: "PAY_PER_REQUEST",
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          DeletionProtectionEnabled: true,
        });
      });

      test("outlives the stack", () => {
        expect(stack.named(id)[1].DeletionPolicy).toBe("Retain");
      });
    },
  );

  test("only what has a fixed name outlives the stack or a failed deployment, so that the next one can import it", () => {
    const retained = Object.values(stack.resources).filter(
      ({ DeletionPolicy }) => DeletionPolicy === "Retain",
    );
    expect(retained.map(({ Properties }) => Properties["TableName"]).sort()).toEqual(
      tableDefinitions.map(({ name }) => name).sort(),
    );
  });

  test("claims expire by themselves, and nothing else does", () => {
    const expiring = stack
      .ofType("AWS::DynamoDB::Table")
      .filter(([, { Properties }]) => Properties["TimeToLiveSpecification"]);
    expect(
      expiring.map(([, { Properties }]) => [Properties["TableName"], Properties["TimeToLiveSpecification"]]),
    ).toEqual([["Lottery-Winners", { AttributeName: "claim_expires_at", Enabled: true }]]);
  });

  describe.each(Object.keys(handlerFiles).map((name) => [name]))("the function %s", (name) => {
    test("runs on Node 24, on Graviton and traced outside of China, with source maps and JSON logs of its own", () => {
      expect(properties(name)).toMatchObject({
        FunctionName: `Lottery-${name}`,
        Runtime: "nodejs24.x",
        Handler: "index.handler",
        Architectures: [{ "Fn::If": ["IsChina", "x86_64", "arm64"] }],
        TracingConfig: { Mode: { "Fn::If": ["IsChina", "PassThrough", "Active"] } },
        LoggingConfig: { LogFormat: "JSON", LogGroup: { Ref: idOf(`${name}Logs`) } },
        Environment: { Variables: { NODE_OPTIONS: "--enable-source-maps" } },
      });
      expect(properties(`${name}Logs`)).toEqual({
        LogGroupName: `/aws/lambda/Lottery-${name}`,
        ...ninetyDays,
      });
    });

    test("knows of secrets only where they are", () => {
      const { Variables } = z
        .object({ Variables: z.record(z.string(), z.unknown()) })
        .parse(properties(name)["Environment"]);
      const secrets = Object.entries(Variables).filter(([variable]) => /SECRET|TOKEN|KEY/.test(variable));
      const expected = {
        Slack: [
          ["SLACK_SIGNING_SECRET", { Ref: idOf("SlackSigningSecret") }],
          ["SLACK_BOT_TOKEN", { Ref: idOf("SlackBotToken") }],
        ],
        Callback: [["SLACK_BOT_TOKEN", { Ref: idOf("SlackBotToken") }]],
      };
      expect(secrets).toEqual(Object.hasOwn(expected, name) ? expected[name as keyof typeof expected] : []);
    });
  });

  test("the condition for China is the partition", () => {
    expect(stack.template).toMatchObject({
      Conditions: { IsChina: { "Fn::Equals": [{ Ref: "AWS::Partition" }, "aws-cn"] } },
    });
  });

  test("secrets begin as random text of Secrets Manager's own", () => {
    const secrets = stack.ofType("AWS::SecretsManager::Secret");
    expect(secrets).toHaveLength(2);
    for (const [, { Properties }] of secrets) {
      expect(Properties).toMatchObject({ GenerateSecretString: {} });
      expect(Properties).not.toHaveProperty("SecretString");
    }
  });

  test("the state machine is the local one, and ends before its claims expire", () => {
    const machine = properties("StateMachine");
    expect(machine).toMatchObject({ StateMachineName: "Lottery", StateMachineType: "STANDARD" });
    expect(JSON.parse(z.string().parse(machine["DefinitionString"]))).toEqual(JSON.parse(definitionText));
    const placeholders = [...definitionText.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
    expect(machine["DefinitionSubstitutions"]).toEqual({
      ...Object.fromEntries(tasks.map((task) => [`${task}Arn`, getAtt(idOf(task))])),
      Partition: { Ref: "AWS::Partition" },
      NotificationTopicArn: { Ref: idOf("Notification") },
    });
    expect(
      Object.keys(z.record(z.string(), z.unknown()).parse(machine["DefinitionSubstitutions"])).sort(),
    ).toEqual([...new Set(placeholders)].sort());
    expect(
      z.object({ TimeoutSeconds: z.number() }).parse(JSON.parse(definitionText)).TimeoutSeconds,
    ).toBeLessThan(LEASE_SECONDS);
  });

  test("the state machine is traced, and logs every step but nobody's name", () => {
    expect(properties("StateMachine")).toMatchObject({
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: {
        Level: "ALL",
        IncludeExecutionData: false,
        Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: getAtt(idOf("StateMachineLogs")) } }],
      },
      RoleArn: getAtt(idOf("StateMachineRole")),
    });
    // A name of this kind needs no entry in the account's policy for log delivery, whose length is limited.
    expect(properties("StateMachineLogs")).toEqual({
      LogGroupName: "/aws/vendedlogs/states/Lottery",
      ...ninetyDays,
    });
  });

  test("each task gives up before its state does", () => {
    const timeouts = new Map<string, number>();
    JSON.parse(definitionText, (_key, value: unknown) => {
      const state = z.object({ Resource: z.string(), TimeoutSeconds: z.number() }).safeParse(value);
      if (state.success) timeouts.set(state.data.Resource, state.data.TimeoutSeconds);
      return value;
    });
    for (const task of tasks) {
      const timeout = z.number().parse(properties(task)["Timeout"]);
      expect(timeout).toBeLessThan(timeouts.get(`\${${task}Arn}`) ?? 0);
    }
  });

  test("the callback ends before another may take its announcement over, the bot soon after Slack stops waiting", () => {
    expect(z.number().parse(properties("Callback")["Timeout"])).toBeLessThan(POSTING_SECONDS);
    expect(properties("Slack")["Timeout"]).toBe(10);
  });

  test("the API has one route, throttled, and logs nothing of a person", () => {
    const routes = stack.ofType("AWS::ApiGatewayV2::Route");
    expect(routes.map(([, { Properties }]) => Properties["RouteKey"])).toEqual(["POST /slack/events"]);
    const stage = properties("ApiStage");
    expect(stage).toMatchObject({
      DefaultRouteSettings: { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
      AccessLogSettings: { DestinationArn: getAtt(idOf("ApiLogs")) },
    });
    expect(properties("ApiLogs")).toEqual({
      LogGroupName: "/aws/vendedlogs/apigateway/Lottery",
      ...ninetyDays,
    });
    const { Format } = z.object({ Format: z.string() }).parse(stage["AccessLogSettings"]);
    expect(Format).toContain("$context.status");
    expect(Format).not.toMatch(/identity|sourceIp|userAgent|authorizer|path/i);
  });

  test("topics are encrypted with a key that rotates", () => {
    const key = getAtt(idOf("TopicKey"));
    expect(properties("TopicKey")).toMatchObject({ EnableKeyRotation: true });
    expect(properties("Notification")).toMatchObject({
      TopicName: "Lottery-Notification",
      KmsMasterKeyId: key,
    });
    expect(properties("Alarms")).toMatchObject({ TopicName: "Lottery-Alarms", KmsMasterKeyId: key });
  });

  test("nobody publishes results but the state machine and the callback", () => {
    const topic = { Ref: idOf("Notification") };
    const { PolicyDocument } = z
      .object({ PolicyDocument: z.object({ Statement: z.array(z.looseObject({ Effect: z.string() })) }) })
      .parse(properties("NotificationPolicy"));
    expect(PolicyDocument.Statement).toContainEqual({
      Sid: "PublishersAlone",
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

  test("results go to the subscribers and the callback, which has its dead-letter queue", () => {
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

  test("every end without success is told to the callback, patiently, with a dead-letter queue of its own", () => {
    expect(properties("FailureRule")).toMatchObject({
      State: "ENABLED",
      EventPattern: {
        source: ["aws.states"],
        "detail-type": ["Step Functions Execution Status Change"],
        detail: {
          status: ["FAILED", "TIMED_OUT", "ABORTED"],
          stateMachineArn: [{ Ref: idOf("StateMachine") }],
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

  test("an event on which the callback fails is tried three times, then kept", () => {
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

  test("every log group has an end of its retention, and goes with the stack", () => {
    const groups = stack.ofType("AWS::Logs::LogGroup");
    expect(groups).toHaveLength(8);
    for (const [, { Properties, DeletionPolicy }] of groups) {
      expect(Properties).toMatchObject(ninetyDays);
      expect(DeletionPolicy).toBe("Delete");
    }
  });

  test("no action is a wildcard, but where something is denied or the key's own administration is allowed", () => {
    const statement = z.object({ Effect: z.string(), Action: z.unknown() });
    const wild: string[] = [];
    JSON.parse(JSON.stringify(stack.template), (_key, value: unknown) => {
      const { data } = statement.safeParse(value);
      if (data?.Effect === "Allow" && JSON.stringify(data.Action).includes("*"))
        wild.push(JSON.stringify(data.Action));
      return value;
    });
    expect(wild).toEqual(['"kms:*"']);
    expect(JSON.stringify(stack.template)).not.toContain("FullAccess");
  });
});

describe("another lottery in the same account", () => {
  let stack: Synthesis;
  beforeAll(async () => {
    stack = await synthesise({
      name: "Party",
      keepData: "false",
      logRetentionDays: "7",
      employeeTable: "Shared-Employees",
    });
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  test("shares no name with the first, but where it is told to", () => {
    const text = JSON.stringify(stack.resources);
    expect(text).not.toMatch(/"(\/[a-z/]+\/)?Lottery-/);
    expect(stack.named("Employee")[1].Properties["TableName"]).toBe("Shared-Employees");
    expect(stack.named("Draws")[1].Properties["TableName"]).toBe("Party-Draws");
    expect(stack.named("StateMachine")[1].Properties["StateMachineName"]).toBe("Party");
  });

  test("can be removed without a trace where its data need not be kept", () => {
    for (const [, { Properties, DeletionPolicy }] of stack.ofType("AWS::DynamoDB::Table")) {
      expect(DeletionPolicy).toBe("Delete");
      expect(Properties["DeletionProtectionEnabled"]).toBe(false);
    }
    const kept = Object.values(stack.resources).filter(({ DeletionPolicy }) => DeletionPolicy === "Retain");
    expect(kept).toEqual([]);
  });
});
