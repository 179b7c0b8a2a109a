import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";

export type PublishNotice = ReturnType<typeof createPublishNotice>;

/** Publishes a notice as the state "Notify Winners" does. */
export function createPublishNotice(client: SNSClient, topicArn: string) {
  return async function publishNotice({ subject, notice }: { subject: string; notice: string }) {
    await client.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: subject,
        Message: notice,
        MessageStructure: "json",
      }),
    );
  };
}
