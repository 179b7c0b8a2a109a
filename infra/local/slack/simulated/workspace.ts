import { type Locale, STANDARD_COMMAND } from "../../../../data/runtime/environment.ts";
import { readFact, writeFact } from "../../services/store/facts.ts";
import { openStore, type Store } from "../../services/store/store.ts";
import { createTexts } from "../../web/page/locales/locales.js";
import type { Blocks } from "./block-kit/blocks.ts";
import { createMessageStore } from "./message-store.ts";
import type { SlackFile } from "./uploads.ts";

export interface Person {
  id: string;
  /** The handle that is typed after `@`. */
  name: string;
  real_name: string;
  email?: string;
  /** What is not a member of this workspace with all rights. Bots and people of other workspaces do not write here. */
  account?: "guest" | "external" | "bot";
}

export interface Channel {
  id: string;
  name: string;
  topic: string;
}

interface Metadata {
  event_type: string;
  event_payload: Record<string, unknown>;
}

/** The content of a message. If there are blocks, `text` is for notifications and screen readers. */
export interface MessageContent {
  text: string;
  blocks?: Blocks | undefined;
  metadata?: Metadata | undefined;
  /** The `ts` of the message whose thread it belongs to. */
  thread_ts?: string | undefined;
  files?: SlackFile[] | undefined;
  /** A direct message of the app to the only person who sees it. The page shows it in the channel, too. */
  isDirect?: boolean | undefined;
}

export interface Message extends MessageContent {
  channel: string;
  /** Slack's timestamp, in seconds with six decimals. It is also the message's id in its channel. */
  ts: string;
  /** The author: a person, the app's bot user, or Slackbot. */
  user: string;
  edited?: string;
  /** The only person who sees it, if it is ephemeral. */
  visibleTo?: string;
}

export type Change =
  | { type: "message"; message: Message }
  | { type: "removed"; channel: string; ts: string; visibleTo?: string }
  | { type: "cleared" };

/** The workspace of people who share a channel through Slack Connect. */
const PARTNER_TEAM_ID = "T0PARTNER";

export const TEAM = { id: "T0LOTTERY", domain: "lottery-local", name: "Lottery Inc." };
export const APP = { id: "A0LOTTERY", botId: "B0LOTTERY", userId: "U0LOTTERY", name: "Lottery" };
export const SLACKBOT = { id: "USLACKBOT", name: "Slackbot" };

const PEOPLE: readonly Person[] = [
  { id: "U0OPERATOR", name: "olivia", real_name: "Olivia Operator", email: "olivia@example.com" },
  { id: "U0MEMBER", name: "max", real_name: "Max Member", email: "max@example.com" },
  // These are also on the sample roster.
  { id: "U0AMARA", name: "amara", real_name: "Amara Okafor", email: "amara.okafor@example.com" },
  { id: "U0SOFIA", name: "sofia", real_name: "Sofía Hernández", email: "sofia.hernandez@example.com" },
  { id: "U0WEI", name: "wei", real_name: "张伟", email: "wei.zhang@example.com" },
  { id: "U0GUEST", name: "gina", real_name: "Gina Guest", account: "guest" },
  { id: "U0PARTNER", name: "pat", real_name: "Pat Partner", account: "external" },
  { id: "U0CALENDAR", name: "calendar", real_name: "Calendar", account: "bot" },
];

/** The user groups, by which several people are mentioned. */
export const GROUPS: readonly { id: string; handle: string; users: readonly string[] }[] = [
  { id: "S0PARTY", handle: "party-team", users: ["U0OPERATOR", "U0SOFIA", "U0WEI"] },
];

/** The id of a person's own workspace. */
export const teamOf = ({ account }: Person): string => (account === "external" ? PARTNER_TEAM_ID : TEAM.id);

/** Formats a person as in `users.info` and `users.list`. https://docs.slack.dev/reference/objects/user-object */
export function formatUser(person: Person) {
  const { id, name, real_name, email, account } = person;
  return {
    id,
    team_id: teamOf(person),
    name,
    real_name,
    deleted: false,
    profile: { real_name, display_name: name, ...(email && { email }) },
    is_bot: account === "bot",
    // Slack omits these for bots and for people of other workspaces.
    ...(account !== "bot" &&
      account !== "external" && { is_restricted: account === "guest", is_ultra_restricted: false }),
    ...(account === "external" && { is_stranger: true }),
  };
}

