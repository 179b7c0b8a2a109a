import { WebAPIPlatformError } from "@slack/web-api";
import { classifySlackError, MISSING_SCOPE } from "../slack/classify-slack-error.ts";

/** Why Slack does not take a file. */
export type FileRefusal =
  /** Slack is busy, slow or down. */
  | "busy"
  /** The app has no permission for files or direct messages. */
  | "scope"
  /** Slack does not accept the app's token. */
  | "token"
  /** The app cannot send direct messages to the person. */
  | "recipient"
  /** The workspace does not allow this file. */
  | "forbidden"
  /** Any other error of Slack. */
  | "other";

/** Slack's error codes for a person to whom the app cannot send direct messages. */
const NO_RECIPIENT = new Set([
  "channel_not_found",
  "user_not_found",
  "user_not_visible",
  "user_disabled",
  "cannot_dm_bot",
  "not_in_channel",
  "messages_tab_disabled",
  "is_archived",
  "invalid_channel",
  "restricted_action",
]);

/** Slack's error codes for files that the settings of a workspace do not allow. */
const FORBIDDEN = new Set([
  "file_uploads_disabled",
  "file_uploads_except_images_disabled",
  "file_upload_size_restricted",
  "file_type_not_allowed",
  "blocked_file_type",
  "storage_limit_reached",
  "posting_to_channel_denied",
  "slack_connect_file_upload_sharing_blocked",
  "access_denied",
  "ekm_access_denied",
]);

/** Returns why Slack did not take a file, and Slack's error code, if there is one. */
export function classifyFileError(error: unknown): { refusal: FileRefusal; code: string | undefined } {
  const failure = classifySlackError(error);
  const code = error instanceof WebAPIPlatformError ? error.data.error : undefined;
  if (failure.kind === "transient") return { refusal: "busy", code };
  const { reason } = failure;
  if (reason === MISSING_SCOPE) return { refusal: "scope", code };
  if (failure.kind === "unauthorized") return { refusal: "token", code };
  if (NO_RECIPIENT.has(reason)) return { refusal: "recipient", code };
  return { refusal: FORBIDDEN.has(reason) ? "forbidden" : "other", code };
}
