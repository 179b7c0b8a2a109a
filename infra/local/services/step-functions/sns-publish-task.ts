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
 * What `arn:aws:states:::sns:publish` does: publishes over SNS's own API. A call that is made again after a restart
 * publishes nothing new: SNS knows it by its id.
 */
export function createSnsPublishTask(client: SNSClient): Task {
  return async (input, callId) => {
    const { MessageId } = await client.send(
      new PublishCommand({
        ...parameters.parse(input),
        MessageDeduplicationId: createHash("sha256").update(callId).digest("hex"),
      }),
    );
    return { MessageId };
  };
}
