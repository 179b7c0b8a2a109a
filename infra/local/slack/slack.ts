import type { Hono } from "hono";
import type { Mailbox } from "../services/mail/mailbox.ts";
import type { Store } from "../services/store/store.ts";
import type { Feed } from "../web/inspector/feed.ts";
import type { Inspector } from "../web/inspector/inspector.ts";
import type { SlackRefused } from "./real/slack-refused.ts";
import type { InvokeBot } from "./simulated/requests/bot-requests.ts";

/** The Slack that the bot works in, real or simulated. */
export interface Slack {
  /** The page: a workspace, or what happens behind a real one. */
  app: Hono;
  /** Returns the id of the workspace. Rejects with `SlackRefused`. */
  identify(): Promise<string>;
  /** Lets people reach the bot. Rejects with `SlackRefused`. */
  open(): Promise<void>;
  /** Resolves when a real Slack rejects this app later. */
  refused: Promise<SlackRefused>;
  close(): void;
}

export interface SlackDeps {
  store: Store;
  mailbox: Mailbox;
  /** What the page shows of the services. */
  feeds: readonly Feed[];
  findExecution: Inspector["findExecution"];
  /** Calls the bot's Lambda function with an API Gateway event. */
  invokeBot: InvokeBot;
  reportError: (error: unknown) => void;
}
