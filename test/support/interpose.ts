import { once } from "node:events";
import {
  Agent,
  createServer,
  type IncomingMessage,
  type RequestListener,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import { buffer } from "node:stream/consumers";
import { startServer } from "../../infra/local/http/listen.ts";
import { createIdleConnections } from "./idle-connections.ts";
import type { Chance, Fault, Refusal, RequestFault, Service } from "./request-faults.ts";

interface Asked {
  service: Service;
  target: URL;
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

interface Call {
  /** From 1. */
  number: number;
  service: Service;
  /** Among the calls to this service, from 1. */
  numberInService: number;
  tries: number;
  what: string;
  /** The fault of this call only. */
  fault?: Fault;
}

interface ServiceResponse {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

/** The responses of the services for an internal error and for throttling. */
const refusals = {
  dynamodb: {
    failed: [500, '{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError"}'],
    throttled: [400, '{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"}'],
  },
  stepFunctions: {
    failed: [500, '{"__type":"InternalFailure"}'],
    throttled: [400, '{"__type":"ThrottlingException"}'],
  },
  sns: {
    failed: [
      500,
      "<ErrorResponse><Error><Type>Receiver</Type><Code>InternalError</Code></Error></ErrorResponse>",
    ],
    throttled: [
      400,
      "<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code></Error></ErrorResponse>",
    ],
  },
  lambda: {
    failed: [500, '{"Type":"Service"}'],
    throttled: [429, '{"Type":"User"}'],
  },
  page: { failed: [500, "Internal Server Error"], throttled: [429, "Too Many Requests"] },
  beacon: { failed: [500, "Internal Server Error"], throttled: [429, "Too Many Requests"] },
} as const satisfies Record<Service, Record<string, readonly [number, string]>>;

/**
 * A layer between the handlers and the services. It counts the calls and makes one of them fail. While nothing is armed,
 * it passes on everything without counting.
 */
export async function interpose() {
  await using things = new AsyncDisposableStack();
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  things.defer(() => agent.destroy());

  let fault: Fault | undefined;
  let chance: Chance = () => undefined;
  let refuse: Refusal = () => undefined;
  let isCounting = false;
  let stopExecutions = () => Promise.resolve();
  /** The calls so far, by the id that the SDK gives to all tries of a call; the ids of Slack's calls are invented. */
  const calls = new Map<string, Call>();
  /** The requests that are executed late, by their content. */
  const late: { asked: Asked; key: string }[] = [];

  const ask = async ({ target, method, path, headers, body }: Asked): Promise<ServiceResponse> => {
    const outgoing = request(target, { method, path, headers, agent });
    outgoing.end(body);
    const [incoming]: IncomingMessage[] = await once(outgoing, "response");
    if (!incoming) throw new Error("There is no response.");
    return { status: incoming.statusCode ?? 502, headers: incoming.headers, body: await buffer(incoming) };
  };

  const keyOf = ({ service, path, headers, body }: Asked) =>
    [service, path, headers["x-amz-target"], body.toString("latin1")].join(" ");

  /** Chooses the fault of a new call at random. */
  const chooseFault = (call: Call): Call => {
    const random = chance();
    if (!random) return call;
    const own = { ...random, at: call.number };
    if (own.extent === "try" || own.extent === "call") return { ...call, fault: own };
    fault ??= own;
    return call;
  };

  const count = (service: Service, { headers, url }: IncomingMessage) => {
    const invocation = headers["amz-sdk-invocation-id"];
    const name = typeof invocation === "string" ? invocation : `${service}-${calls.size}`;
    const what = `${service} ${headers["x-amz-target"] ?? url}`;
    const call =
      calls.get(name) ??
      chooseFault({
        number: calls.size + 1,
        service,
        numberInService: [...calls.values()].filter((each) => each.service === service).length + 1,
        tries: 0,
        what,
      });
    call.tries++;
    calls.set(name, call);
    return call;
  };

  const isAffected = (call: Call, fault: Fault) => {
    if (fault.service !== undefined && fault.service !== call.service) return false;
    const number = fault.service === undefined ? call.number : call.numberInService;
    const { tries } = call;
    if (fault.extent === "rest" || fault.extent === "outage") return number >= fault.at;
    // The second try gets the service's other error.
    return number === fault.at && (fault.extent === "call" || tries <= (fault.kind === "failed" ? 2 : 1));
  };

  /** Returns the response, or undefined if the connection breaks. */
  const simulateFault = async (
    asked: Asked,
    kind: RequestFault,
    tries: number,
  ): Promise<ServiceResponse | undefined> => {
    if (kind === "lost") await ask(asked);
    if (kind === "late" || (kind === "veryLate" && asked.service === "page"))
      late.push({ asked, key: keyOf(asked) });
    else if (kind === "veryLate") late.push({ asked, key: "" });
    if (kind !== "failed") return undefined;
    const [status, body] = refusals[asked.service][tries % 2 === 1 ? "failed" : "throttled"];
    return { status, headers: status === 429 ? { "retry-after": "1" } : {}, body: Buffer.from(body) };
  };

  const doLate = async (isDue: (key: string) => boolean) => {
    const due = late.filter(({ key }) => isDue(key));
    for (const each of due) {
      late.splice(late.indexOf(each), 1);
      await ask(each.asked);
    }
  };

  const handle = async (
    asked: Asked,
    call: Call,
    kind: RequestFault | undefined,
  ): Promise<ServiceResponse | undefined> => {
    call.what += ` ${asked.body.toString().slice(0, 300)}`;
    if (kind) return simulateFault(asked, kind, call.tries);
    // Slack does not deduplicate messages: a late post must arrive before the bot searches for it.
    if (asked.service === "page") await doLate((key) => key.startsWith("page "));
    const response = await ask(asked);
    if (late.length > 0) {
      const key = keyOf(asked);
      await doLate((due) => due === key);
    }
    return response;
  };

  const connections = createIdleConnections();

  const serve = (service: Service, target: URL, passOn: RequestListener): Server => {
    const interfere = async (
      incoming: IncomingMessage,
      outgoing: ServerResponse,
      call: Call,
      kind?: RequestFault,
    ) => {
      const { method = "GET", url: path = "/", headers } = incoming;
      const body = await buffer(incoming);
      const asked = { service, target, method, path, headers, body };
      const response = await handle(asked, call, kind).catch((error: unknown) => {
        // If the connection to the service breaks, the connection to the client breaks in the same way.
        if (error instanceof Error && "code" in error && error.code === "ECONNRESET") return undefined;
        throw error;
      });
      if (response) outgoing.writeHead(response.status, response.headers).end(response.body);
      else incoming.socket.destroy();
    };
    const server = createServer((incoming, outgoing) => {
      const refusal = refuse(service, incoming.url ?? "/");
      if (refusal) {
        incoming.resume();
        return void outgoing.writeHead(refusal.status).end(refusal.body);
      }
      const call = isCounting && !connections.isForgotten(incoming) ? count(service, incoming) : undefined;
      const own = call?.fault ?? fault;
      const current = call && own && isAffected(call, own) ? own.kind : undefined;
      if (current === "frozen") connections.forgetIdle();
      if (connections.isForgotten(incoming)) return void incoming.socket.resetAndDestroy();
      connections.use(incoming, outgoing);
      if (current === "stopped") {
        fault = undefined;
        return void stopExecutions().then(() => passOn(incoming, outgoing));
      }
      const kind = current === "frozen" ? undefined : current;
      // Without a fault, no second connection to the service is needed.
      if (!call || (!kind && late.length === 0)) return passOn(incoming, outgoing);
      return void interfere(incoming, outgoing, call, kind);
    });
    server.keepAliveTimeout = 60_000;
    return server;
  };

  const running = things.move();
  return {
    /** Opens a front of the service at `url`, which `server` serves. */
    async reach(service: Service, url: string, server: Server): Promise<string> {
      const passOn: RequestListener = (...pair) => void server.emit("request", ...pair);
      const listening = await startServer(serve(service, new URL(url), passOn), {
        port: 0,
        purpose: service,
        variable: "none",
      });
      running.defer(() => listening.close());
      return `http://localhost:${listening.port}`;
    },

    /** Restarts the count at 1 and arms this fault. */
    arm(next?: Fault) {
      calls.clear();
      fault = next;
      isCounting = true;
    },

    /** Restarts the count at 1 and arms random faults. */
    armByChance(next: Chance) {
      calls.clear();
      fault = undefined;
      chance = next;
      isCounting = true;
    },

    /** Sets the function that stops all executions. */
    onStop(stop: () => Promise<void>) {
      stopExecutions = stop;
    },

    /** Refuses these calls from now on, in addition to other faults. Without an argument, it refuses none. */
    refuse(refusal: Refusal = () => undefined) {
      refuse = refusal;
    },

    /** Ends the armed fault if it is an outage. */
    endOutage() {
      if (fault?.extent === "outage") fault = undefined;
    },

    /** Ends all faults, executes the late requests, and returns the number of calls. */
    async disarm(): Promise<number> {
      isCounting = false;
      fault = undefined;
      chance = () => undefined;
      await doLate(() => true);
      return calls.size;
    },

    /** Breaks all connections that are idle now, as if every function had been frozen. Returns their number. */
    freeze: connections.forgetIdle,

    /** The calls, in order. */
    calls: () => [...calls.values()].map(({ what }) => what),

    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
