import { EventEmitter } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { type Listening, startServer } from "../../http/listen.ts";
import type { Store } from "../store/store.ts";
import { closeIterators } from "./close-iterators.ts";
import { countItemBytes } from "./count-item-bytes.ts";
import { createTables, type TableNames } from "./create-tables.ts";
import { type Answer, type Asked, createFront } from "./dynamodb-front.ts";
import { openKeptTables, openMemoryTables } from "./kept-tables.ts";

/** How long closing waits for requests that are being answered, in ms. */
const PATIENCE = 2000;

interface DynamoDbOptions {
  /** 0 takes any free port. */
  port: number;
  /** Keeps the tables; without it they live as long as the process. */
  store?: Store | undefined;
  /** The tables' names by their variable (the environment); where one is missing the definition's own is taken. */
  names?: TableNames;
  /** Whether DynamoDB has no capacity for a request of this caller (an access key's id). */
  throttles?: (caller: string) => boolean;
  /** Told of each request that was carried out. */
  onDone?: (operation: string, body: string) => void;
}

/**
 * DynamoDB on the loopback address, with all tables of the product; those that stand already are kept as they are.
 * Rejects with `PortTaken` where another process has the port.
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
  const server = store ? await openKeptTables(store) : openMemoryTables();
  const [answer] = server.listeners("request");
  if (answer === undefined) throw new Error("dynalite has no request listener.");

  const underWay = new Set<Promise<Answer>>();
  let closing = false;
  const front = createFront(throttles, async (request) => {
    if (closing) throw new Error("DynamoDB is closing.");
    const asked = ask((...pair) => Reflect.apply(answer, server, pair), request);
    underWay.add(asked);
    const given = await asked.finally(() => underWay.delete(asked));
    // Also what was only read may depend on what is not committed yet.
    await store?.confirmed();
    if (given.status === 200) onDone?.(readOperation(request.headers), request.body.toString());
    return given;
  });
  server.removeAllListeners("request");
  server.on("request", front);

  const listening = await startServer(server, { port, purpose: "DynamoDB", variable: "DYNAMODB_PORT" });
  try {
    await createTables(`http://127.0.0.1:${listening.port}`, names);
  } catch (error) {
    await listening.close();
    throw error;
  }
  return {
    server,
    port: listening.port,
    async close() {
      closing = true;
      // Dynalite throws out of reach of any handler when its database closes under a request.
      await Promise.race([Promise.allSettled(underWay), wait(PATIENCE, undefined, { ref: false })]);
      await listening.close();
    },
  };
}

/** The operation's name, as it stands in `x-amz-target` after the version. */
function readOperation(headers: IncomingHttpHeaders): string {
  return String(headers["x-amz-target"]).split(".")[1] ?? "";
}

/** Calls dynalite's request listener with a request and a response in memory. Throws what it throws. */
function ask(answer: (request: object, response: object) => void, asked: Asked): Promise<Answer> {
  const { body, ...head } = asked;
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const headers: Answer["headers"] = {};
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
    answer(request, response);
    if (body.length > 0) request.emit("data", body);
    request.emit("end");
  } catch (error) {
    reject(error);
  }
  return promise;
}
