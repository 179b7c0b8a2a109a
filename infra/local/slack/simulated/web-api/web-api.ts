import { timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import { z } from "zod";
import { safeParse } from "../../../../../data/runtime/safe-parse.ts";
import { isNestedDeeper } from "../../../services/dynamodb/json-depth.ts";
import { blocksSchema } from "../block-kit/blocks.ts";
import type { Triggers } from "../interactions/triggers.ts";
import { formatView, type Views, viewSchema } from "../interactions/views.ts";
import { APP, formatMessage, type Message, TEAM, type Workspace } from "../workspace.ts";

/** What Slack's Web API refuses is told in the body, with HTTP status 200. */
class SlackError extends Error {
  readonly details: string[];
  constructor(code: string, details: string[] = []) {
    super(code);
    this.details = details;
  }
}

/** What Slack takes of blocks in one message, measured by others: https://github.com/slackapi/bolt-js/issues/2509 */
const LONGEST_BLOCKS = 13_200;

/** What is deeper could be taken, but not be answered again. */
const DEEPEST_JSON = 100;

/** Forms carry what is not text as JSON. */
const json = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => {
    if (typeof value !== "string" || isNestedDeeper(value, DEEPEST_JSON)) return value;
    try {
      return JSON.parse(value);
    } catch (error) {
      if (error instanceof SyntaxError) return value;
      throw error;
    }
  }, schema);

const flag = z.union([
  z.boolean(),
  z.enum(["true", "false", "1", "0"]).transform((v) => v === "true" || v === "1"),
]);
const timestamp = z.string().regex(/^\d+(\.\d{1,6})?$/);
const channel = z.object({ channel: z.string().min(1) });
const content = z.object({
  text: z.string().max(40_000).default(""),
  blocks: json(blocksSchema).optional(),
  metadata: json(
    z.object({ event_type: z.string().min(1), event_payload: z.record(z.string(), z.unknown()) }),
  ).optional(),
});

/** The word for an argument that does not fit, where Slack has one of its own. */
const REFUSALS: Record<string, string> = {
  blocks: "invalid_blocks",
  metadata: "invalid_metadata_format",
  text: "msg_too_long",
};

function parseArguments<S extends z.ZodType>(schema: S, args: unknown): z.infer<S> {
  const parsed = safeParse(schema, args);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw new SlackError(
    REFUSALS[String(first?.path[0])] ?? "invalid_arguments",
    parsed.error.issues.map(({ message, path }) => `[ERROR] ${message} [json-pointer:/${path.join("/")}]`),
  );
}

function parseContent(args: unknown): z.infer<typeof content> {
  const parsed = parseArguments(content, args);
  if (!parsed.text && !parsed.blocks?.length) throw new SlackError("no_text");
  return parsed;
}

/** Compares two of Slack's time stamps. */
function compareTimestamps(a: string, b: string): number {
  const [secondsA = "", microsA = ""] = a.split(".");
  const [secondsB = "", microsB = ""] = b.split(".");
  return Number(secondsA) - Number(secondsB) || microsA.padEnd(6, "0").localeCompare(microsB.padEnd(6, "0"));
}

const pageArguments = z.object({
  latest: timestamp.optional(),
  oldest: timestamp.optional(),
  inclusive: flag.default(false),
  limit: z.coerce.number().int().min(1).max(999).default(100),
  include_all_metadata: flag.default(false),
  cursor: z.string().optional(),
});

/** The page of these messages that is asked for. Ephemeral ones are in none. */
function readPage(all: readonly Message[], order: "newest first" | "oldest first", args: unknown) {
  const { latest, oldest, inclusive, limit, include_all_metadata, cursor } = parseArguments(
    pageArguments,
    args,
  );
  const last = cursor === undefined ? undefined : Buffer.from(cursor, "base64url").toString();
  if (last !== undefined && !timestamp.safeParse(last).success) throw new SlackError("invalid_cursor");
  const edge = inclusive ? 0 : 1;
  const sorted = order === "newest first" ? all.toReversed() : all;
  const isBeyond = (ts: string) =>
    last === undefined ||
    (order === "newest first" ? compareTimestamps(last, ts) : compareTimestamps(ts, last)) > 0;
  const found = sorted.filter(
    ({ ts, visibleTo }) =>
      !visibleTo &&
      (!oldest || compareTimestamps(ts, oldest) >= edge) &&
      (!latest || compareTimestamps(latest, ts) >= edge) &&
      isBeyond(ts),
  );
  const messages = found.slice(0, limit);
  const next = found.length > limit ? messages.at(-1)?.ts : undefined;
  return {
    messages: messages.map((message) => formatMessage(message, { metadata: include_all_metadata })),
    has_more: next !== undefined,
    response_metadata: { next_cursor: next ? Buffer.from(next).toString("base64url") : "" },
  };
}

