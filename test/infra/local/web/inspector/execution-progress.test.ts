import { expect, test } from "vitest";
import type { Execution } from "../../../../../infra/local/services/step-functions/execution.ts";
import { createHistory } from "../../../../../infra/local/services/step-functions/history.ts";
import { createExecutionProgress } from "../../../../../infra/local/web/inspector/execution-progress.ts";

function start(status: Execution["status"] = "RUNNING") {
  const history = createHistory(() => undefined);
  history.record("", "ExecutionStarted");
  const execution: Execution = {
    executionArn: "arn",
    name: "draw",
    status,
    startDate: 0,
    input: '{"input":2}',
    events: history.events,
  };
  return { history, execution };
}

test("a state is running until it is exited, and counts its failed attempts", () => {
  const { history, execution } = start();
  history.record("", "TaskStateEntered", { name: "Select" });
  history.record("", "LambdaFunctionScheduled");
  history.record("", "LambdaFunctionFailed", { error: "Died" });
  expect(createExecutionProgress(execution).read().states).toEqual({
    Select: { status: "failed", visits: 1, failures: 1 },
  });
  history.record("", "LambdaFunctionScheduled");
  history.record("", "LambdaFunctionSucceeded");
  expect(createExecutionProgress(execution).read().states).toEqual({
    Select: { status: "running", visits: 1, failures: 1 },
  });
  history.record("", "TaskStateExited", { name: "Select" });
  history.record("", "TaskStateEntered", { name: "Select" });
  history.record("", "TaskStateExited", { name: "Select" });
  expect(createExecutionProgress(execution).read()).toMatchObject({
    input: '{"input":2}',
    states: { Select: { status: "done", visits: 2, failures: 1 } },
  });
});

test("branches are distinguished", () => {
  const { history, execution } = start();
  history.record("a", "TaskStateEntered", { name: "Notify" });
  history.record("b", "TaskStateEntered", { name: "Record" });
  history.record("a", "TaskFailed");
  history.record("b", "TaskStateExited", { name: "Record" });
  expect(createExecutionProgress(execution).read().states).toMatchObject({
    Notify: { status: "failed" },
    Record: { status: "done" },
  });
});

test("no state is running in a stopped execution", () => {
  const { history, execution } = start("ABORTED");
  history.record("", "TaskStateEntered", { name: "Select" });
  expect(createExecutionProgress(execution).read().states).toMatchObject({ Select: { status: "failed" } });
});
