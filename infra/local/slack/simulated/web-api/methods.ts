import { z } from "zod";
import type { FormFiles } from "../form-files.ts";
import { formatHomeView, type HomeViews, homeSchema } from "../interactions/home-views.ts";
import type { Triggers } from "../interactions/triggers.ts";
import { formatView, type Views, viewSchema } from "../interactions/views.ts";
import type { Uploads } from "../uploads.ts";
import { APP, formatMessage, formatUser, type Message, TEAM, type Workspace } from "../workspace.ts";
import { channel, flag, json, parseArguments, parseContent, SlackError, timestamp } from "./arguments.ts";
import { createFileMethods } from "./file-methods.ts";
import { createMemberMethods } from "./member-methods.ts";
import { readPage } from "./message-pages.ts";

/** The limit of the blocks of one message, in characters of JSON, as measured in https://github.com/slackapi/bolt-js/issues/2509 */
const LONGEST_BLOCKS = 13_200;

export interface MethodsDeps {
  workspace: Workspace;
  uploads: Uploads;
  formFiles: FormFiles;
  triggers: Triggers;
  views: Views;
  homes: HomeViews;
}

/** Takes the arguments of a call, and Slack's own address. Returns the body of the response. Throws `SlackError`. */
export type Method = (args: unknown, origin: string) => object;

/** Creates the methods of Slack's Web API that an app of this workspace may call, by name. */
export function createMethods({
  workspace,
  uploads,
  formFiles,
  triggers,
  views,
  homes,
}: MethodsDeps): Record<string, Method> {
  const findChannel = (args: unknown) => {
    const { channel: id } = parseArguments(channel, args);
    const found = workspace.channels.find((each) => each.id === id);
    if (!found) throw new SlackError("channel_not_found");
    return found;
  };

  /** Finds a channel that the app may read. Its scopes do not include direct messages. */
  const findReadable = (args: unknown) => {
    const { channel: id } = parseArguments(channel, args);
    if (workspace.people.some((each) => each.id.replace(/^./, "D") === id))
      throw new SlackError("missing_scope");
    const found = findChannel(args);
    if (!workspace.membership.hasJoined(found.id)) throw new SlackError("not_in_channel");
    return found;
  };

  /**
   * Finds the destination of a message: a channel, or with a person's id the direct message with that person. The page
   * has no direct messages: it shows the message in the first channel, only to that person.
   */
  const findRecipient = (args: unknown) => {
    const { channel: id } = parseArguments(channel, args);
    const person = workspace.people.find((each) => each.id === id);
    const [first] = workspace.channels;
    if (person && first) return { id: id.replace(/^./, "D"), shownIn: first.id, visibleTo: person.id };
    return { id, shownIn: findChannel(args).id, visibleTo: undefined };
  };

  /** Finds a channel, or a direct message, which the page shows in the first channel. */
  const findConversation = (args: unknown) => {
    const { channel: id } = parseArguments(channel, args);
    const [first] = workspace.channels;
    if (first && workspace.people.some((each) => each.id.replace(/^./, "D") === id))
      return { id, shownIn: first.id };
    return { id, shownIn: findChannel(args).id };
  };

  /** Finds a message of the app. It can change messages in channels and direct messages, not ephemeral ones. */
  const findOwn = (channelId: string, ts: string): Message => {
    const message = workspace.find(channelId, ts);
    if (!message || (message.visibleTo && !message.isDirect)) throw new SlackError("message_not_found");
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
    ...createFileMethods({ workspace, uploads, formFiles }),
    ...createMemberMethods({ workspace }),

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
      const message = workspace.post(
        shownIn,
        APP.userId,
        { ...parsed, thread_ts, isDirect: visibleTo !== undefined },
        visibleTo,
      );
      return { channel: id, ts: message.ts, message: formatMessage(message, { metadata: true }) };
    },

    "chat.postEphemeral": (args) => {
      const { id } = findChannel(args);
      const { user } = parseArguments(z.object({ user: z.string().min(1) }), args);
      // Slack's error in this case: https://github.com/slackapi/node-slack-sdk/issues/977
      if (!workspace.membership.hasJoined(id)) throw new SlackError("internal_error");
      if (!workspace.people.some((person) => person.id === user)) throw new SlackError("user_not_in_channel");
      return { message_ts: workspace.post(id, APP.userId, parseContent(args), user).ts };
    },

    // Without blocks in the arguments, the message's blocks are deleted; metadata is kept until it is replaced.
    "chat.update": (args) => {
      const { id, shownIn } = findConversation(args);
      const { ts } = parseArguments(z.object({ ts: timestamp }), args);
      const before = findOwn(shownIn, ts);
      const { text, blocks, metadata } = parseContent(args);
      const message = workspace.update(shownIn, ts, { text, blocks, metadata: metadata ?? before.metadata });
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

    "users.info": (args) => {
      const { user: id, include_locale } = parseArguments(
        z.object({ user: z.string().min(1), include_locale: flag.optional() }),
        args,
      );
      const person = workspace.people.find((each) => each.id === id);
      if (!person) throw new SlackError("user_not_found");
      return { user: { ...formatUser(person), ...(include_locale && { locale: workspace.slackLocale }) } };
    },

    "views.open": (args) => ({ view: formatView(views.open(exchangeTrigger(args), parseView(args))) }),

    "views.push": (args) => {
      const content = parseView(args);
      const view = views.push(exchangeTrigger(args), content);
      if (!view) throw new SlackError("push_limit_reached");
      return { view: formatView(view) };
    },

    "views.publish": (args) => {
      const { user_id, view, hash } = parseArguments(
        z.object({ user_id: z.string().min(1), view: json(homeSchema), hash: z.string().optional() }),
        args,
      );
      if (!workspace.people.some((person) => person.id === user_id)) throw new SlackError("user_not_found");
      const published = homes.publish(user_id, view, hash);
      if (!published) throw new SlackError("hash_conflict");
      return { view: formatHomeView(published) };
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
