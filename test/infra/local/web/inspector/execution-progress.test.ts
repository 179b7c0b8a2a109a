import { expect, test } from "vitest";
import type { Execution } from "../../../../../infra/local/services/step-functions/execution.ts";
import { createHistory } from "../../../../../infra/local/services/step-functions/history.ts";
import { createExecutionProgress } from "../../../../../infra/local/web/inspector/execution-progress.ts";
import { createFindWaitEnd } from "../../../../../infra/local/web/inspector/wait-end.ts";

const noWait = () => undefined;

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
  expect(createExecutionProgress(execution, noWait).read().states).toEqual({
    Select: { status: "failed", visits: 1, failures: 1 },
  });
  history.record("", "LambdaFunctionScheduled");
  history.record("", "LambdaFunctionSucceeded");
  expect(createExecutionProgress(execution, noWait).read().states).toEqual({
    Select: { status: "running", visits: 1, failures: 1 },
  });
  history.record("", "TaskStateExited", { name: "Select" });
  history.record("", "TaskStateEntered", { name: "Select" });
  history.record("", "TaskStateExited", { name: "Select" });
  expect(createExecutionProgress(execution, noWait).read()).toMatchObject({
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
  expect(createExecutionProgress(execution, noWait).read().states).toMatchObject({
    Notify: { status: "failed" },
    Record: { status: "done" },
  });
});

test("no state is running in a stopped execution", () => {
  const { history, execution } = start("ABORTED");
  history.record("", "TaskStateEntered", { name: "Select" });
  expect(createExecutionProgress(execution, noWait).read().states).toMatchObject({
    Select: { status: "failed" },
  });
});

test("a state that waits says until when", () => {
  const { history, execution } = start();
  const wait = { Type: "Wait", TimestampPath: "$.body.beacon_at", Next: "Select" };
  const findWaitEnd = createFindWaitEnd({ States: { Wait: wait, Select: { Type: "Task" } } });
  const progress = createExecutionProgress(execution, findWaitEnd);
  for (const body of [{ beacon_at: "2026-06-15T12:00:13.000Z" }, { beacon_at: "soon" }, null])
    history.record("", "WaitStateEntered", { name: "Wait", input: JSON.stringify({ body }) });
  history.record("", "TaskStateEntered", { name: "Select", input: '{"body":{"beacon_at":"2026-06-15"}}' });
  for (const event of history.events) progress.follow(event);
  expect(progress.read().states).toEqual({
    Wait: { status: "running", visits: 3, failures: 0, until: Date.parse("2026-06-15T12:00:13.000Z") },
    Select: { status: "running", visits: 1, failures: 0 },
  });
});
