import { randomUUID } from "node:crypto";
import { StateMachine, type StateMachineDefinition } from "aws-local-stepfunctions";
import { z } from "zod";
import { ApiError } from "./api-error.ts";
import { type Execution, type RunningExecution, startExecution } from "./execution.ts";
import type { HistoryEvent } from "./history.ts";
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
  onEvent(execution: Execution, event: HistoryEvent): void;
  onEnd(execution: Execution): void;
}

export interface Executions {
  /**
   * Starts an execution, or answers with the running one of the same name and input.
   * Throws `ExecutionAlreadyExists` where the name is used otherwise.
   */
  start(input: string, name?: string): Execution;
  find(executionArn: string): Execution | undefined;
  /** Newest first. */
  list(): readonly Execution[];
  stop(executionArn: string, error?: string, cause?: string): void;
  /** Gives all up that run, without telling anybody. */
  close(): void;
  /** The same, and forgets them all. */
  clear(): void;
}

/** The engine checks the definition itself; this only gives it its type. */
const definitionSchema = z.custom<StateMachineDefinition>(
  (value) => typeof value === "object" && value !== null,
);

/** All executions of one state machine. Throws where the definition is wrong or a task has nothing that runs it. */
export function createExecutions({
  definition,
  limit,
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
  // The engine's check writes defaults into what it is given.
  const engine = new StateMachine(definitionSchema.parse(structuredClone(definition)));
  const executions = new Map<string, RunningExecution>();
  const prefix = machine.stateMachineArn.replace(":stateMachine:", ":execution:");

  const forget = () => {
    for (const [executionArn, { execution }] of executions) {
      if (executions.size <= limit) return;
      if (execution.status !== "RUNNING") executions.delete(executionArn);
    }
  };

  const close = () => {
    for (const running of executions.values()) running.abandon();
  };

  return {
    start(input, name = randomUUID()) {
      const executionArn = `${prefix}:${name}`;
      const known = executions.get(executionArn)?.execution;
      if (known !== undefined) {
        if (known.status === "RUNNING" && known.input === input) return known;
        throw new ApiError("ExecutionAlreadyExists", `Execution Already Exists: '${executionArn}'`);
      }
      const running = startExecution(
        { engine, states, ...machine },
        { executionArn, name, input },
        { onEvent, onEnd },
      );
      executions.set(executionArn, running);
      forget();
      return running.execution;
    },
    find: (executionArn) => executions.get(executionArn)?.execution,
    list: () => [...executions.values()].map(({ execution }) => execution).reverse(),
    stop: (executionArn, error, cause) => executions.get(executionArn)?.stop(error, cause),
    close,
    clear() {
      close();
      executions.clear();
    },
  };
}
