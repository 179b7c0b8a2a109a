import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { tableDefinitions } from "../../../data/tables.ts";
import { nameOutput, outputVariables, QUEUE_OUTPUT } from "../../../infra/aws/outputs.ts";
import { type Synthesis, synthesize } from "./synthesize.ts";

const withOutputs = z.object({
  Outputs: z.record(z.string(), z.looseObject({ Value: z.unknown() })),
});

let stack: Synthesis;
let outputs: z.output<typeof withOutputs>["Outputs"];
beforeAll(async () => {
  stack = await synthesize({ command: "/tombola", drawsTable: "Shared-Draws" });
  outputs = withOutputs.parse(stack.template).Outputs;
}, 60_000);

test("the outputs have everything that --stack reads, with the values of this stack", () => {
  const ref = (id: string) => ({ Ref: stack.named(id)[0] });
  const expected = {
    ...Object.fromEntries(
      tableDefinitions.map(({ variable, name }) => [variable, ref(name.replace("Lottery-", ""))]),
    ),
    STATE_MACHINE_ARN: ref("StateMachine"),
    NOTIFICATION_TOPIC_ARN: ref("Notification"),
    CALLBACK_ARN: { "Fn::GetAtt": [stack.named("Callback")[0], "Arn"] },
    LOTTERY_COMMAND: "/tombola",
  };
  expect(
    Object.fromEntries(outputVariables.map((variable) => [variable, outputs[nameOutput(variable)]?.Value])),
  ).toEqual(expected);
});

test("a replay with --stack replays the messages of every queue", () => {
  const urls = Object.entries(outputs)
    .filter(([output]) => QUEUE_OUTPUT.test(output))
    .map(([, { Value }]) => Value);
  const queues = stack.ofType("AWS::SQS::Queue").map(([id]) => ({ Ref: id }));
  expect(new Set(urls)).toEqual(new Set(queues));
  expect(urls).toHaveLength(queues.length);
});

test("no output is exported: a second stack cannot export the same name", () => {
  for (const output of Object.values(outputs)) expect(output).not.toHaveProperty("Export");
});
