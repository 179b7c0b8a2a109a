import { setTimeout as wait } from "node:timers/promises";
import type { Hono } from "hono";
import { LOOPBACK, programsOnly } from "../../http/server-names.ts";
import type { Mailbox } from "../../services/mail/mailbox.ts";
import type { Inspector } from "../../web/inspector/inspector.ts";
import { createInspectorApp } from "../../web/inspector/inspector-app.ts";
import { createPageApp } from "../../web/page-app.ts";
import { createBlockAction } from "./interactions/block-actions.ts";
import { createResponseUrls } from "./interactions/response-url.ts";
import { createSlashCommand } from "./interactions/slash-command.ts";
import { createTriggers } from "./interactions/triggers.ts";
import { createViewSubmission } from "./interactions/view-submission.ts";
import { createViews } from "./interactions/views.ts";
import { createLiveEvents } from "./live-events.ts";
import { createPlayground } from "./playground.ts";
import { createBotRequests, type InvokeBot } from "./requests/bot-requests.ts";
import { createWebApi } from "./web-api/web-api.ts";
import type { Workspace } from "./workspace.ts";

interface SlackAppDeps {
  workspace: Workspace;
  mailbox: Mailbox;
  signingSecret: string;
  botToken: string;
  /** Calls the bot's Lambda function with an API Gateway event. */
  invokeBot: InvokeBot;
  /** Told of what fails in the bot or here. */
  reportError: (error: unknown) => void;
  /** How long Slack waits for the bot, in milliseconds. */
  responseTimeout?: number;
  inspector: Inspector;
  /** The address or the name at which the page listens. */
  host?: string;
  /** Called when somebody opens the page. */
  onVisit?: () => void;
}

/** What the fault "Slack slow" adds, in ms: longer than the bot waits. */
const LATE = 6_000;

/** The request is carried out at once; the answer alone may come late. */
async function delayResponse(faults: Inspector["faults"], next: () => Promise<void>): Promise<void> {
  await next();
  if (faults.isSecond("slack-slow")) await wait(LATE, undefined, { ref: false });
}

/** The pretended Slack: its Web API, its page, and its way to the bot. */
export function createSlackApp(deps: SlackAppDeps): Hono {
  const { workspace, mailbox, signingSecret, botToken, invokeBot, reportError, inspector } = deps;
  const { responseTimeout = 3000, host = LOOPBACK, onVisit = () => undefined } = deps;
  const responseUrls = createResponseUrls({ workspace });
  const bot = createBotRequests({ signingSecret, invokeBot, reportError, responseTimeout });
  const triggers = createTriggers();
  const views = createViews();
  const parts = { workspace, responseUrls, triggers, views, bot };

  const app = createPageApp({ page: "workspace", host, mailbox, reportError });
  app.route(
    "/playground",
    createPlayground({
      host,
      workspace,
      live: createLiveEvents({ workspace, views, mailbox, feeds: inspector.feeds, onVisit }),
      sendSlashCommand: createSlashCommand(parts),
      sendAction: createBlockAction(parts),
      viewSubmission: createViewSubmission(parts),
    }),
  );

  app.route("/inspector", createInspectorApp(inspector));

  // A token, a signature or a secret address does not help here: a page may know the local ones.
  for (const path of ["/api/*", "/slack/*"]) app.use(path, programsOnly);
  app.use("/api/*", (_c, next) => delayResponse(inspector.faults, next));
  app.route("/api", createWebApi({ workspace, triggers, views, botToken }));
  app.post("/slack/events", async (c) =>
    bot.forward({
      method: c.req.method,
      url: new URL(c.req.url),
      headers: c.req.raw.headers,
      body: Buffer.from(await c.req.arrayBuffer()),
    }),
  );
  app.post("/slack/response/:id", async (c) => {
    const body: unknown = await c.req.json().catch((error: unknown) => {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    });
    const error = responseUrls.use(c.req.param("id"), body);
    return error ? c.json({ ok: false, error }, error.endsWith("_url") ? 404 : 400) : c.json({ ok: true });
  });
  return app;
}
