import { setTimeout as wait } from "node:timers/promises";
import type { WebClient } from "@slack/web-api";
import { log } from "../../data/runtime/log.ts";
import { classifySlackError, NOT_INVITED } from "./classify-slack-error.ts";

/** Where a command was typed, in Slack's words. */
export interface Place {
  channelId: string;
  /** The channel's name, or `directmessage`, `privategroup`, `mpdm-…`. Empty where Slack does not say. */
  channelName: string;
}

/** Whether winners can be announced in a place, or why not. */
export type ChannelStatus = "open" | "direct-message" | "not-invited" | "archived";

export type CheckChannel = (place: Place) => Promise<ChannelStatus>;

/** With one person, or with several. */
function isDirectMessage({ channelId, channelName }: Place): boolean {
  return channelId.startsWith("D") || channelName === "directmessage" || channelName.startsWith("mpdm-");
}

/** Older private channels have ids of their own; newer ones look like public ones, but for their name. */
function isPrivate({ channelId, channelName }: Place): boolean {
  return channelId.startsWith("G") || channelName === "privategroup";
}

async function askSlack(slack: WebClient, { channelId }: Place): Promise<ChannelStatus> {
  try {
    const { channel } = await slack.conversations.info({ channel: channelId });
    if (channel?.is_im || channel?.is_mpim) return "direct-message";
    if (channel?.is_archived) return "archived";
    return channel?.is_member === false ? "not-invited" : "open";
  } catch (error) {
    const verdict = classifySlackError(error);
    if (verdict.kind === "refused" && NOT_INVITED.has(verdict.reason)) return "not-invited";
    throw error;
  }
}

/** Slack's error code where it has one. */
function nameTrouble(error: unknown): string {
  const verdict = classifySlackError(error);
  if (verdict.kind !== "transient") return verdict.reason;
  return error instanceof Error ? error.name : "unknown";
}

/**
 * Judges whether the bot can announce winners where a draw is requested. Direct messages show themselves in what Slack
 * sends. In a public channel the bot may post without being invited. A private channel is known to Slack alone, which is
 * asked; without its answer within `patience` milliseconds the place counts as open, since a check must not stop a draw.
 */
export function createCheckChannel({
  connect,
  patience,
}: {
  connect: () => Promise<WebClient>;
  patience: number;
}): CheckChannel {
  return async (place) => {
    if (isDirectMessage(place)) return "direct-message";
    if (!isPrivate(place)) return "open";
    const giveUp = new AbortController();
    try {
      const asked = connect().then((slack) => askSlack(slack, place));
      const late = wait(patience, undefined, { signal: giveUp.signal }).then(() => undefined);
      const verdict = await Promise.race([asked, late]);
      if (verdict) return verdict;
      log("warn", "channel-not-checked", { reason: "no answer in time" });
    } catch (error) {
      log("warn", "channel-not-checked", { reason: nameTrouble(error) });
    } finally {
      giveUp.abort();
    }
    return "open";
  };
}
