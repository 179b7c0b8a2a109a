import type { Mailbox } from "../../services/mail/mailbox.ts";
import type { RealSlackSettings } from "../../settings/settings.ts";
import type { Feed } from "../../web/inspector/feed.ts";
import type { Inspector } from "../../web/inspector/inspector.ts";
import { createBotRequests, type InvokeBot } from "../simulated/requests/bot-requests.ts";
import { createAnswerEnvelope } from "./answer-envelope.ts";
import { createConnection } from "./connection.ts";
import { createWatchApp } from "./watch-app.ts";

interface RealSlackDeps {
  settings: RealSlackSettings;
  teamId: string | undefined;
  mailbox: Mailbox;
  /** What the page shows beside the connection. */
  feeds: readonly Feed[];
  findExecution: Inspector["findExecution"];
  /** Calls the bot's Lambda function with an API Gateway event. */
  invokeBot: InvokeBot;
  reportError: (error: unknown) => void;
}

/** A real workspace instead of the pretended one: the way from there to the bot, and the page that shows what happens inside. */
export function createRealSlack({ settings, teamId, mailbox, feeds, ...deps }: RealSlackDeps) {
  const { SLACK_APP_TOKEN, SLACK_BOT_TOKEN, SLACK_API_URL, SLACK_SIGNING_SECRET, LOTTERY_HOST } = settings;
  const bot = createBotRequests({
    signingSecret: SLACK_SIGNING_SECRET,
    invokeBot: deps.invokeBot,
    reportError: deps.reportError,
  });
  const connection = createConnection({
    appToken: SLACK_APP_TOKEN,
    botToken: SLACK_BOT_TOKEN,
    teamId,
    apiUrl: SLACK_API_URL,
    proxies: settings.proxies,
    answer: createAnswerEnvelope(SLACK_SIGNING_SECRET, bot),
  });
  const app = createWatchApp({
    host: LOTTERY_HOST,
    mailbox,
    mailing: settings.smtp ? "sent" : "shown",
    feeds: [...feeds, connection.feed],
    findExecution: deps.findExecution,
    reportError: deps.reportError,
  });
  return { app, ...connection };
}
