import { createHash } from "node:crypto";
import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { z } from "zod";
import type { Task } from "./task-calls.ts";

const parameters = z.strictObject({
  TopicArn: z.string(),
  Subject: z.string().optional(),
  Message: z.string(),
  MessageStructure: z.string().optional(),
});

/**
 * The resource `arn:aws:states:::sns:publish`: publishes over SNS's own API. Each state publishes once in an execution: SNS
 * recognizes a retry, and a repetition after a restart, by the call's id.
 */
export function createSnsPublishTask(client: SNSClient): Task {
  return async function publish(input, callId) {
    const { MessageId } = await client.send(
      new PublishCommand({
        ...parameters.parse(input),
        MessageDeduplicationId: createHash("sha256").update(callId).digest("hex"),
      }),
    );
    return { MessageId };
  };
}
