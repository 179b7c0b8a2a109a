import type { WebClient } from "@slack/web-api";
import { log } from "../../data/runtime/log.ts";
import { classifySlackError, NOT_INVITED, nameSlackError } from "./classify-slack-error.ts";
import { inTime } from "./in-time.ts";

/** The channel in which a command was typed, as Slack describes it. */
export interface Channel {
  channelId: string;
  /** The channel's name, or `directmessage`, `privategroup`, `mpdm-…`. Empty if Slack does not send it. */
  channelName: string;
}

/** `open` if winners can be announced in the channel, otherwise why not. */
export type ChannelStatus = "open" | "direct-message" | "not-allowed" | "not-invited" | "archived";

export type CheckChannel = (channel: Channel) => Promise<ChannelStatus>;

/** A direct message to one person or to several. */
function isDirectMessage({ channelId, channelName }: Channel): boolean {
  return channelId.startsWith("D") || channelName === "directmessage" || channelName.startsWith("mpdm-");
}

/** Ids of older private channels begin with G. Newer ones differ from public channels only by this name. */
function isPrivate({ channelId, channelName }: Channel): boolean {
  return channelId.startsWith("G") || channelName === "privategroup";
}

async function readStatus(slack: WebClient, { channelId }: Channel): Promise<ChannelStatus> {
  try {
    const { channel } = await slack.conversations.info({ channel: channelId });
    if (channel?.is_im || channel?.is_mpim) return "direct-message";
    if (channel?.is_archived) return "archived";
    // In a public channel the bot may post without being invited.
    return channel?.is_private !== false && channel?.is_member === false ? "not-invited" : "open";
  } catch (error) {
    const failure = classifySlackError(error);
    if (failure.kind === "refused" && NOT_INVITED.has(failure.reason)) return "not-invited";
    throw error;
  }
}

/**
 * Checks whether draws may be made in a channel, and whether the bot can announce winners there. The request itself identifies
 * a direct message. `listAllowed` returns the channels in which draws may be made; if there are none, any channel is allowed.
 * In a public channel the bot may post without being invited. For a private channel it asks Slack. If Slack does not respond
 * in time, the channel counts as open, because a check must not prevent a draw.
 */
export function createCheckChannel({
  connect,
  listAllowed,
  timeoutMs,
}: {
  connect: () => Promise<WebClient>;
  listAllowed: () => Promise<readonly string[]>;
  timeoutMs: number;
}): CheckChannel {
  const askSlack = async (channel: Channel): Promise<ChannelStatus> => {
    if (!isPrivate(channel)) return "open";
    try {
      const status = connect().then((slack) => readStatus(slack, channel));
      const known = await inTime(status, timeoutMs);
      if (known) return known;
      log("warn", "channel-not-checked", { reason: "timeout" });
    } catch (error) {
      log("warn", "channel-not-checked", { reason: nameSlackError(error) });
    }
    return "open";
  };

  return async function checkChannel(channel) {
    if (isDirectMessage(channel)) return "direct-message";
    const [allowed, status] = await Promise.all([listAllowed(), askSlack(channel)]);
    return allowed.length === 0 || allowed.includes(channel.channelId) ? status : "not-allowed";
  };
}
