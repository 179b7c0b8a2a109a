import { z } from "zod";
import { isNestedDeeper } from "../dynamodb/json-depth.ts";
import { ApiError } from "./api-error.ts";
import type { Execution } from "./execution.ts";
import type { Executions } from "./executions.ts";
import type { HistoryEvent } from "./history.ts";
import { defineOperation, type Operation } from "./json-protocol.ts";
import { readPage } from "./page.ts";

/** Characters that AWS refuses in names: white space, brackets, wildcards, special and control characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are refused.
const FORBIDDEN_IN_NAMES = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;

const executionArn = z.string().min(1).max(256);
const stateMachineArn = z.string().min(1).max(256);
const paging = {
  maxResults: z.int().min(0).max(1000).optional(),
  nextToken: z.string().min(1).max(1024).optional(),
};

const schemas = {
  startExecution: z.object({
    stateMachineArn,
    name: z.string().min(1).max(80).optional(),
    input: z
      .string()
      .refine(
        (text) => Buffer.byteLength(text) <= 262_144,
        "Member must have length less than or equal to 262144",
      )
      .default("{}"),
  }),
  executionArn: z.object({ executionArn }),
  stateMachineArn: z.object({ stateMachineArn }),
  history: z.object({
    executionArn,
    ...paging,
    reverseOrder: z.boolean().default(false),
    includeExecutionData: z.boolean().default(true),
  }),
  stopExecution: z.object({
    executionArn,
    error: z.string().max(256).optional(),
    cause: z.string().max(32_768).optional(),
  }),
  listExecutions: z.object({
    stateMachineArn,
    statusFilter: z
      .enum(["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"])
      .optional(),
    ...paging,
  }),
  paging: z.object(paging),
};

interface StateMachineFacts {
  stateMachineArn: string;
  roleArn: string;
  definition: unknown;
  /** ms. */
  creationDate: number;
}

/** A state machine with its executions. */
interface ServedMachine extends StateMachineFacts {
  executions: Executions;
}

type Found = ServedMachine & { execution: Execution };

/** The Step Functions operations that the local stack supports, by their names. */
export function createOperations(machines: readonly ServedMachine[]): Readonly<Record<string, Operation>> {
  const find = (arn: string): Found => {
    checkArn(arn, "execution");
    for (const machine of machines) {
      const execution = machine.executions.find(arn);
      if (execution) return { ...machine, execution };
    }
    throw new ApiError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
  };
  const findMachine = (arn: string): ServedMachine => {
    checkArn(arn, "stateMachine");
    const found = machines.find(({ stateMachineArn }) => stateMachineArn === arn);
    if (!found) throw new ApiError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
    return found;
  };
  const summaryOf = ({ stateMachineArn, creationDate }: ServedMachine) => ({
    stateMachineArn,
    name: stateMachineArn.split(":").at(-1),
    type: "STANDARD",
    creationDate: seconds(creationDate),
  });

  return {
    StartExecution: defineOperation(schemas.startExecution, ({ stateMachineArn, name, input }) => {
      const { executions } = findMachine(stateMachineArn);
      if (name !== undefined && FORBIDDEN_IN_NAMES.test(name)) {
        throw new ApiError("InvalidName", `Invalid Name: '${name}'`);
      }
      checkInput(input);
      const { executionArn, startDate } = executions.start(input, name);
      return { executionArn, startDate: seconds(startDate) };
    }),

    DescribeExecution: defineOperation(schemas.executionArn, ({ executionArn }) => {
      const { execution, stateMachineArn } = find(executionArn);
      const { input, output, error, cause } = execution;
      return {
        ...summarize(execution, stateMachineArn),
        input,
        inputDetails: { included: true },
        ...(output !== undefined && { output, outputDetails: { included: true } }),
        error,
        cause,
        redriveStatus: "NOT_REDRIVABLE",
        redriveStatusReason: "The local stack does not redrive executions.",
      };
    }),

    GetExecutionHistory: defineOperation(schemas.history, (request) => {
      const { events } = find(request.executionArn).execution;
      const ordered = request.reverseOrder ? events.toReversed() : events;
      const { page, ...more } = readPage(ordered, ({ id }) => String(id), request);
      return { events: page.map((event) => formatEvent(event, request.includeExecutionData)), ...more };
    }),

    StopExecution: defineOperation(schemas.stopExecution, ({ executionArn, error, cause }) => {
      const { execution, executions } = find(executionArn);
      executions.stop(executionArn, error, cause);
      return { stopDate: seconds(execution.stopDate ?? Date.now()) };
    }),

    ListExecutions: defineOperation(
      schemas.listExecutions,
      ({ stateMachineArn, statusFilter, ...paging }) => {
        const wanted = findMachine(stateMachineArn)
          .executions.list()
          .filter(({ status }) => statusFilter === undefined || status === statusFilter);
        const { page, ...more } = readPage(wanted, ({ name }) => name, paging);
        return { executions: page.map((execution) => summarize(execution, stateMachineArn)), ...more };
      },
    ),

    ListStateMachines: defineOperation(schemas.paging, (paging) => {
      const { page, ...more } = readPage(
        machines.map(summaryOf),
        ({ stateMachineArn }) => stateMachineArn,
        paging,
      );
      return { stateMachines: page, ...more };
    }),

    DescribeStateMachine: defineOperation(schemas.stateMachineArn, ({ stateMachineArn }) => {
      const machine = findMachine(stateMachineArn);
      return {
        ...summaryOf(machine),
        status: "ACTIVE",
        definition: JSON.stringify(machine.definition),
        roleArn: machine.roleArn,
        loggingConfiguration: { level: "OFF", includeExecutionData: false },
        tracingConfiguration: { enabled: false },
      };
    }),
  };
}

