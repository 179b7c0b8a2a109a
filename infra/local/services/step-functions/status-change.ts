import { randomUUID } from "node:crypto";
import type { EventBridgeEvent } from "aws-lambda";
import type { Execution, ExecutionStatus } from "./execution.ts";

/** EventBridge's event when an execution ends. Times are in ms, missing values are null. */
export type StatusChangeEvent = EventBridgeEvent<
  "Step Functions Execution Status Change",
  {
    executionArn: string;
    stateMachineArn: string;
    name: string;
    status: ExecutionStatus;
    startDate: number;
    stopDate: number | null;
    input: string;
    inputDetails: { included: boolean };
    output: string | null;
    outputDetails: { included: boolean } | null;
    error: string | null;
    cause: string | null;
  }
>;

export function createStatusChange(execution: Execution, stateMachineArn: string): StatusChangeEvent {
  const { executionArn, name, status, startDate, stopDate, input, output, error, cause } = execution;
  const [, , , region = "", account = ""] = stateMachineArn.split(":");
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "Step Functions Execution Status Change",
    source: "aws.states",
    account,
    time: new Date(stopDate ?? startDate).toISOString().replace(/\.\d+Z$/, "Z"),
    region,
    resources: [executionArn],
    detail: {
      executionArn,
      stateMachineArn,
      name,
      status,
      startDate,
      stopDate: stopDate ?? null,
      input,
      inputDetails: { included: true },
      output: output ?? null,
      outputDetails: output === undefined ? null : { included: true },
      error: error ?? null,
      cause: cause ?? null,
    },
  };
}
