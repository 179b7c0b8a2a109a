import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { z } from "zod";
import type { Task } from "./step-functions/task-calls.ts";

const parameters = z.strictObject({
  TopicArn: z.string(),
  Subject: z.string().optional(),
  Message: z.string(),
  MessageStructure: z.string().optional(),
});

/** What `arn:aws:states:::sns:publish` does: publishes over SNS's own API. */
export function createSnsPublishTask(client: SNSClient): Task {
  return async (input) => {
    const { MessageId } = await client.send(new PublishCommand(parameters.parse(input)));
    return { MessageId };
  };
}