interface Methods {
  workspace: Workspace;
  triggers: Triggers;
  views: Views;
}

/** The methods of Slack's Web API that an app of this workspace may call, by name: from arguments to what the answer holds. */
function createMethods({ workspace, triggers, views }: Methods): Record<string, (args: unknown) => object> {
  const findChannel = (args: unknown) => {
    const { channel: id } = parseArguments(channel, args);
    const found = workspace.channels.find((each) => each.id === id);
    if (!found) throw new SlackError("channel_not_found");
    return found;
  };

  /** A channel that the app may read. Its scopes do not extend to direct messages. */
  const findReadable = (args: unknown) => {
    const { channel: id } = parseArguments(channel, args);
    if (workspace.people.some((each) => each.id.replace(/^./, "D") === id))
      throw new SlackError("missing_scope");
    const found = findChannel(args);
    if (!workspace.membership.hasJoined(found.id)) throw new SlackError("not_in_channel");
    return found;
  };

  /**
   * Where a message goes: a channel, or with a person's id the conversation that only the two see. The page has none
   * of its own for it: it stands in the first channel, for that person alone.
   */
  const findRecipient = (args: unknown) => {
    const { channel: id } = parseArguments(channel, args);
    const person = workspace.people.find((each) => each.id === id);
    const [first] = workspace.channels;
    if (person && first) return { id: id.replace(/^./, "D"), shownIn: first.id, visibleTo: person.id };
    return { id, shownIn: findChannel(args).id, visibleTo: undefined };
  };

  const findOwn = (channelId: string, ts: string): Message => {
    const message = workspace.find(channelId, ts);
    if (!message || message.visibleTo) throw new SlackError("message_not_found");
    if (message.user !== APP.userId) throw new SlackError("cant_update_message");
    return message;
  };

  const parseView = (args: unknown) => parseArguments(z.object({ view: json(viewSchema) }), args).view;
  const exchangeTrigger = (args: unknown): string => {
    const trigger = triggers.use(parseArguments(z.object({ trigger_id: z.string() }), args).trigger_id);
    if (!trigger.ok) throw new SlackError(trigger.error);
    return trigger.user;
  };

  return {
    "auth.test": () => ({
      url: `https://${TEAM.domain}.slack.com/`,
      team: TEAM.name,
      team_id: TEAM.id,
      user: APP.name.toLowerCase(),
      user_id: APP.userId,
      bot_id: APP.botId,
      is_enterprise_install: false,
    }),

    "chat.postMessage": (args) => {
      const parsed = parseContent(args);
      if (JSON.stringify(parsed.blocks ?? []).length > LONGEST_BLOCKS)
        throw new SlackError("msg_blocks_too_long");
      const { id, shownIn, visibleTo } = findRecipient(args);
      const { thread_ts } = parseArguments(z.object({ thread_ts: timestamp.optional() }), args);
      if (thread_ts && !workspace.find(shownIn, thread_ts)) throw new SlackError("thread_not_found");
      const message = workspace.post(shownIn, APP.userId, { ...parsed, thread_ts }, visibleTo);
      return { channel: id, ts: message.ts, message: formatMessage(message, { metadata: true }) };
    },

    "chat.postEphemeral": (args) => {
      const { id } = findChannel(args);
      const { user } = parseArguments(z.object({ user: z.string().min(1) }), args);
      // What Slack answers there: https://github.com/slackapi/node-slack-sdk/issues/977
      if (!workspace.membership.hasJoined(id)) throw new SlackError("internal_error");
      if (!workspace.people.some((person) => person.id === user)) throw new SlackError("user_not_in_channel");
      return { message_ts: workspace.post(id, APP.userId, parseContent(args), user).ts };
    },

    // Where only text is given the blocks go; metadata stays until it is replaced.
    "chat.update": (args) => {
      const { id } = findChannel(args);
      const { ts } = parseArguments(z.object({ ts: timestamp }), args);
      const before = findOwn(id, ts);
      const { text, blocks, metadata } = parseContent(args);
      const message = workspace.update(id, ts, { text, blocks, metadata: metadata ?? before.metadata });
      if (!message) throw new SlackError("message_not_found");
      return { channel: id, ts, text, message: formatMessage(message, { metadata: true }) };
    },

    "conversations.info": (args) => {
      const { id, name } = findChannel(args);
      const is_member = workspace.membership.hasJoined(id);
      return { channel: { id, name, is_channel: true, is_private: false, is_archived: false, is_member } };
    },

    "conversations.join": (args) => {
      const { id, name } = findChannel(args);
      workspace.membership.join(id);
      return { channel: { id, name, is_channel: true, is_member: true } };
    },

    "conversations.leave": (args) => {
      const { id } = findChannel(args);
      const wasMember = workspace.membership.hasJoined(id);
      workspace.membership.leave(id);
      return wasMember ? {} : { not_in_channel: true };
    },

    "conversations.history": (args) => {
      const { id } = findReadable(args);
      const inChannel = workspace.messages(id).filter(({ thread_ts }) => !thread_ts);
      return readPage(inChannel, "newest first", args);
    },

    "conversations.replies": (args) => {
      const { id } = findReadable(args);
      const { ts: parent } = parseArguments(z.object({ ts: timestamp }), args);
      if (!workspace.find(id, parent)) throw new SlackError("thread_not_found");
      const inThread = workspace
        .messages(id)
        .filter(({ ts, thread_ts }) => ts === parent || thread_ts === parent);
      return readPage(inThread, "oldest first", args);
    },

    "views.open": (args) => ({ view: formatView(views.open(exchangeTrigger(args), parseView(args))) }),

    "views.push": (args) => {
      const content = parseView(args);
      const view = views.push(exchangeTrigger(args), content);
      if (!view) throw new SlackError("push_limit_reached");
      return { view: formatView(view) };
    },

    "views.update": (args) => {
      const name = parseArguments(
        z.object({ view_id: z.string().optional(), external_id: z.string().optional() }),
        args,
      );
      const view = views.update(name, parseView(args));
      if (!view) throw new SlackError("not_found");
      return { view: formatView(view) };
    },
  };
}

