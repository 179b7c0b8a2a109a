import * as z from "zod";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";

const id = z.string().min(1);

/** Slack checks the certificate from time to time. */
const sslCheck = z.object({ ssl_check: id });

/** Slack sends this when the URL is entered in the app's settings. */
const urlVerification = z.object({ type: z.literal("url_verification"), challenge: z.string() });

/** https://docs.slack.dev/interactivity/implementing-slash-commands */
const slashCommand = z.object({
  command: id,
  text: z.string().default(""),
  user_id: id,
  channel_id: id,
  channel_name: z.string().optional(),
  team_id: id.optional(),
  enterprise_id: z.string().optional(),
  api_app_id: z.string().optional(),
  trigger_id: id,
  response_url: z.url().optional().catch(undefined),
});

/** https://docs.slack.dev/reference/events/app_home_opened. `view` is the tab as it was published before. */
const homeOpened = z.object({
  type: z.literal("event_callback"),
  team_id: id.optional(),
  enterprise_id: z.string().nullish(),
  api_app_id: z.string().optional(),
  event: z.object({
    type: z.literal("app_home_opened"),
    user: id,
    tab: z.string(),
    view: z
      .object({ hash: z.string().optional(), private_metadata: z.string().max(3_000) })
      .optional()
      .catch(undefined),
  }),
});

const option = z.object({ value: z.string() });
const ids = z.array(id).optional();

/** What a person has entered in a field. Its type decides which of the properties it has. */
const entered = z.object({
  type: id,
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).optional(),
  selected_date: z.string().nullish(),
  selected_user: id.nullish(),
  selected_users: ids,
  selected_channel: id.nullish(),
  selected_channels: ids,
  selected_conversation: id.nullish(),
  selected_conversations: ids,
  files: z.array(z.object({ id })).optional(),
});

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export const viewPayload = z.object({
  id,
  type: id,
  callback_id: z.string(),
  private_metadata: z.string(),
  previous_view_id: z.string().nullish(),
  blocks: z.array(z.object({ type: id, block_id: id })),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), entered)) }).optional(),
});

/** A Home tab that was opened. */
export const homeOpenedEvent = homeOpened.shape.event;

/** The person and the workspace of a click or a submission. */
const interaction = {
  user: z.object({ id, team_id: z.string().optional() }),
  // Missing if the app is installed for all workspaces of an organization.
  team: z.object({ id }).nullish(),
  enterprise: z.object({ id }).nullish(),
  api_app_id: z.string().optional(),
  trigger_id: id,
};

/** A button that was clicked, or another element whose value was changed. */
export const changedField = entered.extend({ action_id: id, block_id: id });

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
const blockActions = z.object({
  type: z.literal("block_actions"),
  ...interaction,
  channel: z.object({ id, name: z.string().optional() }).optional(),
  response_url: z.url().optional(),
  /** Where the element is. Of a message, Slack's id, which is the time when it was posted. */
  container: z.object({ type: id, message_ts: z.string().optional() }).optional(),
  view: viewPayload.optional(),
  actions: z.array(changedField).min(1).max(1),
});

const viewSubmission = z.object({ type: z.literal("view_submission"), ...interaction, view: viewPayload });

/** A request from Slack, with the fields that the app reads. */
const slackRequest = z.union([
  sslCheck,
  urlVerification,
  homeOpened,
  blockActions,
  viewSubmission,
  slashCommand,
]);

export type SlackRequest = z.output<typeof slackRequest>;

export type Entered = z.output<typeof entered>;

export type ViewPayload = z.output<typeof viewPayload>;

/**
 * Parses a body: JSON, a form, or JSON in a form's `payload`. Returns undefined if it is not a request to this app, or the
 * response to a click would not go to Slack.
 */
export function parseSlackRequest(
  mediaType: string,
  body: string,
  slackApiUrl: string,
): SlackRequest | undefined {
  const request = parseBody(mediaType, body);
  if (!request || !("response_url" in request) || isOfSlack(request.response_url, slackApiUrl))
    return request;
  // A command has its response at once. Only later messages would go to the URL.
  return "actions" in request ? undefined : { ...request, response_url: undefined };
}

/** Returns whether a response may be posted to a URL: only to Slack's host or a host below it, as `hooks.slack.com`. */
function isOfSlack(responseUrl: string | undefined, slackApiUrl: string): boolean {
  if (responseUrl === undefined) return true;
  const [given, own] = [new URL(responseUrl), new URL(slackApiUrl)];
  return (
    given.protocol === own.protocol &&
    (given.hostname === own.hostname || given.hostname.endsWith(`.${own.hostname}`))
  );
}

function parseBody(mediaType: string, body: string): SlackRequest | undefined {
  if (mediaType === "application/json") return safeParse(jsonOf(slackRequest), body).data;
  if (mediaType !== "application/x-www-form-urlencoded") return undefined;
  const form = new URLSearchParams(body);
  const payload = form.get("payload");
  if (payload !== null) return safeParse(jsonOf(slackRequest), payload).data;
  return safeParse(slackRequest, Object.fromEntries(form)).data;
}
