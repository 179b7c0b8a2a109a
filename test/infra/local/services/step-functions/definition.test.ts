import { expect, test } from "vitest";
import { readDefinition } from "../../../../../infra/local/services/step-functions/definition.ts";

const substitutions = {
  Partition: "aws",
  InputWinnersArn: "arn:input",
  RandomSelectWinnersArn: "arn:select",
  ValidateWinnersArn: "arn:validate",
  RecordWinnersArn: "arn:record",
  CallbackArn: "arn:callback",
  NotificationTopicArn: 'arn:"quoted"',
};

test("replaces every placeholder of the state machine with any value", async () => {
  const definition = await readDefinition(substitutions);
  expect(JSON.stringify(definition)).not.toContain("${");
  expect(definition).toMatchObject({
    StartAt: "Input Lottery Winners",
    States: {
      "Input Lottery Winners": { Resource: "arn:input" },
      "Announce Seal": { Resource: "arn:callback" },
      "Send SNS and Record In Dynamodb": {
        Branches: [
          {
            States: {
              "Notify Winners": {
                Resource: "arn:aws:states:::sns:publish",
                Parameters: { TopicArn: 'arn:"quoted"' },
              },
            },
          },
          {},
        ],
      },
    },
  });
});

test("lists every placeholder without a substitution", async () => {
  const { RecordWinnersArn, Partition, ...rest } = substitutions;
  await expect(readDefinition(rest)).rejects.toThrow(/Partition, RecordWinnersArn$/);
});
