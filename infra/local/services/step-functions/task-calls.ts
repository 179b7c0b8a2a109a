import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import type { Details, History, HistoryEvent } from "./history.ts";
import type { State } from "./states.ts";

/**
 * What a Task state's resource does, in this process. An error's name and message become Error and Cause. A call that
 * was interrupted with the process is made again under the same id.
 */
export type Task = (input: unknown, callId: string) => Promise<unknown>;

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

/**
 * The calls that one execution makes, each written into its history as AWS does. A call whose result the history
 * knows from before an interruption is not made again: it comes to the same result.
 */
export function createTaskCalls(
  executionArn: string,
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
      const scheduled = history.record(branch, words.types.scheduled, {
        ...words.scheduled(JSON.stringify(input)),
        ...(timeout !== undefined && { timeoutInSeconds: timeout }),
      });
      history.record(branch, words.types.started, words.common);
      const isOurs = () => !ended.aborted && underWay.get(name) === call;
      try {
        const known = history.next(branch);
        const result = known
          ? recall(known, words, history)
          : run(resource, () => task(input, `${executionArn}#${scheduled.id}`));
        const text = await unlessEnded(result, ended);
        if (isOurs()) finish(name, "succeeded", { output: text, outputDetails: { truncated: false } });
        return text;
      } catch (error) {
        const { name: type, message } = error instanceof Error ? error : new Error(String(error));
        if (isOurs() && !(error instanceof RecalledTimeout))
          finish(name, "failed", { error: type, cause: message });
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

/** The task's output as a JSON text. */
async function run(resource: string, task: () => Promise<unknown>): Promise<string> {
  const text = JSON.stringify((await task()) ?? null);
  if (Buffer.byteLength(text) <= MAX_PAYLOAD_BYTES) return text;
  throw new FinalError(
    DATA_LIMIT_EXCEEDED,
    `The state/task '${resource}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}

const DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";

/** A call that ran out of its time before an interruption; the engine tells of it as it does of one that does so now. */
class RecalledTimeout extends Error {
  override readonly name = "States.Timeout";
}

const succeeded = z.object({ output: z.string() });
const failed = z.object({ error: z.string(), cause: z.string() });

/** Comes to the result that a call had before an interruption, after all that happened before it. */
async function recall(event: HistoryEvent, { types }: Words, history: History): Promise<string> {
  await history.reach(event);
  const { type, details } = event;
  if (type === types.succeeded) return succeeded.parse(details).output;
  if (type === types.timedOut) throw new RecalledTimeout();
  if (type === types.failed) {
    const { error, cause } = failed.parse(details);
    if (error === DATA_LIMIT_EXCEEDED) throw new FinalError(error, cause);
    throw Object.assign(new Error(cause), { name: error });
  }
  // Nobody waited for it any more: the state around it had failed.
  return await Promise.withResolvers<never>().promise;
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
