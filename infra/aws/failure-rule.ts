import { Duration } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { IStateMachine } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";

/** Invokes the callback for each execution of these state machines that fails, times out or is stopped. */
export function createFailureRule(
  scope: Construct,
  {
    stateMachines,
    callback,
    deadLetterQueue,
  }: { stateMachines: readonly IStateMachine[]; callback: IFunction; deadLetterQueue: IQueue },
): Rule {
  return new Rule(scope, "FailureRule", {
    eventPattern: {
      source: ["aws.states"],
      detailType: ["Step Functions Execution Status Change"],
      detail: {
        status: ["FAILED", "TIMED_OUT", "ABORTED"],
        stateMachineArn: stateMachines.map(({ stateMachineArn }) => stateMachineArn),
      },
    },
    targets: [
      new LambdaFunction(callback, { deadLetterQueue, retryAttempts: 10, maxEventAge: Duration.hours(2) }),
    ],
  });
}
