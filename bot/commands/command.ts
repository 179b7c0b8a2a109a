import type { Locale } from "../../data/runtime/environment.ts";
import type { Message } from "../messages/message.ts";
import type { Place } from "../slack/check-channel.ts";
import type { Mention } from "../typed/find-winner.ts";

/** Who types a command, and where: what Slack says of it. */
export interface Caller extends Place {
  userId: string;
  /** Slack's own name of this one request: the same if it is delivered twice. */
  triggerId: string;
  /** The people mentioned in the command, in order. */
  mentions: readonly Mention[];
}

/** A subcommand of `/lottery`. Everything it answers is seen by its caller alone. */
export interface Command {
  name: string;
  /** What follows `/lottery`, for the help. */
  usage: Readonly<Record<Locale, string>>;
  /** What it does, in half a sentence. */
  summary: Readonly<Record<Locale, string>>;
  permission: "everyone" | "operators";
  /** `args` is the plain text after the command's name, trimmed. */
  run(args: string, caller: Caller): Message | Promise<Message>;
  /** What the buttons of its messages do, by their action ids; the answer takes the message's place. */
  buttons?: Readonly<Record<string, (value: string, caller: Caller) => Message | Promise<Message>>>;
}
