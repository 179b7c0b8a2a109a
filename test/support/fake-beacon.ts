import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import { promisify } from "node:util";
import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";
import { createAnswerRounds, sendJson, sendRound } from "../../infra/cli/relay/answer-rounds.ts";
import { createTestChain } from "../../infra/cli/relay/test-chain.ts";
import { roundTime } from "../../workflow/beacon/chain.ts";
import { findFreePort } from "./find-free-port.ts";

/** Sends a part again and again, until the client closes the connection. */
function sendForever(response: ServerResponse, part: string, everyMs: number) {
  response.writeHead(200, { "content-type": "application/json" });
  const timer = setInterval(() => response.write(part), everyMs);
  response.on("close", () => clearInterval(timer));
}

interface Request {
  round: number;
  /** The chain's signature of a round. */
  sign: (round: number) => string;
  /** The signature of another chain. */
  signElsewhere: (round: number) => string;
  response: ServerResponse;
}

/** Where the fault `redirect` leads: a genuine round. */
const MOVED = "moved";

/** How a relay responds, by its fault. */
const faults = {
  "tampered signature": ({ round, sign, response }: Request) => {
    const signature = sign(round);
    const last = signature.endsWith("0") ? "1" : "0";
    sendRound(response, round, signature.slice(0, -1) + last);
  },
  "wrong round": ({ round, sign, response }: Request) => sendRound(response, round - 1, sign(round - 1)),
  "another round's signature": ({ round, sign, response }: Request) =>
    sendRound(response, round, sign(round - 1)),
  "another chain's signature": ({ round, signElsewhere, response }: Request) =>
    sendRound(response, round, signElsewhere(round)),
  "no round yet": ({ response }: Request) => sendJson(response, { error: "Requested future beacon" }, 425),
  "no such chain": ({ response }: Request) => sendJson(response, {}, 404),
  html: ({ response }: Request) =>
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Log in</title>"),
  "other JSON": ({ response }: Request) => sendJson(response, []),
  redirect: ({ round, response }: Request) =>
    response.writeHead(302, { location: `/${MOVED}/public/${round}` }).end(),
  "huge body": ({ response }: Request) => sendForever(response, " ".repeat(10_000), 1),
  "endless body": ({ response }: Request) => sendForever(response, " ", 20),
  silent: () => undefined,
  "closed connection": ({ response }: Request) => response.destroy(),
} satisfies Record<string, (request: Request) => unknown>;

/** `down` refuses connections. */
export type RelayFault = keyof typeof faults | "down";
const isResponse = (name: string): name is keyof typeof faults => Object.hasOwn(faults, name);
export const relayFaults: readonly RelayFault[] = [...Object.keys(faults).filter(isResponse), "down"];

interface Chain {
  chain: BeaconChain;
  sign: (round: number) => string;
  signElsewhere: (round: number) => string;
  now: () => Date;
}

/** Starts one relay. Its port stays the same, also if it is down for some time. */
async function startRelay({ chain, sign, signElsewhere, now }: Chain, fault?: RelayFault) {
  let current = fault;
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    const [, chainHash, , digits] = request.url?.split("/") ?? [];
    const round = Number(digits);
    const isPublished = chainHash === chain.hash && roundTime(chain, round) <= now().getTime();
    if (chainHash === MOVED) sendRound(response, round, sign(round));
    else if (!isPublished || current === undefined || current === "down") answerRounds(request, response);
    else faults[current]({ round, sign, signElsewhere, response });
  });
  const answerRounds = createAnswerRounds({ chain, sign }, () => now().getTime());
  const port = await findFreePort();
  const setFault = async (next?: RelayFault) => {
    current = next;
    if (next === "down") await close(server);
    else if (!server.listening) await once(server.listen(port, "127.0.0.1"), "listening");
  };
  await setFault(fault);
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    /** How many requests it received. */
    requests: () => requests,
    /** How many requests are open. */
    connections: () => promisify(server.getConnections.bind(server))(),
    /** Gives it a fault, or none. */
    setFault,
  };
}

async function close(server: Server) {
  if (!server.listening) return;
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}

interface Options {
  /** The fault of each relay, or `undefined` for an honest one. */
  relays?: readonly (RelayFault | undefined)[];
  /** Seconds between two rounds. */
  period?: number;
  /** The relays publish the rounds that this clock has reached. */
  now?: () => Date;
}

export type FakeBeacon = Awaited<ReturnType<typeof startFakeBeacon>>;

/**
 * Starts relays of a chain with its own key, on free ports. The chain is older than all clocks of the tests. Programs use
 * it with the settings `variables`.
 */
export async function startFakeBeacon({
  relays: wanted = [undefined],
  period = 1,
  now = () => new Date(),
}: Options = {}) {
  const times = { genesisTime: 1_700_000_000, period };
  const { chain, sign } = createTestChain(times);
  const signElsewhere = (round: number) => createTestChain(times).sign(round);
  const relays = await Promise.all(
    wanted.map((fault) => startRelay({ chain, sign, signElsewhere, now }, fault)),
  );
  return {
    chain,
    relays,
    /** Returns the genuine signature of a round, published or not. */
    sign,
    variables: {
      LOTTERY_BEACON: "drand",
      LOTTERY_BEACON_RELAYS: relays.map(({ url }) => url).join(","),
      LOTTERY_BEACON_CHAIN: JSON.stringify(chain),
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(relays.map((relay) => relay.setFault("down")));
    },
  };
}
