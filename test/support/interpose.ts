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
import type { Endpoints } from "../../infra/local/settings/set-environment.ts";
import { createIdleConnections } from "./idle-connections.ts";

type Service = keyof Endpoints;

/** What goes wrong with a request. */
type Kind =
  /** It is not done: the connection breaks before. */
  | "refused"
  /** It is done, but the connection breaks before the answer. */
  | "lost"
  /** It is not done, and answered by an error of the service; the next try by its word for too many requests. */
  | "failed"
  /** The connection breaks, and it is done later: as soon as the same has been asked again and answered, or at the end. */
  | "late"
  /** The same, but always at the end, when all is over. */
  | "veryLate"
  /**
   * The function was frozen before the call, and every connection that was idle then is dead. Nobody tells the client:
   * its next request on such a connection is not done, and is reset.
   */
  | "frozen"
  /** Somebody stops every execution just before the call, which is done all the same. */
  | "stopped";

/** Those that strike the request itself. */
type Mishap = Exclude<Kind, "frozen" | "stopped">;

export interface Fault {
  kind: Kind;
  /** Which call it strikes, from 1 on. What a client tries several times by itself is one call. */
  at: number;
  /**
   * The first try of the call alone; all its tries; everything from there on until the outage is ended; or everything
   * from there on.
   */
  extent: "try" | "call" | "outage" | "rest";
}

/** Asked at each new call: what is to go wrong with it, if anything. */
export type Chance = () => Omit<Fault, "at"> | undefined;

/** What a service answers instead of doing what is asked; undefined if it does it. */
export type Refusal = (service: Service, path: string) => { status: number; body: string } | undefined;

interface Asked {
  service: Service;
  target: URL;
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

interface Call {
  /** From 1 on. */
  number: number;
  tries: number;
  what: string;
  /** What goes wrong with this one alone. */
  fault?: Fault;
}

interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

/** How the services say that they failed, and that it is too much for them. */
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
  page: { failed: [500, "Internal Server Error"], throttled: [429, "Too Many Requests"] },
} as const satisfies Record<Service, Record<string, readonly [number, string]>>;

