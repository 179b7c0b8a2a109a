import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { tableDefinitions } from "../../../data/tables.ts";
import { handlerFiles } from "../../../infra/aws/bundles.ts";
import { type Synthesis, synthesize } from "./synthesize.ts";

let stack: Synthesis;
beforeAll(async () => {
  stack = await synthesize({
    team: "T0A",
    app: "A0B",
    operators: "U0A,W0B",
    locale: "zh-CN",
    command: "/tombola",
  });
}, 60_000);

const ref = (id: string) => ({ Ref: stack.named(id)[0] });

/** Memory in MB, and the timeout in seconds. Each task times out five or ten seconds before its state. */
const figures = [
  ["InputWinners", 512, 55],
  ["RandomSelectWinners", 512, 110],
  ["ValidateWinners", 512, 110],
  ["RecordWinners", 512, 290],
  ["Slack", 1_024, 10],
  ["Callback", 512, 50],
  ["RosterTask", 2_048, 300],
] as const;

test("there are no other functions, and the operations guide names all of them", () => {
  expect(figures.map(([name]) => name)).toEqual(Object.keys(handlerFiles));
  expect(stack.ofType("AWS::Lambda::Function")).toHaveLength(figures.length);
  const guide = readFileSync("docs/operations.md", "utf8");
  for (const [name] of figures) expect(guide).toContain(`\`${name}\``);
});

test.each(figures)(
  "%s has %i MB, times out after %i s, and logs from the level INFO on",
  (name, memory, timeout) => {
    const { MemorySize, Timeout, LoggingConfig, Role } = stack.named(name)[1].Properties;
    expect({ MemorySize, Timeout }).toEqual({ MemorySize: memory, Timeout: timeout });
    expect(LoggingConfig).toEqual({
      LogFormat: "JSON",
      ApplicationLogLevel: "INFO",
      SystemLogLevel: "INFO",
      LogGroup: ref(`${name}Logs`),
    });
    expect(Role).toEqual({ "Fn::GetAtt": [stack.named(`${name}Role`)[0], "Arn"] });
  },
);

test("each environment variable has the value that the code expects", () => {
  const values: Readonly<Record<string, unknown>> = {
    ...Object.fromEntries(
      tableDefinitions.map(({ variable, name }) => [variable, ref(name.replace("Lottery-", ""))]),
    ),
    NOTIFICATION_TOPIC_ARN: ref("Notification"),
    STATE_MACHINE_ARN: ref("StateMachine"),
    ROSTER_MACHINE_ARN: ref("RosterMachine"),
    CALLBACK_ARN: { "Fn::GetAtt": [stack.named("Callback")[0], "Arn"] },
    SLACK_SIGNING_SECRET: ref("SlackSigningSecret"),
    SLACK_BOT_TOKEN: ref("SlackBotToken"),
    SLACK_TEAM_ID: "T0A",
    SLACK_APP_ID: "A0B",
    LOTTERY_OPERATORS: "U0A,W0B",
    LOTTERY_LOCALE: "zh-CN",
    LOTTERY_COMMAND: "/tombola",
    LOTTERY_SHOW_IDS: "no",
    LOTTERY_OPT_OUT: "no",
    LOTTERY_BEACON: { "Fn::If": ["IsChina", "none", "drand"] },
    NODE_OPTIONS: "--enable-source-maps",
  };
  // The callback's is put together, because the state machine depends on the callback.
  const machine = [
    "arn:",
    { Ref: "AWS::Partition" },
    ":states:",
    { Ref: "AWS::Region" },
    ":",
    { Ref: "AWS::AccountId" },
    ":stateMachine:Lottery",
  ];
  const ownValues: Readonly<Record<string, unknown>> = {
    "Callback STATE_MACHINE_ARN": { "Fn::Join": ["", machine] },
  };
  expect(stack.named("StateMachine")[1].Properties["StateMachineName"]).toBe("Lottery");
  for (const [name] of figures) {
    const { Variables } = z
      .object({ Variables: z.record(z.string(), z.unknown()) })
      .parse(stack.named(name)[1].Properties["Environment"]);
    for (const [variable, value] of Object.entries(Variables))
      expect([variable, value]).toEqual([variable, ownValues[`${name} ${variable}`] ?? values[variable]]);
  }
});

test.each(["drand", "none"])("the setting beacon applies in every partition: %s", async (beacon) => {
  const { named } = await synthesize({ beacon });
  for (const name of ["InputWinners", "Slack"])
    expect(named(name)[1].Properties["Environment"]).toMatchObject({ Variables: { LOTTERY_BEACON: beacon } });
});

test("the outputs have the names and values that the guides use", () => {
  const { Outputs } = z
    .object({ Outputs: z.record(z.string(), z.object({ Value: z.unknown() })) })
    .parse(stack.template);
  const used = ["README.md", "README.zh-CN.md", "docs/operations.md"].flatMap((guide) =>
    [...readFileSync(guide, "utf8").matchAll(/\$\(output (\w+)\)/g)].map(([, name]) => name),
  );
  expect(Object.keys(Outputs)).toEqual(expect.arrayContaining(used));
  const value = (name: string) => Outputs[name]?.Value;
  expect(value("SlackSigningSecretArn")).toEqual(ref("SlackSigningSecret"));
  expect(value("SlackBotTokenArn")).toEqual(ref("SlackBotToken"));
  expect(value("StateMachineArn")).toEqual(ref("StateMachine"));
  expect(value("NoticeDeadLettersUrl")).toEqual(ref("NoticeDeadLetters"));
  expect(value("FailureDeadLettersUrl")).toEqual(ref("FailureDeadLetters"));
  expect(value("CallbackDeadLettersUrl")).toEqual(ref("CallbackDeadLetters"));
  expect(JSON.stringify(value("SlackUrl"))).toMatch(/execute-api.*\/slack\/events"/);
});
