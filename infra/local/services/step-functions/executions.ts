import { randomUUID } from "node:crypto";
import { log } from "../../../../data/runtime/log.ts";
import type { Store } from "../store/store.ts";
import { ApiError } from "./api-error.ts";
import { createEngines } from "./engine.ts";
import { type Execution, type RunningExecution, startExecution } from "./execution.ts";
import { createExecutionStore } from "./execution-store.ts";
import type { HistoryEvent } from "./history.ts";
import { readStates } from "./states.ts";
import type { Task } from "./task-calls.ts";

export interface ExecutionsOptions {
  /** The state machine in Amazon States Language, all ARNs filled in. */
  definition: unknown;
  stateMachineArn: string;
  roleArn: string;
  /** The function that runs a resource, by its ARN. */
  tasks: Readonly<Record<string, Task>>;
  /** ms before each retry, instead of what the definition says. */
  retryInterval?: number | undefined;
  /** How many executions are stored with their events. Running ones always are. */
  limit: number;
  /** Stores the executions: of another state machine than that of draws, under this name. */
  store: Store;
  storedAs?: string | undefined;
  onEvent(execution: Execution, event: HistoryEvent): void;
  /** Reports the end of an execution. If this did not complete, it is called again after a restart. */
  onEnd(execution: Execution): Promise<void>;
}

/** As long as AWS keeps them. Their events contain names. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1_000;

export interface Executions {
  /**
   * Starts an execution, or returns the running one with the same name and input.
   * Throws `ExecutionAlreadyExists` for any other use of the name, `ServiceUnavailable` if the disk is almost full.
   */
  start(input: string, name?: string): Execution;
  /** Returns an execution. The events of an old one are missing. */
  find(executionArn: string): Execution | undefined;
  /** Those with events, newest first. */
  list(): readonly Execution[];
  stop(executionArn: string, error?: string, cause?: string): void;
  /** Stops all that run, without an event. The store keeps them for the next start. */
  close(): void;
  /** Stops all that run, without an event, and removes all executions. */
  clear(): void;
}

/**
 * All executions of one state machine. Those that a restart has interrupted run again from their first state, and an end
 * is reported again if that did not complete. Throws if the definition is wrong or a resource has no function.
 */
export function createExecutions({
  definition,
  limit,
  store,
  storedAs,
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
  // An execution must be stored before its tasks act: otherwise a power loss could leave their effects without it.
  const tasks = mapTasks(machine.tasks, (task) => async (input, callId) => {
    await store.committed();
    return await task(input, callId);
  });
  const createEngine = createEngines(definition);
  const executionStore = createExecutionStore(store, storedAs);
  /** All executions, oldest first. */
  const executions = new Map<string, Execution>();
  const running = new Map<string, RunningExecution>();
  const prefix = machine.stateMachineArn.replace(":stateMachine:", ":execution:");
  const formatArn = (name: string) => `${prefix}:${name}`;

  /** Returns an execution that reads its events from the store each time. */
  const readStored = (execution: Omit<Execution, "executionArn" | "events">): Execution => {
    // The getter keeps only the name in memory, not the execution with all its events.
    const { name } = execution;
    return {
      ...execution,
      executionArn: formatArn(name),
      get events() {
        return executionStore.readEvents(name);
      },
    };
  };

  let isClosed = false;
  const reportEnd = async (execution: Execution) => {
    await store.committed();
    await onEnd(execution);
    if (!isClosed && executions.has(execution.executionArn)) executionStore.markReported(execution.name);
  };

  const removeOldest = () => {
    const oldest = Date.now() - KEPT_MS;
    for (const [executionArn, { name, status, stopDate = oldest }] of executions) {
      if (status === "RUNNING") continue;
      if (executions.size <= limit && stopDate >= oldest) break;
      executions.delete(executionArn);
      executionStore.removeEvents(name);
    }
    executionStore.removeEndedBefore(oldest);
  };

  const find = (executionArn: string): Execution | undefined => {
    const known = executions.get(executionArn);
    if (known || !executionArn.startsWith(`${prefix}:`)) return known;
    const stored = executionStore.find(executionArn.slice(prefix.length + 1));
    return stored && readStored(stored);
  };

  const run = (beginning: Parameters<typeof startExecution>[1]) => {
    const { executionArn, name } = beginning;
    const started = startExecution({ createEngine, states, ...machine, tasks }, beginning, {
      onEvent(execution, event) {
        executionStore.addEvent(name, event);
        store.whenCommitted(() => onEvent(execution, event));
      },
      onEnd(execution, record) {
        store.transaction(() => {
          record();
          executionStore.end(execution);
        });
        running.delete(executionArn);
        executions.set(executionArn, readStored(execution));
        void reportEnd(execution);
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

  const all = executionStore.list();
  for (const { execution } of all) executions.set(formatArn(execution.name), readStored(execution));
  for (const { execution, isReported } of all) {
    const { name, input, startDate, status } = execution;
    if (status === "RUNNING") {
      run({
        executionArn: formatArn(name),
        name,
        input,
        startDate,
        recorded: executionStore.readEvents(name),
      });
    } else if (!isReported) void reportEnd(readStored(execution));
  }
  removeOldest();

  return {
    start(input, name = randomUUID()) {
      const executionArn = formatArn(name);
      const known = find(executionArn);
      if (known !== undefined) {
        if (known.status === "RUNNING" && known.input === input) return known;
        throw new ApiError("ExecutionAlreadyExists", `Execution Already Exists: '${executionArn}'`);
      }
      if (!store.hasRoom()) {
        log("error", "disk-almost-full");
        throw new ApiError("ServiceUnavailable", "The disk is almost full: no execution is started.");
      }
      const startDate = Date.now();
      executionStore.begin({ name, input, startDate });
      const execution = run({ executionArn, name, input, startDate });
      removeOldest();
      return execution;
    },
    find,
    list: () => [...executions.values()].reverse(),
    stop: (executionArn, error, cause) => running.get(executionArn)?.stop(error, cause),
    close() {
      isClosed = true;
      abandon();
    },
    clear() {
      abandon();
      executions.clear();
      executionStore.clear();
    },
  };
}

function mapTasks(
  tasks: Readonly<Record<string, Task>>,
  change: (task: Task) => Task,
): Readonly<Record<string, Task>> {
  return Object.fromEntries(Object.entries(tasks).map(([resource, task]) => [resource, change(task)]));
}