/** Times in AWS JSON are seconds since 1970. */
function seconds(ms: number): number {
  return ms / 1000;
}

function checkArn(arn: string, kind: "execution" | "stateMachine"): void {
  if (!new RegExp(`^arn:[^:]+:states:[^:]+:[0-9]{12}:${kind}:.+$`).test(arn)) {
    throw new ApiError("InvalidArn", `Invalid Arn: '${arn}'`);
  }
}

/** The engine reads inputs recursively: a deeper one would hang it. */
const DEEPEST_INPUT = 1_000;

function checkInput(input: string): void {
  const createError = (reason: string, options?: ErrorOptions) =>
    new ApiError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${reason}'`, options);
  try {
    JSON.parse(input);
  } catch (error) {
    throw createError(error instanceof Error ? error.message : String(error), { cause: error });
  }
  if (isNestedDeeper(input, DEEPEST_INPUT)) throw createError(`It is nested deeper than ${DEEPEST_INPUT}.`);
}

function summarize({ executionArn, name, status, startDate, stopDate }: Execution, stateMachineArn: string) {
  return {
    executionArn,
    stateMachineArn,
    name,
    status,
    startDate: seconds(startDate),
    ...(stopDate !== undefined && { stopDate: seconds(stopDate) }),
    redriveCount: 0,
  };
}

/** The fields that `includeExecutionData: false` omits. */
const EXECUTION_DATA = new Set(["input", "inputDetails", "output", "outputDetails", "parameters"]);

function formatEvent({ details, timestamp, ...event }: HistoryEvent, includeData: boolean) {
  const shown = Object.entries(details ?? {}).filter(([key]) => includeData || !EXECUTION_DATA.has(key));
  return {
    ...event,
    timestamp: seconds(timestamp),
    ...(details && { [detailsKey(event.type)]: Object.fromEntries(shown) }),
  };
}

/** `LambdaFunctionFailed` has `lambdaFunctionFailedEventDetails`. All states share two keys. */
function detailsKey(type: HistoryEvent["type"]): string {
  if (type.endsWith("StateEntered")) return "stateEnteredEventDetails";
  if (type.endsWith("StateExited")) return "stateExitedEventDetails";
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}
