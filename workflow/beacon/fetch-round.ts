import * as z from "zod";
import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";
import { NEW_CONNECTION } from "../../data/runtime/connections.ts";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { log } from "../../data/runtime/log.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";

/** Bytes. A round has about 250. */
const MOST_BYTES = 4_096;

/** What a relay returns for a round. The randomness in it is a digest of the signature, so it is not needed. */
const publishedRound = jsonOf(z.object({ round: z.number(), signature: z.string() }));

interface FetchRoundDependencies {
  /** The URLs of the relays, without a slash at the end. */
  relays: readonly string[];
  chain: BeaconChain;
  /** How long a relay may take, in milliseconds. */
  timeoutMs?: number;
}

/** Why an answer of a relay does not count. */
class NoRound extends Error {}

export type FetchRound = ReturnType<typeof createFetchRound>;

/** Creates the function that fetches rounds of a chain from relays, none of which is trusted. */
export function createFetchRound({ relays, chain, timeoutMs = 5_000 }: FetchRoundDependencies) {
  /** Returns the genuine signature of a round from one relay. */
  async function askRelay(relay: string, round: number, cancelled: AbortSignal): Promise<string> {
    // Loading the curve's code takes long enough to matter for the timeout.
    const { isGenuine } = await import("./round-signature.ts");
    const signal = AbortSignal.any([cancelled, AbortSignal.timeout(timeoutMs)]);
    const answer = await readAnswer(`${relay}/${chain.hash}/public/${round}`, signal);
    // Another relay may have been faster. Checking a signature takes as long as many answers.
    cancelled.throwIfAborted();
    const { success, data } = safeParse(publishedRound, answer);
    if (!success) throw new NoRound("malformed");
    if (data.round !== round) throw new NoRound("wrong-round");
    if (!isGenuine(chain, round, data.signature)) throw new NoRound("not-genuine");
    return data.signature;
  }

  /**
   * Returns the signature of a round, in hex. Asks all relays at once and takes the first genuine answer. Throws
   * `BeaconUnreachable` if there is none.
   */
  return async function fetchRound(round: number): Promise<string> {
    const cancellation = new AbortController();
    const failures: string[] = [];
    const requests = relays.map(async (relay) => {
      try {
        return await askRelay(relay, round, cancellation.signal);
      } catch (error) {
        if (!cancellation.signal.aborted) {
          const { host } = new URL(relay);
          const reason = findReason(error);
          log("warn", "beacon-relay-failed", { relay: host, round, reason });
          failures.push(`${host}: ${reason}`);
        }
        throw error;
      }
    });
    try {
      return await Promise.any(requests);
    } catch (cause) {
      const message = `No relay has a genuine round ${round} (${failures.join(", ")}).`;
      throw new LotteryError("BeaconUnreachable", message, { facts: { round }, cause });
    } finally {
      cancellation.abort();
    }
  };
}

/** Returns the body of a response with the status 200. A redirect has another status. */
async function readAnswer(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, {
    signal,
    redirect: "manual",
    headers: NEW_CONNECTION,
  });
  if (response.status !== 200) throw new NoRound(`status-${response.status}`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new NoRound("too-large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function findReason(error: unknown): string {
  if (error instanceof NoRound) return error.message;
  return error instanceof Error && error.name === "TimeoutError" ? "timeout" : "unreachable";
}
