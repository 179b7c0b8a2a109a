import { setImmediate } from "node:timers/promises";
import type { Details, History } from "./history.ts";
import type { State } from "./states.ts";

/**
 * What a Task state's resource does, in this process. An error's name and message become Error and Cause. All calls of
 * one state in one execution have the same `callId`, also after a restart.
 */
export type Task = (input: unknown, callId: string) => Promise<unknown>;

/** The longest input or output between states, in bytes of JSON. */
const MAX_PAYLOAD_BYTES = 262_144;

/** An error that the engine neither retries nor catches: it reads `isRetryable` and `isCatchable`. */
class FinalError extends Error {
  readonly isRetryable = false;
  readonly isCatchable = false;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

export interface TaskCalls {
  /** Returns the task's output as a JSON text. Rejects with what the task throws, and at once when the execution ends. */
  call(name: string, input: unknown): Promise<string>;
  /** Records that the call of a state has timed out. */
  expire(name: string): void;
  /** Records that the running calls (of one branch, or all) are aborted. */
  abort(branch?: string): void;
}

/** The calls that one execution makes. Each is recorded in its history as AWS does. */
export function createTaskCalls(
  executionArn: string,
  states: ReadonlyMap<string, State>,
  tasks: Readonly<Record<string, Task>>,
  history: History,
  ended: AbortSignal,
): TaskCalls {
  /** The running calls by their states. */
  const running = new Map<string, { eventNames: EventNames; branch: string }>();

  const finish = (name: string, outcome: Outcome, details: Details) => {
    const call = running.get(name);
    if (call === undefined) return;
    running.delete(name);
    const { types, common } = call.eventNames;
    history.record(call.branch, types[outcome], { ...common, ...details });
  };

  return {
    async call(name, input) {
      // The engine reports that it enters a state a few microtasks after it calls the state's task.
      await setImmediate();
      if (ended.aborted) throw new FinalError("Abandoned", "The execution has ended.");
      const { branch, resource = "", timeout } = states.get(name) ?? { branch: "" };
      const task = tasks[resource];
      if (task === undefined) throw new FinalError("States.Runtime", `Nothing runs ${resource}.`);
      const eventNames = describe(resource);
      const call = { eventNames, branch };
      running.set(name, call);
      history.record(branch, eventNames.types.scheduled, {
        ...eventNames.scheduled(JSON.stringify(input)),
        ...(timeout !== undefined && { timeoutInSeconds: timeout }),
      });
      history.record(branch, eventNames.types.started, eventNames.common);
      const isCurrent = () => !ended.aborted && running.get(name) === call;
      try {
        const result = run(resource, () => task(input, `${executionArn}#${name}`));
        const text = await unlessEnded(result, ended);
        if (isCurrent()) finish(name, "succeeded", { output: text, outputDetails: { truncated: false } });
        return text;
      } catch (error) {
        const { name: type, message } = error instanceof Error ? error : new Error(String(error));
        if (isCurrent()) finish(name, "failed", { error: type, cause: message });
        throw error;
      }
    },
    expire(name) {
      finish(name, "timedOut", { error: "States.Timeout" });
    },
    abort(branch) {
      for (const [name, call] of running) {
        if (branch !== undefined && call.branch !== branch) continue;
        running.delete(name);
        history.record(call.branch, "TaskStateAborted");
      }
    },
  };
}

/** Returns the task's output as a JSON text. */
async function run(resource: string, task: () => Promise<unknown>): Promise<string> {
  const text = JSON.stringify((await task()) ?? null);
  if (Buffer.byteLength(text) <= MAX_PAYLOAD_BYTES) return text;
  throw new FinalError(
    "States.DataLimitExceeded",
    `The state/task '${resource}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}

async function unlessEnded<Result>(task: Promise<Result>, ended: AbortSignal): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abandon = () => reject(new FinalError("Abandoned", "The execution has ended."));
  ended.addEventListener("abort", abandon, { once: true });
  try {
    return await Promise.race([task, promise]);
  } finally {
    ended.removeEventListener("abort", abandon);
  }
}

const LAMBDA_TYPES = {
  scheduled: "LambdaFunctionScheduled",
  started: "LambdaFunctionStarted",
  succeeded: "LambdaFunctionSucceeded",
  failed: "LambdaFunctionFailed",
  timedOut: "LambdaFunctionTimedOut",
} as const;

const TASK_TYPES = {
  scheduled: "TaskScheduled",
  started: "TaskStarted",
  succeeded: "TaskSucceeded",
  failed: "TaskFailed",
  timedOut: "TaskTimedOut",
} as const;

type Outcome = "succeeded" | "failed" | "timedOut";

/** The event types and details of a resource: Lambda functions have types of their own. */
interface EventNames {
  types: typeof LAMBDA_TYPES | typeof TASK_TYPES;
  common?: Details;
  scheduled(input: string): Details;
}

function describe(resource: string): EventNames {
  const service = /^arn:[^:]+:states:::([^:]+):(.+)$/.exec(resource);
  if (service === null) {
    return {
      types: LAMBDA_TYPES,
      scheduled: (input) => ({ resource, input, inputDetails: { truncated: false } }),
    };
  }
  const common = { resourceType: service[1], resource: service[2] };
  return {
    types: TASK_TYPES,
    common,
    scheduled: (parameters) => ({ ...common, region: "us-east-1", parameters }),
  };
}
