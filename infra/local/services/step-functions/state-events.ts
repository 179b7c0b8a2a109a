import type { HistoryEventType } from "@aws-sdk/client-sfn";
import type { StateMachine } from "aws-local-stepfunctions";
import type { History } from "./history.ts";
import { branchOf, type State } from "./states.ts";
import type { TaskCalls } from "./task-calls.ts";

type EngineEvents = ReturnType<StateMachine["run"]>["eventLogs"];
type EngineEvent = EngineEvents extends AsyncGenerator<infer Event> ? Event : never;

const ENTERED: Readonly<Record<string, HistoryEventType>> = {
  Task: "TaskStateEntered",
  Choice: "ChoiceStateEntered",
  Parallel: "ParallelStateEntered",
  Pass: "PassStateEntered",
  Wait: "WaitStateEntered",
  Succeed: "SucceedStateEntered",
  Fail: "FailStateEntered",
};

const EXITED: Readonly<Record<string, HistoryEventType>> = {
  Task: "TaskStateExited",
  Choice: "ChoiceStateExited",
  Parallel: "ParallelStateExited",
  Pass: "PassStateExited",
  Wait: "WaitStateExited",
  Succeed: "SucceedStateExited",
};

/** Returns a listener that records the engine's events of states in a history, as AWS does. */
export function createStateEvents(
  states: ReadonlyMap<string, State>,
  history: History,
  calls: Pick<TaskCalls, "abort" | "expire">,
): (event: EngineEvent) => void {
  const failed = new Set<string>();
  const branchesOf = (name: string) =>
    Array.from({ length: states.get(name)?.branches ?? 0 }, (_, n) => branchOf(name, n));

  const startBranches = (name: string, branch: string, timestamp: number) => {
    history.record(branch, "ParallelStateStarted", undefined, timestamp);
    for (const inner of branchesOf(name)) history.follow(inner, [branch]);
    failed.delete(name);
  };

  return function recordStateEvent(event) {
    if (!("state" in event)) return;
    const { timestamp } = event;
    const { name, type, input, output } = event.state;
    const branch = states.get(name)?.branch ?? "";
    const entered = ENTERED[type];
    const exited = EXITED[type];
    if (event.type === "StateEntered" && entered !== undefined) {
      const details = { name, input: JSON.stringify(input), inputDetails: { truncated: false } };
      history.record(branch, entered, details, timestamp);
      if (type === "Parallel") startBranches(name, branch, timestamp);
    } else if (event.type === "StateRetried" && type === "Parallel") {
      startBranches(name, branch, timestamp);
    } else if (event.type === "StateFailed" && type === "Parallel") {
      for (const inner of branchesOf(name)) calls.abort(inner);
      history.follow(branch, branchesOf(name));
      history.record(branch, "ParallelStateFailed", undefined, timestamp);
      failed.add(name);
    } else if (event.type === "StateFailed" && type === "Task" && event.Error === "States.Timeout") {
      calls.expire(name);
    } else if (event.type === "StateExited" && exited !== undefined) {
      if (type === "Parallel" && !failed.has(name)) {
        history.follow(branch, branchesOf(name));
        history.record(branch, "ParallelStateSucceeded", undefined, timestamp);
      }
      const details = { name, output: JSON.stringify(output), outputDetails: { truncated: false } };
      history.record(branch, exited, details, timestamp);
    }
  };
}
