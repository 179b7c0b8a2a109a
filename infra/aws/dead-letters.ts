import { Duration, Validations } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";

/**
 * Creates the dead-letter queues, one for each path on which an event can be lost. The names are also the names of the
 * alarms and, with `Url` at the end, of the stack's outputs.
 */
export function createDeadLetters(scope: Construct) {
  const create = (id: string) => {
    const queue = new Queue(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(queue).acknowledge({
      id: "AwsSolutions-SQS3",
      reason: "This queue is a dead-letter queue. An operator replays its messages.",
    });
    return queue;
  };
  return {
    /** Notices that SNS could not deliver to the callback. */
    NoticeDeadLetters: create("NoticeDeadLetters"),
    /** Events of failed executions that EventBridge could not deliver to the callback. */
    FailureDeadLetters: create("FailureDeadLetters"),
    /** Events of both kinds on which the callback failed, including all retries. */
    CallbackDeadLetters: create("CallbackDeadLetters"),
  };
}
