import { createHash } from "node:crypto";
import type { PostSeal } from "../../bot/callback/post-seal.ts";
import type { Seal as StoredSeal } from "../../data/ledger/sealing.ts";
import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";
import { roundTime } from "../../workflow/beacon/chain.ts";
import type { FetchRound } from "../../workflow/beacon/fetch-round.ts";
import { orderSerials } from "../../workflow/draw/order.ts";
import { computeSeed } from "../../workflow/draw/seal.ts";
import { isInTime } from "../../workflow/draw/seal-time.ts";
import { UNSEALED } from "../support/persons.ts";
import type { Draw, Person, Seal } from "./world.ts";

/** Waits until the test lets a process make the request with this label. */
export type Hold = (label: string) => Promise<void>;

const PERIOD_SECONDS = 12;
/** How long before a round an odd time of the model is. */
const SHORT_LEAD_SECONDS = 1;
const chain: BeaconChain = {
  hash: "ab".repeat(32),
  public_key: "cd".repeat(96),
  genesis_time: PERIOD_SECONDS * 140_000_000,
  period: PERIOD_SECONDS,
};
const SIGNATURE = "ef".repeat(48);

const seedsOf = function* () {
  for (let i = 0; ; i++) yield createHash("sha256").update(`seed ${i}`).digest("hex");
};
const hasOrder = (seed: string, order: readonly Person[]) =>
  [...orderSerials(Buffer.from(seed, "hex"), order.length)].join() === order.join();

/** A value from which this order of the roster follows. */
function find(order: readonly Person[], toSeed: (value: string) => string): string {
  for (const value of seedsOf()) if (hasOrder(toSeed(value), order)) return value;
  throw new RangeError("There are no more seeds.");
}

/** The times of the model in seconds after its start: a round is published at each even time. */
function secondsOf(time: number): number {
  return Math.ceil(time / 2) * PERIOD_SECONDS - (time % 2) * SHORT_LEAD_SECONDS;
}

export type BeaconTime = ReturnType<typeof createBeaconTime>;

/** Converts times between the code and a model that starts at `start` (Unix ms), when a round is published. */
export function createBeaconTime(start: number) {
  const toRound = (time: number) =>
    1 + (start / 1_000 + secondsOf(time) - chain.genesis_time) / PERIOD_SECONDS;
  const toModelTime = (unixMs: number) => {
    for (let time = 0; ; time++) if (start + secondsOf(time) * 1_000 >= unixMs) return time;
  };
  return {
    secondsOf,
    toModel: ({ round, message_ts }: StoredSeal): Seal => ({
      round: toModelTime(roundTime(chain, round)),
      postedAt: message_ts === undefined ? null : toModelTime(Number(message_ts) * 1_000),
    }),
    toStored: ({ round, postedAt }: Seal): StoredSeal => ({
      round: toRound(round),
      seal: "00".repeat(32),
      ...(postedAt !== null && { message_ts: String(start / 1_000 + secondsOf(postedAt)) }),
    }),
  };
}

/** Starts of the code's clock are rounded up to this many milliseconds, so that a round is published at the start. */
export const START_MS = PERIOD_SECONDS * 1_000;

/** What a record of the code contains about its seals and its seed, which leads to this order. */
export function formatSealing({ sealing }: Draw, order: readonly Person[], { toStored }: BeaconTime) {
  if (!sealing) return { ...UNSEALED, seals: [], seed: find(order, (seed) => seed) };
  const secret = find(order, (value) => computeSeed(value, SIGNATURE));
  return {
    ...UNSEALED,
    beacon: "drand",
    chain: chain.hash,
    secret,
    seals: sealing.seals.map(toStored),
    ...(sealing.hasChannel && { channel_id: "C0LOTTERY" }),
  };
}

/** A channel and a beacon, which wait before each request. */
export function createSealingServices(now: () => Date) {
  const posts: { topic: string; ts: string }[] = [];
  return {
    chain,
    clear: () => {
      posts.length = 0;
    },
    connect: (hold: Hold) => {
      const fetchRound: FetchRound = async () => {
        await hold("fetch the round of the beacon");
        return SIGNATURE;
      };
      const topicOf = (id: string, seals: number) => `seal ${seals} of ${id}`;
      const postSeal: PostSeal = {
        async post({ draw_id, seals }, _channel, _seal, mayBePosted) {
          const topic = topicOf(draw_id, seals.length);
          if (mayBePosted) {
            await hold(`find ${topic}`);
            const found = posts.findLast((post) => post.topic === topic);
            if (found) return found.ts;
          }
          await hold(`post ${topic}`);
          const ts = String(now().getTime() / 1_000);
          posts.push({ topic, ts });
          return ts;
        },
        async findInTime({ draw_id, seals }, _channel, seal) {
          const topic = topicOf(draw_id, seals.length);
          await hold(`find ${topic} before its round`);
          return posts.findLast(
            (post) => post.topic === topic && isInTime({ ...seal, message_ts: post.ts }, chain),
          )?.ts;
        },
      };
      return { fetchRound, postSeal, wait: () => hold("wait") };
    },
  };
}
