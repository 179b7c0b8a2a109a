import { ExecutionTimeoutError } from "aws-local-stepfunctions";
import type { CreateEngine } from "./engine.ts";
import { createHistory, type History, type HistoryEvent, type RecordedEvent } from "./history.ts";
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
  createEngine: CreateEngine;
  states: ReadonlyMap<string, State>;
  tasks: Readonly<Record<string, Task>>;
  stateMachineArn: string;
  roleArn: string;
  /** ms before each retry, instead of what the definition says. */
  retryInterval?: number | undefined;
}

/** What begins, or goes on where it was interrupted after what is `recorded` of it. */
interface Beginning extends Pick<Execution, "executionArn" | "name" | "input" | "startDate"> {
  recorded?: readonly RecordedEvent[];
  /** Whether the state machine is another one by now. */
  isOutdated?: boolean;
}

interface Listeners {
  onEvent(execution: Execution, event: HistoryEvent, branch: string): void;
  /** Ends an execution: what `work` records of it and the end belong together. */
  onEnd(execution: Execution, work: () => void): void;
}

export interface RunningExecution {
  readonly execution: Execution;
  /** Ends it as ABORTED; without effect when it has ended. */
  stop(error?: string, cause?: string): void;
  /** Ends it without telling anybody. */
  abandon(): void;
}

/**
 * Starts an execution, or goes on with one: the states run again from the first, but what the history knows of is not
 * done again. It ends by itself, or by `stop`, exactly once.
 */
export function startExecution(
  { createEngine, states, tasks, stateMachineArn, roleArn, retryInterval }: Machine,
  { recorded = [], isOutdated = false, ...beginning }: Beginning,
  { onEvent, onEnd }: Listeners,
): RunningExecution {
  const { executionArn, name, input, startDate } = beginning;
  const ended = new AbortController();
  const history = createHistory((event, branch) => {
    onEvent(execution, event, branch);
    if (event.id === MAX_EVENTS - 1) end(TOO_MANY_EVENTS);
  }, recorded);
  const execution: Execution = { ...beginning, status: "RUNNING", events: history.events };
  const calls = createTaskCalls(executionArn, states, tasks, history, ended.signal);
  const onStateEvent = createStateEvents(states, history, calls);

  history.record("", "ExecutionStarted", { input, inputDetails: { truncated: false }, roleArn });
  const names = [...states.keys()];
  const engine = isOutdated ? undefined : createEngine(startDate);
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
      retryIntervalOverrides: createIntervals(states, history, retryInterval),
    },
  });

  const end = (ending: Ending) => {
    if (ended.signal.aborted) return;
    close(ending.status);
    onEnd(execution, () => {
      history.skip();
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

  const follow = async () => {
    for await (const event of run?.eventLogs ?? []) {
      if (!ended.signal.aborted) onStateEvent(event);
    }
  };
  const finish = async () => {
    if (!run) return end(isOutdated ? OUTDATED : { status: "TIMED_OUT" });
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

const OUTDATED: Ending = {
  status: "FAILED",
  error: "States.Runtime",
  cause: "The state machine was changed while the execution was interrupted.",
};

/** The engine's waits before retries: none for those that have happened before an interruption. */
function createIntervals(
  states: ReadonlyMap<string, State>,
  history: History,
  retryInterval: number | undefined,
): Record<string, number> {
  const intervals: Record<string, number> = {};
  for (const [name, { branch }] of states)
    Object.defineProperty(intervals, name, {
      get: () => (history.next(branch) ? 0 : retryInterval),
    });
  return intervals;
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
