import { ExecutionTimeoutError, type StateMachine } from "aws-local-stepfunctions";
import { createHistory, type HistoryEvent } from "./history.ts";
import { createStateEvents } from "./state-events.ts";
import type { State } from "./states.ts";
import { createTaskCalls, type Task } from "./task-calls.ts";

/** AWS ends an execution that reaches this many events. */
const MAX_EVENTS = 25_000;

export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** An execution as it stands now. Times are in ms; input and output are JSON texts. */
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
  engine: StateMachine;
  states: ReadonlyMap<string, State>;
  tasks: Readonly<Record<string, Task>>;
  stateMachineArn: string;
  roleArn: string;
  /** ms before each retry, instead of what the definition says. */
  retryInterval?: number | undefined;
}

interface Listeners {
  onEvent(execution: Execution, event: HistoryEvent): void;
  onEnd(execution: Execution): void;
}

export interface RunningExecution {
  readonly execution: Execution;
  /** Ends it as ABORTED; without effect when it has ended. */
  stop(error?: string, cause?: string): void;
  /** Ends it without telling anybody. */
  abandon(): void;
}

/** Starts an execution. It ends by itself, or by `stop`, exactly once. */
export function startExecution(
  { engine, states, tasks, stateMachineArn, roleArn, retryInterval }: Machine,
  { executionArn, name, input }: Pick<Execution, "executionArn" | "name" | "input">,
  { onEvent, onEnd }: Listeners,
): RunningExecution {
  const ended = new AbortController();
  const history = createHistory((event) => {
    onEvent(execution, event);
    if (event.id === MAX_EVENTS - 1) end(TOO_MANY_EVENTS);
  });
  const execution: Execution = {
    executionArn,
    name,
    status: "RUNNING",
    startDate: Date.now(),
    input,
    events: history.events,
  };
  const calls = createTaskCalls(states, tasks, history, ended.signal);
  const onStateEvent = createStateEvents(states, history, calls);

  history.record("", "ExecutionStarted", { input, inputDetails: { truncated: false }, roleArn });
  const names = [...states.keys()];
  const run = engine.run(JSON.parse(input), {
    context: {
      Execution: { Id: executionArn, Name: name, RoleArn: roleArn },
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
    if (ending.status === "ABORTED") calls.abort();
    if (ending.status === "SUCCEEDED") {
      execution.output = ending.output;
      history.record("", ENDED.SUCCEEDED, { output: ending.output, outputDetails: { truncated: false } });
    } else {
      const { error, cause } = ending;
      const details = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
      Object.assign(execution, details);
      history.record("", ENDED[ending.status], details);
    }
    onEnd(execution);
  };

  const close = (status: ExecutionStatus) => {
    execution.status = status;
    execution.stopDate = Date.now();
    ended.abort();
    run.abort();
  };

  const follow = async () => {
    for await (const event of run.eventLogs) {
      if (!ended.signal.aborted) onStateEvent(event);
    }
  };
  const finish = async () => {
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

/** How an execution ended that the engine gave up; its errors carry the state's error as their cause. */
function describe(reason: unknown): Ending {
  if (reason instanceof ExecutionTimeoutError) return { status: "TIMED_OUT" };
  const error = reason instanceof Error ? (reason.cause ?? reason) : reason;
  return error instanceof Error
    ? { status: "FAILED", error: error.name, cause: error.message }
    : { status: "FAILED", error: "States.Runtime", cause: String(error) };
}
