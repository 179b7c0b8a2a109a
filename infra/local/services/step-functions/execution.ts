import { ExecutionTimeoutError } from "aws-local-stepfunctions";
import type { CreateEngine } from "./engine.ts";
import { createHistory, type HistoryEvent } from "./history.ts";
import { createStateEvents } from "./state-events.ts";
import type { State } from "./states.ts";
import { createTaskCalls, type Task } from "./task-calls.ts";

/** AWS ends an execution that reaches this many events. */
const MAX_EVENTS = 25_000;

export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** An execution in its present state. Times are in ms; input and output are JSON texts. */
export interface Execution {
  executionArn: string;
  name: string;
  status: ExecutionStatus;
  startDate: number;
  stopDate?: number;
  input: string;
  output?: string;
  error?: string;
  cause?: string;
  /** In the order they happened. */
  events: readonly HistoryEvent[];
}

type Ending =
  | { status: "SUCCEEDED"; output: string }
  | { status: "FAILED" | "TIMED_OUT" | "ABORTED"; error?: string | undefined; cause?: string | undefined };

const ENDED = {
  SUCCEEDED: "ExecutionSucceeded",
  FAILED: "ExecutionFailed",
  TIMED_OUT: "ExecutionTimedOut",
  ABORTED: "ExecutionAborted",
} as const;

interface Machine {
  createEngine: CreateEngine;
  states: ReadonlyMap<string, State>;
  tasks: Readonly<Record<string, Task>>;
  stateMachineArn: string;
  roleArn: string;
  /** ms before each retry, instead of what the definition says. */
  retryInterval?: number | undefined;
}

interface Beginning extends Pick<Execution, "executionArn" | "name" | "input" | "startDate"> {
  /** The events before an interruption. */
  recorded?: readonly HistoryEvent[];
}

interface Listeners {
  onEvent(execution: Execution, event: HistoryEvent): void;
  /** The execution ends. What `record` adds to its history and the end must be stored together. */
  onEnd(execution: Execution, record: () => void): void;
}

export interface RunningExecution {
  readonly execution: Execution;
  /** Ends it as ABORTED. Does nothing if it has ended. */
  stop(error?: string, cause?: string): void;
  /** Ends it without an event. */
  abandon(): void;
}

/**
 * Starts an execution, or starts one again that was interrupted: from the first state, under the same name, with the same
 * input and in what is left of its time. All tasks are idempotent. It ends exactly once.
 */
export function startExecution(
  { createEngine, states, tasks, stateMachineArn, roleArn, retryInterval }: Machine,
  { recorded = [], ...beginning }: Beginning,
  { onEvent, onEnd }: Listeners,
): RunningExecution {
  const { executionArn, name, input, startDate } = beginning;
  const ended = new AbortController();
  const history = createHistory((event) => {
    onEvent(execution, event);
    if (event.id === MAX_EVENTS - 1) end(TOO_MANY_EVENTS);
  }, recorded);
  const execution: Execution = { ...beginning, status: "RUNNING", events: history.events };
  const calls = createTaskCalls(executionArn, states, tasks, history, ended.signal);
  const onStateEvent = createStateEvents(states, history, calls);

  const engine = createEngine(startDate);
  const names = [...states.keys()];
  const run = engine?.run(JSON.parse(input), {
    context: {
      Execution: { Id: executionArn, Name: name, RoleArn: roleArn },
      Start: { Time: new Date(startDate).toISOString() },
      StateMachine: { Id: stateMachineArn, Name: stateMachineArn.split(":").at(-1) },
    },
    overrides: {
      taskResourceLocalHandlers: Object.fromEntries(
        names.map((state) => [state, async (given) => JSON.parse(await calls.call(state, given))]),
      ),
      ...(retryInterval !== undefined && {
        retryIntervalOverrides: Object.fromEntries(names.map((state) => [state, retryInterval])),
      }),
    },
  });

  const end = (ending: Ending) => {
    if (ended.signal.aborted) return;
    close(ending.status);
    onEnd(execution, () => {
      if (ending.status === "ABORTED") calls.abort();
      if (ending.status === "SUCCEEDED") {
        execution.output = ending.output;
        history.record("", ENDED.SUCCEEDED, {
          output: ending.output,
          outputDetails: { truncated: false },
        });
      } else {
        const { error, cause } = ending;
        const details = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
        Object.assign(execution, details);
        history.record("", ENDED[ending.status], details);
      }
    });
  };

  const close = (status: ExecutionStatus) => {
    execution.status = status;
    execution.stopDate = Date.now();
    ended.abort();
    run?.abort();
  };

  if (recorded.length === 0)
    history.record("", "ExecutionStarted", { input, inputDetails: { truncated: false }, roleArn });
  else if (engine) history.record("", "ExecutionRedriven");

  const follow = async () => {
    for await (const event of run?.eventLogs ?? []) {
      if (!ended.signal.aborted) onStateEvent(event);
    }
  };
  const finish = async () => {
    if (!run) return end({ status: "TIMED_OUT" });
    const [result, followed] = await Promise.allSettled([run.result, follow()]);
    if (result.status === "rejected") end(describe(result.reason));
    else if (followed.status === "rejected") end(describe(followed.reason));
    else end({ status: "SUCCEEDED", output: JSON.stringify(result.value) });
  };
  void finish();

  return {
    execution,
    stop: (error, cause) => end({ status: "ABORTED", error, cause }),
    abandon: () => {
      if (!ended.signal.aborted) close("ABORTED");
    },
  };
}

const TOO_MANY_EVENTS: Ending = {
  status: "FAILED",
  error: "States.Runtime",
  cause: `The execution reached the maximum number of history events (${MAX_EVENTS}).`,
};

/** Returns how an execution ended that the engine has failed. Its errors have the state's error as their cause. */
function describe(reason: unknown): Ending {
  if (reason instanceof ExecutionTimeoutError) return { status: "TIMED_OUT" };
  const error = reason instanceof Error ? (reason.cause ?? reason) : reason;
  return error instanceof Error
    ? { status: "FAILED", error: error.name, cause: error.message }
    : { status: "FAILED", error: "States.Runtime", cause: String(error) };
}
