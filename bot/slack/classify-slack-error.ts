import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from "@slack/web-api";

/** Slack failed on the way: the call may have had its effect. */
const FAILED = new Set([
  "internal_error",
  "fatal_error",
  "request_timeout",
  "service_unavailable",
  "update_failed",
]);

/** Slack did nothing, and the same call succeeds later. */
const POSTPONED = new Set([
  "ratelimited",
  "rate_limited",
  "message_limit_exceeded",
  "team_added_to_org",
  "external_channel_migrating",
  "streaming_state_conflict",
]);

/** The token or the app's installation is not accepted, whatever the channel: only the maintainer can change that. */
const UNAUTHORIZED = new Set([
  "not_authed",
  "invalid_auth",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "missing_scope",
  "not_allowed_token_type",
  "org_login_required",
  "two_factor_setup_required",
  "team_access_not_granted",
  "enterprise_is_restricted",
  "accesslimited",
]);

/** Slack's codes for a channel that the bot has to be invited into. */
export const NOT_INVITED = new Set(["not_in_channel", "channel_not_found", "no_permission"]);

export type SlackErrorClass =
  /** Worth another try. `mayHavePosted`: the call may have had its effect. `retryAfter`: Slack's pause, in milliseconds. */
  | { kind: "transient"; mayHavePosted: boolean; retryAfter?: number }
  | { kind: "unauthorized"; reason: string }
  /** No retry helps: something in Slack must be changed first. `reason` is Slack's error code. */
  | { kind: "refused"; reason: string };

/**
 * What a failed call to Slack means. Slack adds errors at any time, so the transient ones are listed; an error that
 * nobody has heard of is permanent, and reported rather than retried silently.
 */
export function classifySlackError(error: unknown): SlackErrorClass {
  // A rate limit does not prove that nothing was posted: https://github.com/argoproj-labs/argocd-notifications/issues/211
  if (error instanceof WebAPIRateLimitedError)
    return { kind: "transient", mayHavePosted: true, retryAfter: error.retryAfter * 1_000 };
  if (error instanceof WebAPIHTTPError) return { kind: "transient", mayHavePosted: error.statusCode >= 500 };
  if (!(error instanceof WebAPIPlatformError)) return { kind: "transient", mayHavePosted: true };
  const reason = error.data.error;
  if (FAILED.has(reason)) return { kind: "transient", mayHavePosted: true };
  if (POSTPONED.has(reason)) return { kind: "transient", mayHavePosted: false };
  if (UNAUTHORIZED.has(reason)) return { kind: "unauthorized", reason };
  return { kind: "refused", reason };
}
