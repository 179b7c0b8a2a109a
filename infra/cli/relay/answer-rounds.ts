import { hash } from "node:crypto";
import type { RequestListener, ServerResponse } from "node:http";
import { roundTime } from "../../../workflow/beacon/chain.ts";
import type { TestChain } from "./test-chain.ts";

export function sendJson(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

export function sendRound(response: ServerResponse, round: number, signature: string): void {
  sendJson(response, { round, randomness: hash("sha256", Buffer.from(signature, "hex")), signature });
}

/** Creates a listener that answers like drand's relays: `/<chain>/public/<round>` and `/<chain>/info`. `now` is in ms. */
export function createAnswerRounds({ chain, sign }: TestChain, now: () => number): RequestListener {
  return function answerRounds({ url = "" }, response) {
    const [, chainHash, kind, digits = ""] = url.split("/");
    if (chainHash !== chain.hash) return sendJson(response, {}, 404);
    if (kind === "info") return sendJson(response, chain);
    if (kind !== "public" || !/^[1-9]\d{0,14}$/.test(digits)) return sendJson(response, {}, 404);
    const round = Number(digits);
    if (roundTime(chain, round) > now()) return sendJson(response, { error: "Requested future beacon" }, 425);
    sendRound(response, round, sign(round));
  };
}
