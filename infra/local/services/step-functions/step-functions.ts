import type { Hono } from "hono";
import { openStore, type Store } from "../store/store.ts";
import type { Execution } from "./execution.ts";
import { createExecutions } from "./executions.ts";
import type { HistoryEvent } from "./history.ts";
import { createJsonProtocol } from "./json-protocol.ts";
import { createOperations } from "./operations.ts";
import { createStatusChange, type StatusChangeEvent } from "./status-change.ts";
import type { Task } from "./task-calls.ts";

interface StepFunctionsOptions {
  /** The state machine of draws in Amazon States Language, all ARNs filled in. */
  definition: unknown;
  stateMachineArn: string;
  /** Other state machines. */
  others?: readonly { definition: unknown; stateMachineArn: string }[];
  /** The function that runs a resource, by its ARN. Its error becomes the Error (name) and Cause (message). */
  tasks: Readonly<Record<string, Task>>;
  /**
   * Called with the event of EventBridge when an execution ends, and again after a restart if this did not complete. The
   * signal is aborted when nothing waits for it any longer.
   */
  onEnd(event: StatusChangeEvent, signal: AbortSignal): Promise<unknown>;
  log(line: string): void;
  /** ms before each retry, instead of what the definition says. */
  retryInterval?: number;
  /** How many executions are stored with their events. Running ones always are. */
  limit?: number;
  /** Stores the executions. */
  store?: Store;
}

type EventListener = (execution: Execution, event: HistoryEvent) => void;

export interface StepFunctions {
  /** The API, in AWS JSON 1.0. */
  app: Hono;
  /** Draws, newest first. */
  list(): readonly Execution[];
  /** Calls the listener with each new event of each draw's execution. Returns a function that stops this. */
  onEvent(listener: EventListener): () => void;
  /** Resolves when no execution is running. */
  idle(): Promise<void>;
  /** Resolves when every `onEnd` so far is done. */
  endsHandled(): Promise<void>;
  /** Stops what runs, at once and without `onEnd`. The store keeps it for the next start. */
  close(): void;
  /** Stops what runs, at once and without `onEnd`, and removes all executions. */
  clear(): void;
}

/** Step Functions with the state machine of draws, and others. Throws if a definition is wrong. */
export function createStepFunctions({
  definition,
  stateMachineArn,
  others = [],
  tasks,
  onEnd,
  log,
  retryInterval,
  limit = 1000,
  store = openStore(),
}: StepFunctionsOptions): StepFunctions {
  const listeners = new Set<EventListener>();
  /** Those who wait until no state machine runs anything. */
  const idlers = new Set<() => void>();
  const ends = new Set<Promise<void>>();

  let abandoned = new AbortController();
  const reportEnd = async (execution: Execution, machineArn: string) => {
    const { signal } = abandoned;
    try {
      await onEnd(createStatusChange(execution, machineArn), signal);
    } catch (error) {
      if (signal.aborted) return;
      log(`The end of execution ${execution.name} could not be reported: ${nameOf(error)}`);
    }
  };

  const notify = (execution: Execution, event: HistoryEvent) => {
    for (const listener of listeners) {
      try {
        listener(execution, event);
      } catch (error) {
        log(`A listener failed at ${event.type} of ${execution.name}: ${nameOf(error)}`);
      }
    }
  };

  const machines = [{ definition, stateMachineArn }, ...others].map((given) => {
    const isOfDraws = given.stateMachineArn === stateMachineArn;
    const machine = { ...given, roleArn: "arn:aws:iam::000000000000:role/local", creationDate: Date.now() };
    const executions = createExecutions({
      ...machine,
      tasks,
      retryInterval,
      limit,
      store,
      ...(!isOfDraws && { storedAs: given.stateMachineArn.split(":").at(-1) }),
      onEvent(execution, event) {
        if (isOfDraws) notify(execution, event);
        for (const check of idlers) check();
      },
      onEnd(execution) {
        const end = reportEnd(execution, given.stateMachineArn).finally(() => ends.delete(end));
        ends.add(end);
        return end;
      },
    });
    return { ...machine, executions };
  });
  const draws = machines.find((machine) => machine.stateMachineArn === stateMachineArn)?.executions;

  const onEvent = (listener: EventListener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  return {
    app: createJsonProtocol("AWSStepFunctions", createOperations(machines), log),
    list: () => draws?.list() ?? [],
    onEvent,
    idle() {
      const isIdle = () =>
        machines.every(({ executions }) => executions.list().every(({ status }) => status !== "RUNNING"));
      if (isIdle()) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      const check = () => isIdle() && resolve();
      idlers.add(check);
      return promise.finally(() => idlers.delete(check));
    },
    async endsHandled() {
      await Promise.all(ends);
    },
    close() {
      for (const { executions } of machines) executions.close();
      abandoned.abort();
    },
    clear() {
      for (const { executions } of machines) executions.clear();
      abandoned.abort();
      abandoned = new AbortController();
    },
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
