import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from "@slack/web-api";
import { expect, test } from "vitest";
import { classifySlackError, NOT_INVITED, nameSlackError } from "../../../bot/slack/classify-slack-error.ts";

const refusal = (error: string) => new WebAPIPlatformError({ ok: false, error });
const httpError = (status: number) => new WebAPIHTTPError(status, "", {}, "");

test.each(["internal_error", "fatal_error", "request_timeout", "service_unavailable", "update_failed"])(
  "%s: Slack failed, and the call may have had its effect",
  (code) => {
    expect(classifySlackError(refusal(code))).toEqual({ kind: "transient", mayHavePosted: true });
  },
);

test.each([
  "ratelimited",
  "rate_limited",
  "message_limit_exceeded",
  "team_added_to_org",
  "external_channel_migrating",
  "streaming_state_conflict",
])("%s: Slack did nothing, and the same call can succeed later", (code) => {
  expect(classifySlackError(refusal(code))).toEqual({ kind: "transient", mayHavePosted: false });
});

test.each([
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
])("%s: only the administrator can fix that", (reason) => {
  expect(classifySlackError(refusal(reason))).toEqual({ kind: "unauthorized", reason });
  expect(nameSlackError(refusal(reason))).toBe(reason);
});

test.each([
  ["not_in_channel", true],
  ["channel_not_found", true],
  ["no_permission", true],
  ["is_archived", false],
  ["user_not_in_channel", false],
  ["restricted_action_thread_only_channel", false],
  ["cant_update_message", false],
  ["edit_window_closed", false],
  ["block_mismatch", false],
  ["an_error_that_slack_adds_next_year", false],
])("%s: no retry helps, and an invitation helps: %s", (reason, isInvitation) => {
  expect(classifySlackError(refusal(reason))).toEqual({ kind: "refused", reason });
  expect(NOT_INVITED.has(reason)).toBe(isInvitation);
});

test.each([
  [httpError(500), { mayHavePosted: true }],
  [httpError(503), { mayHavePosted: true }],
  [httpError(404), { mayHavePosted: false }],
  [new WebAPIRateLimitedError(30), { mayHavePosted: true, retryAfter: 30_000 }],
  [new WebAPIRequestError(new Error("ECONNRESET")), { mayHavePosted: true }],
  [new Error("anything else"), { mayHavePosted: true }],
])("another try may succeed: %s", (error, expected) => {
  expect(classifySlackError(error)).toEqual({ kind: "transient", ...expected });
  expect(nameSlackError(error)).toBe(error.name);
});
