import { setImmediate } from "node:timers/promises";
import type { Details, History } from "./history.ts";
import type { State } from "./states.ts";

/** What a Task state's resource does, in this process. An error's name and message become Error and Cause. */
export type Task = (input: unknown) => Promise<unknown>;

/** The longest input or output between states, in bytes of JSON. */
const MAX_PAYLOAD_BYTES = 262_144;

/** An error that the engine neither retries nor catches, as `isRetryable` and `isCatchable` tell it. */
class FinalError extends Error {
  readonly isRetryable = false;
  readonly isCatchable = false;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

export interface TaskCalls {
  /** The task's output as a JSON text. Rejects with what the task throws, and at once when the execution ends. */
  call(name: string, input: unknown): Promise<string>;
  /** Notes that the call of a state ran out of its time. */
  expire(name: string): void;
  /** Notes that the calls under way (in one branch, or all) are of no interest any more. */
  abort(branch?: string): void;
}

/** The calls that one execution makes, each written into its history as AWS does. */
export function createTaskCalls(
  states: ReadonlyMap<string, State>,
  tasks: Readonly<Record<string, Task>>,
  history: History,
  ended: AbortSignal,
): TaskCalls {
  /** The calls under way, by their states. */
  const underWay = new Map<string, { words: Words; branch: string }>();

  const finish = (name: string, outcome: Outcome, details: Details) => {
    const call = underWay.get(name);
    if (call === undefined) return;
    underWay.delete(name);
    history.record(call.branch, call.words.types[outcome], { ...call.words.common, ...details });
  };

  return {
    async call(name, input) {
      // The engine tells of entering a state a few microtasks later than it calls its task.
      await setImmediate();
      if (ended.aborted) throw new FinalError("Abandoned", "The execution has ended.");
      const { branch, resource = "", timeout } = states.get(name) ?? { branch: "" };
      const task = tasks[resource];
      if (task === undefined) throw new FinalError("States.Runtime", `Nothing runs ${resource}.`);
      const words = describe(resource);
      const call = { words, branch };
      underWay.set(name, call);
      history.record(branch, words.types.scheduled, {
        ...words.scheduled(JSON.stringify(input)),
        ...(timeout !== undefined && { timeoutInSeconds: timeout }),
      });
      history.record(branch, words.types.started, words.common);
      const isOurs = () => !ended.aborted && underWay.get(name) === call;
      try {
        const text = JSON.stringify((await unlessEnded(task(input), ended)) ?? null);
        if (Buffer.byteLength(text) > MAX_PAYLOAD_BYTES) {
          throw new FinalError(
            "States.DataLimitExceeded",
            `The state/task '${resource}' returned a result with a size exceeding the maximum number of bytes service limit.`,
          );
        }
        if (isOurs()) finish(name, "succeeded", { output: text, outputDetails: { truncated: false } });
        return text;
      } catch (error) {
        const { name: type, message } = error instanceof Error ? error : new Error(String(error));
        if (isOurs()) finish(name, "failed", { error: type, cause: message });
        throw error;
      }
    },
    expire(name) {
      finish(name, "timedOut", { error: "States.Timeout" });
    },
    abort(branch) {
      for (const [name, call] of underWay) {
        if (branch !== undefined && call.branch !== branch) continue;
        underWay.delete(name);
        history.record(call.branch, "TaskStateAborted");
      }
    },
  };
}

async function unlessEnded(task: Promise<unknown>, ended: AbortSignal): Promise<unknown> {
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

/** How the history speaks of a resource: Lambda functions have words of their own. */
interface Words {
  types: typeof LAMBDA_TYPES | typeof TASK_TYPES;
  common?: Details;
  scheduled(input: string): Details;
}

function describe(resource: string): Words {
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
