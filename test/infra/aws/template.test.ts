import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { handlerFiles } from "../../../infra/aws/bundles.ts";
import { anyRegion, type Synthesis, synthesize } from "./synthesize.ts";

const ninetyDays = { RetentionInDays: 90 };
const settings = {
  emails: "a@example.com, b@example.com",
  alarmEmails: ["ops@example.com"],
  locale: "zh-CN",
};

const getAtt = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });

describe.each(anyRegion)("the template for %s", (_, region) => {
  let stack: Synthesis;
  beforeAll(async () => {
    // Throws if cdk-nag finds anything.
    stack = await synthesize(settings, region, { isChecked: true });
  }, 60_000);

  const properties = (id: string) => stack.named(id)[1].Properties;
  const idOf = (id: string) => stack.named(id)[0];

  test("contains partitions only as a variable, and no account", () => {
    const text = JSON.stringify(stack.template);
    expect(text).not.toMatch(/arn:aws|amazonaws\.com\.cn/);
    expect(text).not.toMatch(/\b\d{12}\b/);
  });

  describe.each(Object.keys(handlerFiles).map((name) => [name]))("the function %s", (name) => {
    test("runs on Node 24 with source maps and its own JSON logs, and outside of China on Graviton with traces", () => {
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

    test("has the ARNs of its secrets, not their values", () => {
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
        RosterTask: [["SLACK_BOT_TOKEN", { Ref: idOf("SlackBotToken") }]],
      };
      expect(secrets).toEqual(Object.hasOwn(expected, name) ? expected[name as keyof typeof expected] : []);
    });
  });

  test("the condition for China tests the partition", () => {
    expect(stack.template).toMatchObject({
      Conditions: { IsChina: { "Fn::Equals": [{ Ref: "AWS::Partition" }, "aws-cn"] } },
    });
  });

  test("the initial secrets are random values that Secrets Manager generates", () => {
    const secrets = stack.ofType("AWS::SecretsManager::Secret");
    expect(secrets).toHaveLength(2);
    for (const [, { Properties }] of secrets) {
      expect(Properties).toMatchObject({ GenerateSecretString: {} });
      expect(Properties).not.toHaveProperty("SecretString");
    }
  });

  test("the API has one throttled route, and its logs contain no personal data", () => {
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

  test("every log group has a retention period and is deleted with the stack", () => {
    const groups = stack.ofType("AWS::Logs::LogGroup");
    expect(groups).toHaveLength(10);
    for (const [, { Properties, DeletionPolicy }] of groups) {
      expect(Properties).toMatchObject(ninetyDays);
      expect(DeletionPolicy).toBe("Delete");
    }
  });

  test("no statement allows a wildcard action, except the administration of the key", () => {
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

describe("a second lottery in the same account", () => {
  let stack: Synthesis;
  beforeAll(async () => {
    stack = await synthesize({
      name: "Party",
      keepData: "false",
      logRetentionDays: "7",
      employeeTable: "Shared-Employees",
    });
  });

  test("shares no name with the first one, except names that its settings contain", () => {
    const text = JSON.stringify(stack.resources);
    expect(text).not.toMatch(/"(\/[a-z/]+\/)?Lottery-/);
    expect(stack.named("Employee")[1].Properties["TableName"]).toBe("Shared-Employees");
    expect(stack.named("Draws")[1].Properties["TableName"]).toBe("Party-Draws");
    expect(stack.named("StateMachine")[1].Properties["StateMachineName"]).toBe("Party");
  });

  test("can be deleted completely if keepData is false", () => {
    for (const [, { Properties, DeletionPolicy }] of stack.ofType("AWS::DynamoDB::Table")) {
      expect(DeletionPolicy).toBe("Delete");
      expect(Properties["DeletionProtectionEnabled"]).toBe(false);
    }
    const kept = Object.values(stack.resources).filter(({ DeletionPolicy }) => DeletionPolicy === "Retain");
    expect(kept).toEqual([]);
  });
});