/** Creates Slack's timestamps: unique and increasing, even if the clock goes back, and across restarts. */
function createTimestamps(
  now: () => number,
  stored: { last: number; store(last: number): void },
): () => string {
  let { last } = stored;
  return function createTimestamp() {
    last = Math.max(now() * 1000, last + 1);
    stored.store(last);
    return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, "0")}`;
  };
}

/** Creates the app's membership in public channels. It is a member of each channel that it has not left. */
function createMembership(store: Store) {
  const fact = (channel: string) => `has-left ${channel}`;
  const set = (channel: string, hasLeft: boolean) => writeFact(store, fact(channel), hasLeft ? "yes" : "no");
  return {
    hasJoined: (channel: string): boolean => readFact(store, fact(channel)) !== "yes",
    join: (channel: string) => set(channel, false),
    leave: (channel: string) => set(channel, true),
  };
}

/** Creates a small Slack workspace. It keeps the newest `kept` messages of each channel. */
export function createWorkspace({
  locale = "en",
  command = STANDARD_COMMAND,
  now = Date.now,
  kept = 500,
  store = openStore(),
}: {
  locale?: Locale;
  /** The name of the slash command. */
  command?: string;
  now?: () => number;
  kept?: number;
  store?: Store;
} = {}) {
  const channels: readonly Channel[] = [
    { id: "C0LOTTERY", name: "lottery", topic: createTexts(locale, command).channel.topic },
  ];
  const messageStore = createMessageStore(store);
  const nextTimestamp = createTimestamps(now, messageStore.timestamps);
  const messagesOf = new Map<string, Map<string, Message>>(channels.map(({ id }) => [id, new Map()]));
  for (const message of messageStore.list()) messagesOf.get(message.channel)?.set(message.ts, message);
  const listeners = new Set<(change: Change) => void>();

  const notify = (change: Change) =>
    store.whenCommitted(() => {
      for (const listener of listeners) listener(change);
    });

  const messagesIn = (channel: string) => {
    const messages = messagesOf.get(channel);
    if (!messages) throw new RangeError(`There is no channel ${channel}.`);
    return messages;
  };

  function remove(channel: string, ts: string): boolean {
    const messages = messagesIn(channel);
    const message = messages.get(ts);
    if (!message) return false;
    messageStore.remove(message);
    messages.delete(ts);
    notify({ type: "removed", channel, ts, ...(message.visibleTo && { visibleTo: message.visibleTo }) });
    return true;
  }

  return {
    /** The language of all people. */
    slackLocale: locale === "en" ? "en-US" : locale,
    channels,
    people: PEOPLE,

    /** The app may post in channels that it has not joined, but not read them. */
    membership: createMembership(store),

    /** Posts a message. Throws if the channel does not exist. */
    post(channel: string, user: string, content: MessageContent, visibleTo?: string): Message {
      const messages = messagesIn(channel);
      const message: Message = {
        ...content,
        channel,
        user,
        ts: nextTimestamp(),
        ...(visibleTo && { visibleTo }),
      };
      messageStore.add(message);
      messages.set(message.ts, message);
      notify({ type: "message", message });
      const [oldest] = messages.keys();
      if (messages.size > kept && oldest) remove(channel, oldest);
      return message;
    },

    /** Replaces the content of a message, and marks it as edited unless it has blocks. Returns undefined if there is no such message. */
    update(channel: string, ts: string, content: MessageContent): Message | undefined {
      const messages = messagesIn(channel);
      const before = messages.get(ts);
      if (!before) return undefined;
      const message = { ...before, ...content, ...(!content.blocks && { edited: nextTimestamp() }) };
      messageStore.update(message);
      messages.set(ts, message);
      notify({ type: "message", message });
      return message;
    },

    remove,

    /** Deletes all messages. */
    clear() {
      messageStore.clear();
      for (const messages of messagesOf.values()) messages.clear();
      notify({ type: "cleared" });
    },

    find: (channel: string, ts: string): Message | undefined => messagesOf.get(channel)?.get(ts),

    /** Returns a file that a person can see. */
    findFile: (id: string, user: string): SlackFile | undefined =>
      [...messagesOf.values()]
        .flatMap((messages) => [...messages.values()])
        .filter(({ visibleTo }) => !visibleTo || visibleTo === user)
        .flatMap(({ files = [] }) => files)
        .find((file) => file.id === id),

    /** The messages of a channel, oldest first, ephemeral ones included. */
    messages: (channel: string): Message[] => [...messagesIn(channel).values()],

    /** Calls `listener` with each later change. Returns a function that ends this. */
    subscribe(listener: (change: Change) => void): () => void {
      listeners.add(listener);
      return function unsubscribe() {
        listeners.delete(listener);
      };
    },
  };
}

export type Workspace = ReturnType<typeof createWorkspace>;

/** Formats a message as in Slack's Web API and payloads. Metadata is included on request. */
export function formatMessage(message: Message, { metadata = false } = {}) {
  return {
    type: "message",
    user: message.user,
    ts: message.ts,
    team: TEAM.id,
    ...(message.user === APP.userId && { bot_id: APP.botId, app_id: APP.id }),
    text: message.text,
    ...(message.thread_ts && { thread_ts: message.thread_ts }),
    ...(message.blocks && { blocks: message.blocks }),
    ...(message.files && { files: message.files.map(({ content: _content, ...file }) => file) }),
    ...(message.edited && { edited: { user: message.user, ts: message.edited } }),
    ...(metadata && message.metadata && { metadata: message.metadata }),
  };
}
