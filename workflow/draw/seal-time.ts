import type { Seal } from "../../data/ledger/sealing.ts";
import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";
import { roundTime } from "../beacon/chain.ts";

/** Slack's id of a message: the time at which Slack accepted it, in Unix seconds. */
const SLACK_TIME = /^\d{1,12}(\.\d{1,9})?$/;

/** Returns when the message with a seal was posted, in Unix milliseconds; undefined if it is unknown. */
export function findPostingTime({ message_ts }: Seal): number | undefined {
  return message_ts !== undefined && SLACK_TIME.test(message_ts) ? Number(message_ts) * 1_000 : undefined;
}

/**
 * Returns how many seconds a seal was in the channel before the beacon published its round: negative if it was posted
 * later, undefined if it is unknown when.
 */
export function findLead(seal: Seal, chain: BeaconChain): number | undefined {
  const posted = findPostingTime(seal);
  return posted === undefined ? undefined : (roundTime(chain, seal.round) - posted) / 1_000;
}

/** Whether a seal was in the channel before the beacon published its round. Slack's clock decides. */
export function isInTime(seal: Seal, chain: BeaconChain): boolean {
  return (findLead(seal, chain) ?? 0) > 0;
}

/** Rounds the seconds of a lead for people: down, so that a seal is never called earlier than it was. */
export function roundLead(seconds: number): number {
  return seconds < 2 ? Math.floor(seconds * 10) / 10 : Math.floor(seconds);
}
