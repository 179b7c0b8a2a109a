import { randomUUID } from "node:crypto";
import type { Context } from "aws-lambda";

/** Lambda's longest timeout, in seconds. */
const LONGEST_RUN = 900;

interface InvokeOptions {
  functionName: string;
  /** Seconds after which the invocation counts as failed. */
  timeout?: number;
}

/**
 * A failed invocation as Step Functions shows it: `name` is the error's type (what Retry and Catch look at),
 * `message` the cause, a JSON text `{errorType, errorMessage, trace}`.
 */
class FunctionError extends Error {
  constructor(errorType: string, errorMessage: string, trace: readonly string[]) {
    super(JSON.stringify({ errorType, errorMessage, trace }));
    this.name = errorType;
  }
}

/**
 * Returns a function that runs a handler as Lambda does: event and result are copied as JSON. An error of the handler
 * becomes a `FunctionError`.
 */
export function createInvoke<Event>(
  handler: (event: Event, context: Context) => unknown,
  { functionName, timeout = LONGEST_RUN }: InvokeOptions,
): (event: Event) => Promise<unknown> {
  return async function invoke(event) {
    const copy: Event = JSON.parse(JSON.stringify(event));
    const { promise: expired, reject: expire } = Promise.withResolvers<never>();
    const context = createContext(functionName, timeout);
    const error = `RequestId: ${context.awsRequestId} Error: Task timed out after ${timeout.toFixed(2)} seconds`;
    const timer = setTimeout(() => expire(new FunctionError("Sandbox.Timedout", error, [])), timeout * 1000);
    try {
      return encode(await Promise.race([run(() => handler(copy, context)), expired]));
    } finally {
      clearTimeout(timer);
    }
  };
}

async function run(call: () => unknown): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Error)) throw new FunctionError(typeof error, String(error), []);
    throw new FunctionError(error.name, error.message, error.stack?.split("\n") ?? []);
  }
}

function encode(result: unknown): unknown {
  let text: string | undefined;
  try {
    text = JSON.stringify(result);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FunctionError("Runtime.MarshalError", `Unable to stringify response body: ${reason}`, []);
  }
  return text === undefined ? null : JSON.parse(text);
}

function createContext(functionName: string, timeout: number): Context {
  const deadline = Date.now() + timeout * 1000;
  const legacy = (): never => {
    throw new Error("Lambda with Node 24 does not support callbacks. Return a promise.");
  };
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
    memoryLimitInMB: "256",
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: "local",
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: legacy,
    fail: legacy,
    succeed: legacy,
  };
}