/**
 * Stands between the handlers and the services, counts the calls, and lets one of them go wrong. What passes while
 * nothing is armed is neither counted nor touched.
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
  /** The calls so far, by the name that the SDK gives to all tries of one; the names of Slack's are made up. */
  const calls = new Map<string, Call>();
  /** What is to be done late, by what is asked. */
  const late: { asked: Asked; key: string }[] = [];

  const ask = async ({ target, method, path, headers, body }: Asked): Promise<Answer> => {
    const outgoing = request(target, { method, path, headers, agent });
    outgoing.end(body);
    const [incoming]: IncomingMessage[] = await once(outgoing, "response");
    if (!incoming) throw new Error("There is no answer.");
    return { status: incoming.statusCode ?? 502, headers: incoming.headers, body: await buffer(incoming) };
  };

  const keyOf = ({ service, path, headers, body }: Asked) =>
    [service, path, headers["x-amz-target"], body.toString("latin1")].join(" ");

  /** Lets chance decide what goes wrong with a new call. */
  const meet = (call: Call): Call => {
    const struck = chance();
    if (!struck) return call;
    const own = { ...struck, at: call.number };
    if (own.extent === "try" || own.extent === "call") return { ...call, fault: own };
    fault ??= own;
    return call;
  };

  const count = (service: Service, { headers, url }: IncomingMessage) => {
    const invocation = headers["amz-sdk-invocation-id"];
    const name = typeof invocation === "string" ? invocation : `${service}-${calls.size}`;
    const what = `${service} ${headers["x-amz-target"] ?? url}`;
    const call = calls.get(name) ?? meet({ number: calls.size + 1, tries: 0, what });
    call.tries++;
    calls.set(name, call);
    return call;
  };

  const isStruck = ({ number, tries }: Call, fault: Fault) => {
    if (fault.extent === "rest" || fault.extent === "outage") return number >= fault.at;
    // A second try meets the service's other error.
    return number === fault.at && (fault.extent === "call" || tries <= (fault.kind === "failed" ? 2 : 1));
  };

  /** The answer, or undefined where the connection is to break. */
  const suffer = async (asked: Asked, kind: Mishap, tries: number): Promise<Answer | undefined> => {
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

  const handle = async (asked: Asked, call: Call, kind: Mishap | undefined): Promise<Answer | undefined> => {
    call.what += ` ${asked.body.toString().slice(0, 300)}`;
    if (kind) return suffer(asked, kind, call.tries);
    // Slack has no word by which it would know a message again: what comes late there must come before it is looked for.
    if (asked.service === "page") await doLate((key) => key.startsWith("page "));
    const answer = await ask(asked);
    if (late.length > 0) {
      const key = keyOf(asked);
      await doLate((due) => due === key);
    }
    return answer;
  };

  const connections = createIdleConnections();

  const serve = (service: Service, target: URL, handOn: RequestListener): Server => {
    const meddle = async (incoming: IncomingMessage, outgoing: ServerResponse, call: Call, kind?: Mishap) => {
      const { method = "GET", url: path = "/", headers } = incoming;
      const body = await buffer(incoming);
      const asked = { service, target, method, path, headers, body };
      const answer = await handle(asked, call, kind).catch((error: unknown) => {
        // What breaks behind here breaks the same way in front.
        if (error instanceof Error && "code" in error && error.code === "ECONNRESET") return undefined;
        throw error;
      });
      if (answer) outgoing.writeHead(answer.status, answer.headers).end(answer.body);
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
      const struck = call && own && isStruck(call, own) ? own.kind : undefined;
      if (struck === "frozen") connections.forgetIdle();
      if (connections.isForgotten(incoming)) return void incoming.socket.resetAndDestroy();
      connections.use(incoming, outgoing);
      if (struck === "stopped") {
        fault = undefined;
        return void stopExecutions().then(() => handOn(incoming, outgoing));
      }
      const kind = struck === "frozen" ? undefined : struck;
      // What nothing befalls needs no second connection to the service.
      if (!call || (!kind && late.length === 0)) return handOn(incoming, outgoing);
      return void meddle(incoming, outgoing, call, kind);
    });
    server.keepAliveTimeout = 60_000;
    return server;
  };

  const running = things.move();
  return {
    /** Opens a way to the service at `url`, whose server it is, that leads through here. */
    async reach(service: Service, url: string, server: Server): Promise<string> {
      const handOn: RequestListener = (...pair) => void server.emit("request", ...pair);
      const listening = await startServer(serve(service, new URL(url), handOn), {
        port: 0,
        purpose: service,
        variable: "none",
      });
      running.defer(() => listening.close());
      return `http://localhost:${listening.port}`;
    },

    /** Counts from 1 again, and lets this go wrong. */
    arm(next?: Fault) {
      calls.clear();
      fault = next;
      isCounting = true;
    },

    /** Counts from 1 again, and lets go wrong what chance strikes. */
    armByChance(next: Chance) {
      calls.clear();
      fault = undefined;
      chance = next;
      isCounting = true;
    },

    /** What a stop of all executions is. */
    onStop(stop: () => Promise<void>) {
      stopExecutions = stop;
    },

    /** From now on these calls are refused, whatever else goes wrong; without an argument none is. */
    refuse(refusal: Refusal = () => undefined) {
      refuse = refusal;
    },

    /** Lets everything pass again if it is but an outage that is armed. */
    endOutage() {
      if (fault?.extent === "outage") fault = undefined;
    },

    /** Lets everything pass again, does what is late, and tells how many calls there were. */
    async disarm(): Promise<number> {
      isCounting = false;
      fault = undefined;
      chance = () => undefined;
      await doLate(() => true);
      return calls.size;
    },

    /** Makes all connections that are idle now dead, as if every function had been frozen. Returns how many. */
    freeze: connections.forgetIdle,

    /** What was called, in order. */
    calls: () => [...calls.values()].map(({ what }) => what),

    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
