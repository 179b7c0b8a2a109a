import { EventEmitter } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { type Listening, startServer } from "../../http/listen.ts";
import type { Store } from "../store/store.ts";
import { closeIterators } from "./close-iterators.ts";
import { countItemBytes } from "./count-item-bytes.ts";
import { createTables, type TableNames } from "./create-tables.ts";
import { formatRequest } from "./format-request.ts";
import { type CompleteRequest, type CompleteResponse, createRequestListener } from "./request-listener.ts";
import { reuseExpressions } from "./reuse-expressions.ts";
import { openMemoryTables, openStoredTables } from "./stored-tables.ts";

/** How long closing waits for running requests, in ms. */
const PATIENCE = 2000;

interface DynamoDbOptions {
  /** 0 takes any free port. */
  port: number;
  /** Stores the tables. Without it they exist as long as the process. */
  store?: Store | undefined;
  names?: TableNames;
  /** Whether DynamoDB throttles a request of this caller (an access key's id). */
  throttles?: (caller: string) => boolean;
  /** Called after each successful request. */
  onDone?: (operation: string, body: string) => void;
}

/**
 * Serves DynamoDB on the loopback address, with all tables of the product. Existing tables do not change. Rejects with
 * `PortTaken` if another process uses the port.
 */
export async function createDynamoDb({
  port,
  store,
  names = {},
  throttles = () => false,
  onDone,
}: DynamoDbOptions): Promise<Listening> {
  closeIterators();
  countItemBytes();
  reuseExpressions();
  const server = store ? await openStoredTables(store) : openMemoryTables();
  const [listener] = server.listeners("request");
  if (listener === undefined) throw new Error("dynalite has no request listener.");

  const perform = (request: CompleteRequest) =>
    callListener((...pair) => Reflect.apply(listener, server, pair), request);
  const running = new Set<Promise<CompleteResponse>>();
  let closing = false;
  const requestListener = createRequestListener(throttles, async function respond(request) {
    if (closing) throw new Error("DynamoDB is closing.");
    const call = perform(request);
    running.add(call);
    const response = await call.finally(() => running.delete(call));
    // A read may return what is not committed yet.
    await store?.confirmed();
    if (response.status === 200) onDone?.(readOperation(request.headers), request.body.toString());
    return response;
  });
  server.removeAllListeners("request");
  server.on("request", requestListener);

  const listening = await startServer(server, { port, purpose: "DynamoDB", variable: "DYNAMODB_PORT" });
  try {
    await createTables((operation, input) => perform(formatRequest(operation, input)), names);
    await store?.confirmed();
  } catch (error) {
    await listening.close();
    throw error;
  }
  return {
    server,
    port: listening.port,
    async close() {
      closing = true;
      // If its database closes during a request, dynalite throws where nothing can catch it.
      await Promise.race([Promise.allSettled(running), wait(PATIENCE, undefined, { ref: false })]);
      await listening.close();
    },
  };
}

/** Returns the operation's name: in `x-amz-target` it follows the version. */
function readOperation(headers: IncomingHttpHeaders): string {
  return String(headers["x-amz-target"]).split(".")[1] ?? "";
}

/** Calls dynalite's request listener with a request and a response in memory. Rejects with its error. */
function callListener(
  listener: (request: object, response: object) => void,
  { body, ...head }: CompleteRequest,
): Promise<CompleteResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<CompleteResponse>();
  const headers: CompleteResponse["headers"] = {};
  const response = {
    statusCode: 200,
    setHeader(name: string, value: string | number) {
      headers[name.toLowerCase()] = value;
    },
    end(text = "") {
      const { "transfer-encoding": _, ...own } = headers;
      resolve({ status: this.statusCode, headers: own, body: text });
    },
  };
  const request = Object.assign(new EventEmitter(), head);
  try {
    listener(request, response);
    if (body.length > 0) request.emit("data", body);
    request.emit("end");
  } catch (error) {
    reject(error);
  }
  return promise;
}
