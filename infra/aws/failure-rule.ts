import { Duration } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { IStateMachine } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";

/** Invokes the callback for each execution that fails, times out or is stopped. */
export function createFailureRule(
  scope: Construct,
  {
    stateMachine,
    callback,
    deadLetterQueue,
  }: { stateMachine: IStateMachine; callback: IFunction; deadLetterQueue: IQueue },
): Rule {
  return new Rule(scope, "FailureRule", {
    eventPattern: {
      source: ["aws.states"],
      detailType: ["Step Functions Execution Status Change"],
      detail: {
        status: ["FAILED", "TIMED_OUT", "ABORTED"],
        stateMachineArn: [stateMachine.stateMachineArn],
      },
    },
    targets: [
      new LambdaFunction(callback, { deadLetterQueue, retryAttempts: 10, maxEventAge: Duration.hours(2) }),
    ],
  });
}