async function readArguments(request: Request): Promise<Record<string, unknown>> {
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("application/json"))
    return Object.fromEntries(new URLSearchParams(await request.text()));
  try {
    const text = await request.text();
    if (isNestedDeeper(text, DEEPEST_JSON)) throw new SlackError("invalid_json");
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) throw new SlackError("invalid_json");
    throw error;
  }
}

function checkToken(token: string | undefined, botToken: string): void {
  if (!token) throw new SlackError("not_authed");
  const [given, right] = [Buffer.from(token), Buffer.from(botToken)];
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw new SlackError("invalid_auth");
}

/**
 * The part of Slack's Web API that the bot uses, `POST /<method>` with a form or JSON, answered with Slack's
 * own shapes and error words. Slack also takes a token in the body; here it must be in the Authorization header, which no
 * other site's form can send. https://docs.slack.dev/apis/web-api
 */
export function createWebApi({ botToken, ...parts }: Methods & { botToken: string }): Hono {
  const methods = createMethods(parts);

  return new Hono().post("/:method", async (c) => {
    const method = c.req.param("method");
    try {
      const [, token] = /^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "") ?? [];
      checkToken(token, botToken);
      const args = await readArguments(c.req.raw);
      const call = Object.hasOwn(methods, method) ? methods[method] : undefined;
      if (!call) return c.json({ ok: false, error: "unknown_method", req_method: method });
      return c.json({ ok: true, ...call(args) });
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      const { message, details } = error;
      return c.json({
        ok: false,
        error: message,
        ...(details.length > 0 && { errors: details, response_metadata: { messages: details } }),
      });
    }
  });
}
