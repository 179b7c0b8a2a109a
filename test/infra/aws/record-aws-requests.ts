import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { ClientRequest } from "node:http";
import { z } from "zod";

const targets: Readonly<Record<string, string>> = {
  DynamoDB_20120810: "dynamodb",
  AWSStepFunctions: "states",
};
const created = z.object({ request: z.instanceof(ClientRequest) });
const body = z.object({
  stateMachineArn: z.string().optional(),
  TableName: z.string().optional(),
  IndexName: z.string().optional(),
  RequestItems: z.record(z.string(), z.unknown()).default({}),
});

/**
 * Records the AWS requests of each function as lines `action resource`, from the HTTP requests. The asynchronous context
 * shows which function sends a request.
 */
export function recordAwsRequests() {
  const running = new AsyncLocalStorage<string>();
  const requested = new Map<string, Set<string>>();

  const record = (name: string, target: string, text: string) => {
    const [service = "", operation] = target.split(".");
    const { TableName, IndexName, RequestItems, stateMachineArn } = body.parse(JSON.parse(text));
    const table = (TableName ?? Object.keys(RequestItems)[0] ?? "").replace("Lottery-", "");
    const isOfRoster = stateMachineArn?.endsWith("LotteryRoster");
    const started = isOfRoster ? "RosterMachine" : "StateMachine";
    const machine = operation === "DescribeExecution" ? "execution:Lottery:*" : started;
    const resource = targets[service] === "states" ? machine : table;
    const line = `${targets[service]}:${operation} ${resource}${IndexName === undefined ? "" : `/index/${IndexName}`}`;
    requested.set(name, (requested.get(name) ?? new Set()).add(line));
  };
  const watch = (message: unknown) => {
    const name = running.getStore();
    const { data } = created.safeParse(message);
    const target = data?.request.getHeader("x-amz-target");
    if (!name || !data || typeof target !== "string") return;
    const { request } = data;
    const end = request.end.bind(request);
    request.end = (chunk?: unknown) => {
      record(name, target, String(chunk));
      return end(chunk);
    };
  };
  subscribe("http.client.request.created", watch);
  return {
    requested,
    /** Returns a handler whose requests are recorded under `name`. */
    watch<Args extends unknown[], Result>(name: string, handler: (...args: Args) => Result) {
      return (...args: Args): Result => running.run(name, () => handler(...args));
    },
    [Symbol.dispose]: () => void unsubscribe("http.client.request.created", watch),
  };
}
