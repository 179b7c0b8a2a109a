import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { machineFunctions } from "../../../infra/aws/bundles.ts";
import { LEASE_SECONDS } from "../../../workflow/attempt/leases.ts";
import { anyRegion, type Synthesis, synthesize } from "./synthesize.ts";

const definitionText = readFileSync("workflow/lottery.asl.json", "utf8");
const getAtt = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });

describe.each(anyRegion)("the template for %s", (_, region) => {
  let stack: Synthesis;
  beforeAll(async () => {
    stack = await synthesize({}, region);
  }, 60_000);

  const properties = (id: string) => stack.named(id)[1].Properties;
  const idOf = (id: string) => stack.named(id)[0];

  test("the state machine is the one of the local stack, and times out before its claims expire", () => {
    const machine = properties("StateMachine");
    expect(machine).toMatchObject({ StateMachineName: "Lottery", StateMachineType: "STANDARD" });
    expect(JSON.parse(z.string().parse(machine["DefinitionString"]))).toEqual(JSON.parse(definitionText));
    const placeholders = [...definitionText.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
    expect(machine["DefinitionSubstitutions"]).toEqual({
      ...Object.fromEntries(machineFunctions.map((name) => [`${name}Arn`, getAtt(idOf(name))])),
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

  test("the state machine has traces, and logs every step without execution data", () => {
    expect(properties("StateMachine")).toMatchObject({
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: {
        Level: "ALL",
        IncludeExecutionData: false,
        Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: getAtt(idOf("StateMachineLogs")) } }],
      },
      RoleArn: getAtt(idOf("StateMachineRole")),
    });
    // Names with this prefix need no entry in the account's policy for log delivery, which has a size limit.
    expect(properties("StateMachineLogs")).toEqual({
      LogGroupName: "/aws/vendedlogs/states/Lottery",
      RetentionInDays: 90,
    });
  });

  test("each task times out before its state", () => {
    const timeouts = new Map<string, number>();
    JSON.parse(definitionText, (_key, value: unknown) => {
      const state = z.object({ Resource: z.string(), TimeoutSeconds: z.number() }).safeParse(value);
      if (state.success) timeouts.set(state.data.Resource, state.data.TimeoutSeconds);
      return value;
    });
    for (const task of machineFunctions) {
      const timeout = z.number().parse(properties(task)["Timeout"]);
      expect(timeout).toBeLessThan(timeouts.get(`\${${task}Arn}`) ?? 0);
    }
  });
});
