import { hash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import { promisify } from "node:util";
import { bls12_381 } from "@noble/curves/bls12-381.js";
import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";
import { roundTime } from "../../workflow/beacon/chain.ts";
import { findFreePort } from "./find-free-port.ts";

const { shortSignatures } = bls12_381;
type Keys = ReturnType<typeof shortSignatures.keygen>;

/** Signs a round as drand's networks with short signatures do. */
function signRound({ secretKey }: Keys, round: number): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(round));
  const point = shortSignatures.hash(
    hash("sha256", message, "buffer"),
    "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_",
  );
  return shortSignatures.Signature.toHex(shortSignatures.sign(point, secretKey));
}

const sendJson = (response: ServerResponse, body: object, status = 200) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

const sendRound = (response: ServerResponse, round: number, signature: string) =>
  sendJson(response, { round, randomness: hash("sha256", Buffer.from(signature, "hex")), signature });

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
    if (chainHash === MOVED) sendRound(response, round, sign(round));
    else if (chainHash !== chain.hash) sendJson(response, {}, 404);
    else if (roundTime(chain, round) > now().getTime()) faults["no round yet"]({ round, ...here, response });
    else if (current === undefined || current === "down") sendRound(response, round, sign(round));
    else faults[current]({ round, ...here, response });
  });
  const here = { sign, signElsewhere };
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
  const keys = shortSignatures.keygen();
  const chain: BeaconChain = {
    hash: randomBytes(32).toString("hex"),
    public_key: keys.publicKey.toHex(),
    genesis_time: 1_700_000_000,
    period,
  };
  const signatures = new Map<number, string>();
  const sign = (round: number) => {
    const signature = signatures.get(round) ?? signRound(keys, round);
    signatures.set(round, signature);
    return signature;
  };
  const signElsewhere = (round: number) => signRound(shortSignatures.keygen(), round);
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
