import validate from "asl-validator";
import { expect, test } from "vitest";
import { z } from "zod";
import { readDefinition } from "../../infra/local/services/step-functions/definition.ts";
import { lambdas, lottery, states, text } from "./lottery-states.ts";

test.each(["aws", "aws-cn"])(
  "is valid Amazon States Language for the partition %s",
  { tags: ["slow"] },
  async (partition) => {
    const functions = lambdas.map(([, { Resource = "" }]) => Resource.slice(2, -1));
    const arn = (service: string, name: string) =>
      `arn:${partition}:${service}:eu-west-1:123456789012:${name}`;
    const definition = await readDefinition({
      ...Object.fromEntries(functions.map((name) => [name, arn("lambda", `function:${name}`)])),
      Partition: partition,
      NotificationTopicArn: arn("sns", "Lottery-Notification"),
    });
    expect(validate(definition)).toMatchObject({ isValid: true });
    expect(validate(JSON.parse(text))).toMatchObject({ isValid: false });
  },
);

test("has the states of the contract, in that order", () => {
  expect([...states].map(([name, { Type }]) => [name, Type])).toEqual([
    ["Input Lottery Winners", "Task"],
    ["Is Draw Sealed", "Choice"],
    ["Announce Seal", "Task"],
    ["Wait For Beacon", "Wait"],
    ["Random Select Winners", "Task"],
    ["Validate Winners", "Task"],
    ["Is Winner In Past Draw", "Choice"],
    ["Send SNS and Record In Dynamodb", "Parallel"],
    ["Notify Winners", "Task"],
    ["Record Winner Queue", "Task"],
    ["Failed", "Fail"],
  ]);
  expect(lottery.StartAt).toBe("Input Lottery Winners");
  expect(states.get("Input Lottery Winners")?.Next).toBe("Is Draw Sealed");
  expect(states.get("Is Draw Sealed")).toMatchObject({
    Default: "Random Select Winners",
    Choices: [{ Variable: "$.body.sealed", BooleanEquals: true, Next: "Announce Seal" }],
  });
  expect(states.get("Announce Seal")?.Next).toBe("Wait For Beacon");
  expect(states.get("Wait For Beacon")).toMatchObject({
    TimestampPath: "$.body.beacon_at",
    Next: "Random Select Winners",
  });
  expect(states.get("Random Select Winners")?.Next).toBe("Validate Winners");
  expect(states.get("Validate Winners")?.Next).toBe("Is Winner In Past Draw");
  expect(states.get("Is Winner In Past Draw")).toMatchObject({
    Default: "Failed",
    Choices: [
      { Variable: "$.status", NumericEquals: 0, Next: "Send SNS and Record In Dynamodb" },
      { Variable: "$.status", NumericEquals: 1, Next: "Random Select Winners" },
    ],
  });
  expect(states.get("Send SNS and Record In Dynamodb")).toMatchObject({
    End: true,
    Branches: [{ StartAt: "Notify Winners" }, { StartAt: "Record Winner Queue" }],
  });
  expect(states.get("Record Winner Queue")).toMatchObject({ TimeoutSeconds: 300 });
});

test("contains no ARN: the deployment inserts partition, functions and topic", () => {
  expect(text).not.toMatch(/arn:aws/);
  expect(text).not.toMatch(/\d{12}/);
  expect([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name)).toEqual([
    "InputWinnersArn",
    "CallbackArn",
    "RandomSelectWinnersArn",
    "ValidateWinnersArn",
    "Partition",
    "NotificationTopicArn",
    "RecordWinnersArn",
  ]);
  expect(states.get("Notify Winners")?.Resource).toMatch(/:states:::sns:publish$/);
});

/** The fields that select the input and the output of a state. */
const dataFlow = z.object({
  InputPath: z.string().optional(),
  Parameters: z.record(z.string(), z.string()).optional(),
  ResultSelector: z.record(z.string(), z.string()).optional(),
  ResultPath: z.string().nullable().optional(),
  OutputPath: z.string().nullable().optional(),
});

test.each([
  {
    name: "Input Lottery Winners",
    flow: {
      Parameters: {
        "execution.$": "$$.Execution.Name",
        "started_at.$": "$$.Execution.StartTime",
        "request.$": "$",
      },
    },
  },
  { name: "Is Draw Sealed", flow: {} },
  { name: "Announce Seal", flow: { Parameters: { "announce_seal.$": "$.body" } } },
  { name: "Wait For Beacon", flow: {} },
  { name: "Random Select Winners", flow: { InputPath: "$.body" } },
  {
    name: "Validate Winners",
    flow: {
      InputPath: "$.body",
      ResultSelector: {
        "body.$": "$.body",
        "status.$": "$.status",
        "sns.$": "$.sns",
        "subject.$": "$.subject",
        "notice.$": "$.notice",
        // The error of the state Failed if the status is neither 0 nor 1.
        Error: "UnknownStatus",
        Cause: expect.stringContaining("neither 0 (decided) nor 1 (select again)"),
      },
    },
  },
  { name: "Is Winner In Past Draw", flow: {} },
  { name: "Send SNS and Record In Dynamodb", flow: {} },
  {
    name: "Notify Winners",
    flow: {
      Parameters: {
        // The deployment inserts the ARN.
        TopicArn: expect.stringMatching(/^\$\{NotificationTopicArn\}$/),
        "Subject.$": "$.subject",
        "Message.$": "$.notice",
        MessageStructure: "json",
      },
    },
  },
  { name: "Record Winner Queue", flow: { InputPath: "$.body" } },
])("$name passes on exactly this data", ({ name, flow }) => {
  expect(dataFlow.parse(states.get(name))).toEqual(flow);
});

test("every failure is caught and passed on, in the branches by the Parallel state", () => {
  const branches = ["Notify Winners", "Record Winner Queue"];
  for (const [name, { Type, Catch }] of states)
    if (["Task", "Parallel"].includes(Type) && !branches.includes(name))
      expect(Catch).toEqual([{ ErrorEquals: ["States.ALL"], Next: "Failed" }]);
  expect(JSON.parse(text)).toMatchObject({
    States: { Failed: { Type: "Fail", ErrorPath: "$.Error", CausePath: "$.Cause" } },
  });
});
