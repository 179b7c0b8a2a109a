import { setTimeout as wait } from "node:timers/promises";
import type { Hono } from "hono";
import type { Locale } from "../../../../data/runtime/environment.ts";
import { LOOPBACK, programsOnly } from "../../http/server-names.ts";
import type { Mailbox } from "../../services/mail/mailbox.ts";
import type { Inspector } from "../../web/inspector/inspector.ts";
import { createInspectorApp } from "../../web/inspector/inspector-app.ts";
import { createTexts } from "../../web/page/locales/locales.js";
import { createPageApp } from "../../web/page-app.ts";
import { createFormFiles, DOWNLOAD_PATH } from "./form-files.ts";
import { createBlockAction } from "./interactions/block-actions.ts";
import { createHomeViews } from "./interactions/home-views.ts";
import { createOpenHome } from "./interactions/open-home.ts";
import { createResponseUrls } from "./interactions/response-url.ts";
import { createSlashCommand } from "./interactions/slash-command.ts";
import { createTriggers } from "./interactions/triggers.ts";
import { createViewSubmission } from "./interactions/view-submission.ts";
import { createViews } from "./interactions/views.ts";
import { createLiveEvents } from "./live-events.ts";
import { createPlayground, FORM_FILES_PATH } from "./playground.ts";
import { createBotRequests, type InvokeBot } from "./requests/bot-requests.ts";
import { createUploads, UPLOAD_PATH } from "./uploads.ts";
import { createWebApi } from "./web-api/web-api.ts";
import type { Workspace } from "./workspace.ts";

interface SlackAppDeps {
  /** The language of the page and of Slackbot. */
  locale: Locale;
  /** The name of the slash command. */
  command: string;
  workspace: Workspace;
  mailbox: Mailbox;
  signingSecret: string;
  botToken: string;
  /** Calls the bot's Lambda function with an API Gateway event. */
  invokeBot: InvokeBot;
  /** Called with each error of the bot or of a request handler. */
  reportError: (error: unknown) => void;
  /** ms for which Slack waits for the bot. */
  responseTimeout?: number;
  inspector: Inspector;
  /** The address or name at which the page listens. */
  host?: string;
  /** Called when a page opens. */
  onVisit?: () => void;
}

/** ms that the fault "Slack slow" adds to a response: longer than the bot waits. */
const DELAY = 6_000;

/** Handles the request at once. Only its response may be late. */
async function delayResponse(faults: Inspector["faults"], next: () => Promise<void>): Promise<void> {
  await next();
  if (faults.isSecond("slack-slow")) await wait(DELAY, undefined, { ref: false });
}

/** Reads the bytes of a file: the whole body, or the only part of a form. */
async function readUpload(request: Request): Promise<Buffer> {
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("multipart/form-data")) return Buffer.from(await request.arrayBuffer());
  const [part] = (await request.formData()).values();
  return part instanceof File ? Buffer.from(await part.arrayBuffer()) : Buffer.from(part ?? "");
}

/** Creates the app of the simulated Slack: its Web API, its page, and its requests to the bot. */
export function createSlackApp(deps: SlackAppDeps): Hono {
  const { locale, command, workspace, mailbox, signingSecret, botToken, invokeBot, reportError, inspector } =
    deps;
  const { responseTimeout = 3000, host = LOOPBACK, onVisit = () => undefined } = deps;
  const responseUrls = createResponseUrls({ workspace });
  const bot = createBotRequests({ signingSecret, invokeBot, reportError, responseTimeout });
  const triggers = createTriggers();
  const views = createViews();
  const homes = createHomeViews();
  const uploads = createUploads();
  const formFiles = createFormFiles();
  const texts = createTexts(locale, command);
  const parts = { texts, command, workspace, responseUrls, triggers, views, homes, bot };

  const app = createPageApp({
    page: "workspace",
    locale,
    command,
    host,
    mailbox,
    uploadPaths: [UPLOAD_PATH, FORM_FILES_PATH],
    reportError,
  });
  app.route(
    "/playground",
    createPlayground({
      texts,
      host,
      workspace,
      formFiles,
      live: createLiveEvents({
        locale,
        command,
        workspace,
        views,
        homes,
        mailbox,
        feeds: inspector.feeds,
        onVisit,
      }),
      sendSlashCommand: createSlashCommand(parts),
      sendAction: createBlockAction(parts),
      viewSubmission: createViewSubmission(parts),
      openHome: createOpenHome(parts),
    }),
  );

  app.route("/inspector", createInspectorApp(inspector));

  // A token, signature or secret path does not protect here: pages of other sites may know the local ones.
  for (const path of ["/api/*", "/slack/*"]) app.use(path, programsOnly);
  app.use("/api/*", (_c, next) => delayResponse(inspector.faults, next));
  app.route("/api", createWebApi({ workspace, uploads, formFiles, triggers, views, homes, botToken }));
  app.post("/slack/events", async (c) =>
    bot.forward({
      method: c.req.method,
      url: new URL(c.req.url),
      headers: c.req.raw.headers,
      body: Buffer.from(await c.req.arrayBuffer()),
    }),
  );
  app.post(`${UPLOAD_PATH}:ticket`, async (c) => {
    const bytes = await readUpload(c.req.raw);
    return uploads.receive(c.req.param("ticket"), bytes) ? c.text("OK") : c.text("Bad Request", 400);
  });
  app.get(`${DOWNLOAD_PATH}:id/:name`, (c) => {
    // Slack leads everybody without a token to its page for signing in.
    if (c.req.header("authorization") !== `Bearer ${botToken}`) return c.redirect("/", 302);
    const file = formFiles.find(c.req.param("id"));
    if (!file) return c.text("Not Found", 404);
    return c.body(new Uint8Array(file.bytes), 200, { "content-type": "application/octet-stream" });
  });
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
