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

  test("the state machine of the roster is the one of the local stack", () => {
    const text = readFileSync("workflow/roster.asl.json", "utf8");
    const machine = properties("RosterMachine");
    expect(machine).toMatchObject({ StateMachineName: "LotteryRoster", StateMachineType: "STANDARD" });
    expect(JSON.parse(z.string().parse(machine["DefinitionString"]))).toEqual(JSON.parse(text));
    expect(machine["DefinitionSubstitutions"]).toEqual({ RosterTaskArn: getAtt(idOf("RosterTask")) });
    expect([...new Set(text.match(/\$\{\w+\}/g))]).toEqual([`\${RosterTaskArn}`]);
  });

  test.each([
    ["StateMachine", "Lottery"],
    ["RosterMachine", "LotteryRoster"],
  ])("the state machine %s has traces, and logs every step without execution data", (id, name) => {
    expect(properties(id)).toMatchObject({
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: {
        Level: "ALL",
        IncludeExecutionData: false,
        Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: getAtt(idOf(`${id}Logs`)) } }],
      },
      RoleArn: getAtt(idOf(`${id}Role`)),
    });
    // Names with this prefix need no entry in the account's policy for log delivery, which has a size limit.
    expect(properties(`${id}Logs`)).toEqual({
      LogGroupName: `/aws/vendedlogs/states/${name}`,
      RetentionInDays: 90,
    });
  });

  test("each task times out before its state", () => {
    const timeouts = new Map<string, number>();
    const both = JSON.stringify(
      [definitionText, readFileSync("workflow/roster.asl.json", "utf8")].map((text) => JSON.parse(text)),
    );
    JSON.parse(both, (_key, value: unknown) => {
      const state = z.object({ Resource: z.string(), TimeoutSeconds: z.number() }).safeParse(value);
      if (state.success) timeouts.set(state.data.Resource, state.data.TimeoutSeconds);
      return value;
    });
    for (const task of [...machineFunctions, "RosterTask"]) {
      const timeout = z.number().parse(properties(task)["Timeout"]);
      expect(timeout).toBeLessThan(timeouts.get(`\${${task}Arn}`) ?? 0);
    }
  });
});
