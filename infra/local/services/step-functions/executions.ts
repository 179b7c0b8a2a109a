import { createHash, randomUUID } from "node:crypto";
import { log } from "../../../../data/runtime/log.ts";
import type { Store } from "../store/store.ts";
import { ApiError } from "./api-error.ts";
import { createEngines } from "./engine.ts";
import { type Execution, type RunningExecution, startExecution } from "./execution.ts";
import type { HistoryEvent } from "./history.ts";
import { createKeptExecutions } from "./kept-executions.ts";
import { readStates } from "./states.ts";
import type { Task } from "./task-calls.ts";

export interface ExecutionsOptions {
  /** The state machine in Amazon States Language, all ARNs filled in. */
  definition: unknown;
  stateMachineArn: string;
  roleArn: string;
  /** What runs a resource, by its ARN. */
  tasks: Readonly<Record<string, Task>>;
  /** ms before each retry, instead of what the definition says. */
  retryInterval?: number | undefined;
  /** How many executions are remembered; those that run are never forgotten. */
  limit: number;
  /** Keeps the executions. */
  store: Store;
  onEvent(execution: Execution, event: HistoryEvent): void;
  /** Tells of the end of an execution. One that was not told of in full is told of again after a restart. */
  onEnd(execution: Execution): Promise<void>;
}

export interface Executions {
  /**
   * Starts an execution, or answers with the running one of the same name and input.
   * Throws `ExecutionAlreadyExists` where the name is used otherwise, `ServiceUnavailable` if the disk is almost full.
   */
  start(input: string, name?: string): Execution;
  find(executionArn: string): Execution | undefined;
  /** Newest first. */
  list(): readonly Execution[];
  stop(executionArn: string, error?: string, cause?: string): void;
  /** Gives all up that run, without telling anybody; those that are kept go on after a restart. */
  close(): void;
  /** The same, and forgets them all. */
  clear(): void;
}

/**
 * All executions of one state machine. Those that were interrupted with the process that ran them go on, and what was
 * not told in full of an end is told again. Throws where the definition is wrong or a task has nothing that runs it.
 */
export function createExecutions({
  definition,
  limit,
  store,
  onEvent,
  onEnd,
  ...machine
}: ExecutionsOptions): Executions {
  const states = readStates(definition);
  for (const [name, { resource }] of states) {
    if (resource !== undefined && !Object.hasOwn(machine.tasks, resource)) {
      throw new Error(`Nothing runs ${resource} of the state "${name}".`);
    }
  }
  // After a power loss an execution must not know less than its tasks have done.
  const tasks = mapTasks(machine.tasks, (task) => async (input, callId) => {
    await store.committed();
    return await task(input, callId);
  });
  const createEngine = createEngines(definition);
  const digest = createHash("sha256").update(JSON.stringify(definition)).digest("hex");
  const kept = createKeptExecutions(store);
  /** All of them, in the order in which they began. */
  const executions = new Map<string, Execution>();
  const running = new Map<string, RunningExecution>();
  const prefix = machine.stateMachineArn.replace(":stateMachine:", ":execution:");
  const formatArn = (name: string) => `${prefix}:${name}`;

  /** An execution whose events are read where somebody asks for them. */
  const recall = (execution: Omit<Execution, "executionArn" | "events">): Execution => {
    // What the getter names stays in memory: not the execution itself, with all its events.
    const { name } = execution;
    return {
      ...execution,
      executionArn: formatArn(name),
      get events() {
        return kept.readEvents(name).map(({ event }) => event);
      },
    };
  };

  let isClosed = false;
  const tell = async (execution: Execution) => {
    await store.committed();
    await onEnd(execution);
    if (!isClosed && executions.has(execution.executionArn)) kept.markTold(execution.name);
  };

  const forget = () => {
    for (const [executionArn, { name, status }] of executions) {
      if (executions.size <= limit) return;
      if (status === "RUNNING") continue;
      executions.delete(executionArn);
      kept.forget(name);
    }
  };

  const run = (beginning: Parameters<typeof startExecution>[1]) => {
    const { executionArn, name } = beginning;
    const started = startExecution({ createEngine, states, ...machine, tasks }, beginning, {
      onEvent(execution, event, branch) {
        kept.addEvent(name, event, branch);
        store.whenCommitted(() => onEvent(execution, event));
      },
      onEnd(execution, record) {
        store.transaction(() => {
          record();
          kept.end(execution);
        });
        running.delete(executionArn);
        executions.set(executionArn, recall(execution));
        void tell(execution);
      },
    });
    if (started.execution.status !== "RUNNING") return started.execution;
    running.set(executionArn, started);
    executions.set(executionArn, started.execution);
    return started.execution;
  };

  const abandon = () => {
    for (const each of running.values()) each.abandon();
    running.clear();
  };

  const interrupted = kept.list();
  for (const { execution } of interrupted) executions.set(formatArn(execution.name), recall(execution));
  for (const { execution, definition, isTold } of interrupted) {
    const { name, input, startDate, status } = execution;
    const executionArn = formatArn(name);
    if (status === "RUNNING") {
      const recorded = kept.readEvents(name);
      run({ executionArn, name, input, startDate, recorded, isOutdated: definition !== digest });
    } else if (!isTold) void tell(recall(execution));
  }
  forget();

  return {
    start(input, name = randomUUID()) {
      const executionArn = formatArn(name);
      const known = executions.get(executionArn);
      if (known !== undefined) {
        if (known.status === "RUNNING" && known.input === input) return known;
        throw new ApiError("ExecutionAlreadyExists", `Execution Already Exists: '${executionArn}'`);
      }
      if (!store.hasRoom()) {
        log("error", "disk-almost-full");
        throw new ApiError("ServiceUnavailable", "The disk is almost full: no execution is started.");
      }
      const startDate = Date.now();
      kept.begin({ name, input, startDate }, digest);
      const execution = run({ executionArn, name, input, startDate });
      forget();
      return execution;
    },
    find: (executionArn) => executions.get(executionArn),
    list: () => [...executions.values()].reverse(),
    stop: (executionArn, error, cause) => running.get(executionArn)?.stop(error, cause),
    close() {
      isClosed = true;
      abandon();
    },
    clear() {
      abandon();
      executions.clear();
      kept.clear();
    },
  };
}

function mapTasks(
  tasks: Readonly<Record<string, Task>>,
  change: (task: Task) => Task,
): Readonly<Record<string, Task>> {
  return Object.fromEntries(Object.entries(tasks).map(([resource, task]) => [resource, change(task)]));
}
