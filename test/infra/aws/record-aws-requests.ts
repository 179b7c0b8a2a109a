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
  TableName: z.string().optional(),
  IndexName: z.string().optional(),
  RequestItems: z.record(z.string(), z.unknown()).default({}),
});

/**
 * Notes what is asked of AWS in each function's name, as lines `action resource`, from the HTTP requests themselves:
 * which function sends one is known by the asynchronous context.
 */
export function recordAwsRequests() {
  const running = new AsyncLocalStorage<string>();
  const asked = new Map<string, Set<string>>();

  const note = (name: string, target: string, text: string) => {
    const [service = "", operation] = target.split(".");
    const { TableName, IndexName, RequestItems } = body.parse(JSON.parse(text));
    const table = (TableName ?? Object.keys(RequestItems)[0] ?? "").replace("Lottery-", "");
    const resource = targets[service] === "states" ? "StateMachine" : table;
    const line = `${targets[service]}:${operation} ${resource}${IndexName === undefined ? "" : `/index/${IndexName}`}`;
    asked.set(name, (asked.get(name) ?? new Set()).add(line));
  };
  const watch = (message: unknown) => {
    const name = running.getStore();
    const { data } = created.safeParse(message);
    const target = data?.request.getHeader("x-amz-target");
    if (!name || !data || typeof target !== "string") return;
    const { request } = data;
    const end = request.end.bind(request);
    request.end = (chunk?: unknown) => {
      note(name, target, String(chunk));
      return end(chunk);
    };
  };
  subscribe("http.client.request.created", watch);
  return {
    asked,
    /** The handler, whose requests are noted under its name. */
    watch<Args extends unknown[], Result>(name: string, handler: (...args: Args) => Result) {
      return (...args: Args): Result => running.run(name, () => handler(...args));
    },
    [Symbol.dispose]: () => void unsubscribe("http.client.request.created", watch),
  };
}
