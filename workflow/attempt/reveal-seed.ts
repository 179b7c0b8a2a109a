import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import type { FetchRound } from "../beacon/fetch-round.ts";
import { computeSeed } from "../draw/seal.ts";
import { firstAttempt } from "./attempt.ts";

export type RevealSeed = ReturnType<typeof createRevealSeed>;

/** Creates the function that gives a sealed draw its seed, as soon as the beacon has published the round of its last seal. */
export function createRevealSeed({ ledger, fetchRound }: { ledger: Ledger; fetchRound: FetchRound }) {
  /** Returns the record with the seed. Other draws are returned as they are. Throws `BeaconUnreachable`, `InvalidItem`. */
  return async function revealSeed(record: DrawRecord): Promise<DrawRecord> {
    if (record.status !== "drawing" || record.seed !== undefined) return record;
    const { draw_no, draw_id, secret } = record;
    const seal = record.seals.at(-1);
    if (!seal || secret === undefined)
      throw new LotteryError("InvalidItem", `Draw ${draw_no} has neither a seed nor a seal.`);
    const signature = await fetchRound(seal.round);
    const revealed = { signature, seed: computeSeed(secret, signature) };
    const updated = await ledger.attempts.reveal(firstAttempt(record), revealed);
    return updated ?? (await ledger.readOwn(draw_no, draw_id));
  };
}
