import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from "@slack/web-api";

/** Slack failed during the call. The call may have had its effect. */
const FAILED = new Set([
  "internal_error",
  "fatal_error",
  "request_timeout",
  "service_unavailable",
  "update_failed",
]);

/** Slack did nothing. The same call can succeed later. */
const POSTPONED = new Set([
  "ratelimited",
  "rate_limited",
  "message_limit_exceeded",
  "team_added_to_org",
  "external_channel_migrating",
  "streaming_state_conflict",
]);

/** The app was not given the scope of a method. */
export const MISSING_SCOPE = "missing_scope";

/** Slack does not accept the token or the app's installation, in any channel. Only the administrator can fix that. */
const UNAUTHORIZED = new Set([
  "not_authed",
  "invalid_auth",
  "account_inactive",
  "token_revoked",
  "token_expired",
  MISSING_SCOPE,
  "not_allowed_token_type",
  "org_login_required",
  "two_factor_setup_required",
  "team_access_not_granted",
  "enterprise_is_restricted",
  "accesslimited",
]);

/** Slack's error codes for a channel to which the bot must be invited. */
export const NOT_INVITED = new Set(["not_in_channel", "channel_not_found", "no_permission"]);

/** What a failed call to Slack means for the caller. */
export type SlackErrorClass =
  /** Another try may succeed. `mayHavePosted`: the call may have had its effect. `retryAfter`: Slack's pause in ms. */
  | { kind: "transient"; mayHavePosted: boolean; retryAfter?: number }
  | { kind: "unauthorized"; reason: string }
  /** No retry helps until something in Slack changes. `reason` is Slack's error code. */
  | { kind: "refused"; reason: string };

/**
 * Classifies the error of a call to Slack. Slack can add errors at any time. An unknown error is treated as permanent,
 * so that it is reported instead of retried silently.
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

/** Returns Slack's error code, or the name of another error. */
export function nameSlackError(error: unknown): string {
  const failure = classifySlackError(error);
  if (failure.kind !== "transient") return failure.reason;
  return error instanceof Error ? error.name : "unknown";
}
