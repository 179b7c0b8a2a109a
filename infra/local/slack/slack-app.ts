import { setTimeout as wait } from "node:timers/promises";
import { Hono, type MiddlewareHandler } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { secureHeaders } from "hono/secure-headers";
import type { Inside } from "../inside/inside.ts";
import { createInsideApp } from "../inside/inside-app.ts";
import { limitBody } from "../limit-body.ts";
import type { Mailbox } from "../mailbox.ts";
import { createBlockAction } from "./block-actions.ts";
import { createBotRequests, type InvokeBot } from "./bot-requests.ts";
import { createLiveEvents } from "./live-events.ts";
import { createPageFiles, readInlineScripts } from "./page-files.ts";
import { createPlayground } from "./playground.ts";
import { createResponseUrls } from "./response-url.ts";
import { createSlashCommand } from "./slash-command.ts";
import { createTriggers } from "./triggers.ts";
import { createVerifyPage } from "./verify-page.ts";
import { createViewSubmission } from "./view-submission.ts";
import { createViews } from "./views.ts";
import { createWebApi } from "./web-api.ts";
import type { Workspace } from "./workspace.ts";

const LARGEST_BODY = 2 ** 20;

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
  answerWithin?: number;
  inside: Inside;
  /** Called when somebody opens the page. */
  onVisit?: () => void;
}

/** Refuses names that other people's DNS may point here; what has a token or a signature needs no such guard. */
const loopbackNamesOnly: MiddlewareHandler = (c, next) =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(c.req.url).hostname)
    ? next()
    : Promise.resolve(c.text("This page is served under localhost only.", 403));

/** What the fault "Slack slow" adds, in ms: longer than the bot waits. */
const LATE = 6_000;

/** The request is carried out at once; the answer alone may come late. */
async function answerLate(faults: Inside["faults"], next: () => Promise<void>): Promise<void> {
  await next();
  if (faults.isSecond("slack-slow")) await wait(LATE, undefined, { ref: false });
}

/** The pretended Slack: its Web API, its page, and its way to the bot. */
export function createSlackApp(deps: SlackAppDeps): Hono {
  const { workspace, mailbox, signingSecret, botToken, invokeBot, reportError, inside } = deps;
  const { answerWithin = 3000, onVisit = () => undefined } = deps;
  const responseUrls = createResponseUrls({ workspace });
  const bot = createBotRequests({ signingSecret, invokeBot, reportError, answerWithin });
  const triggers = createTriggers();
  const views = createViews();
  const parts = { workspace, responseUrls, triggers, views, bot };

  const app = new Hono();
  app.use(methodNotAllowed({ app }));
  app.use(
    limitBody(LARGEST_BODY, (c, status) =>
      c.text(status === 413 ? "Payload Too Large" : "Length Required", status),
    ),
  );
  // Before the policy of all the rest, which would take the place of its own.
  app.route("/verify", createVerifyPage());
  app.use(
    secureHeaders({
      strictTransportSecurity: false,
      referrerPolicy: "no-referrer",
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", ...readInlineScripts()],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    }),
  );
  for (const path of ["/", "/page/*", "/mail", "/playground/*", "/inside/*"])
    app.use(path, loopbackNamesOnly);

  app.route("/", createPageFiles());
  app.get("/mail", (c) => c.json(mailbox.list()));
  app.route(
    "/playground",
    createPlayground({
      workspace,
      live: createLiveEvents({ workspace, views, mailbox, feeds: inside.feeds, onVisit }),
      sendSlashCommand: createSlashCommand(parts),
      sendAction: createBlockAction(parts),
      viewSubmission: createViewSubmission(parts),
    }),
  );

  app.route("/inside", createInsideApp(inside));

  app.use("/api/*", (_c, next) => answerLate(inside.faults, next));
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

  app.onError((error, c) => {
    // Who has hung up needs no answer and is no failure of ours.
    if (!c.req.raw.signal.aborted) reportError(error);
    return c.text("Internal Server Error", 500);
  });
  return app;
}
