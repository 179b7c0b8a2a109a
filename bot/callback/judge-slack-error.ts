import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from "@slack/web-api";

/** The channel, or the person, takes no message from the bot until somebody sees to it: no retry helps. */
const CLOSED = new Set([
  "channel_not_found",
  "not_in_channel",
  "is_archived",
  "restricted_action",
  "restricted_action_read_only_channel",
  "user_not_in_channel",
  "user_not_found",
  "user_disabled",
  "messages_tab_disabled",
  "cannot_dm_bot",
]);

/** Slack's own troubles: the message may be there all the same. */
const UNSURE = new Set(["internal_error", "fatal_error", "request_timeout", "service_unavailable"]);

export interface SlackVerdict {
  /** Whether the message may stand in the channel all the same. */
  mayStand: boolean;
  /** Slack's word for a channel or a person that takes nothing until somebody lets the bot in. */
  closed?: string;
  /** How long Slack wants to be left alone, in milliseconds. */
  retryAfter?: number;
}

/** What a failed call to post says about whether the message stands in the channel. */
export function judgeSlackError(error: unknown): SlackVerdict {
  if (error instanceof WebAPIRateLimitedError)
    return { mayStand: false, retryAfter: error.retryAfter * 1_000 };
  if (error instanceof WebAPIHTTPError) return { mayStand: error.statusCode >= 500 };
  if (!(error instanceof WebAPIPlatformError)) return { mayStand: true };
  if (CLOSED.has(error.data.error)) return { mayStand: false, closed: error.data.error };
  return { mayStand: UNSURE.has(error.data.error) };
}
