import { Duration, Validations } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";

/** Where word of a draw ends that the callback could not be given, or could not pass on: one queue for each way. */
export function createDeadLetters(scope: Construct) {
  const create = (id: string) => {
    const queue = new Queue(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(queue).acknowledge({
      id: "AwsSolutions-SQS3",
      reason: "This is a dead-letter queue: what is left here is replayed by hand.",
    });
    return queue;
  };
  return {
    /** Notices that SNS could not hand to the callback. */
    notices: create("NoticeDeadLetters"),
    /** Ends of executions that EventBridge could not hand to the callback. */
    failures: create("FailureDeadLetters"),
    /** Events, of either kind, on which the callback failed to the last retry. */
    callback: create("CallbackDeadLetters"),
  };
}
