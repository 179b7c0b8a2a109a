import { readFact, writeFact } from "../../services/store/facts.ts";
import type { RealSlackSettings } from "../../settings/settings.ts";
import { createBotRequests } from "../simulated/requests/bot-requests.ts";
import type { Slack, SlackDeps } from "../slack.ts";
import { createConnection } from "./connection.ts";
import { createHandleEnvelope } from "./handle-envelope.ts";
import { createWatchApp } from "./watch-app.ts";

/** The fact that names the workspace to which the data belongs. */
const SLACK_TEAM = "slack-team";

interface RealSlackDeps extends SlackDeps {
  settings: RealSlackSettings;
}

/** A real workspace: the connection that brings its requests to the bot, and a page that shows what the services do. */
export function createRealSlack({ settings, store, mailbox, feeds, ...deps }: RealSlackDeps): Slack {
  const { SLACK_APP_TOKEN, SLACK_BOT_TOKEN, SLACK_API_URL, SLACK_SIGNING_SECRET, LOTTERY_HOST } = settings;
  const teamId = settings.SLACK_TEAM_ID ?? readFact(store, SLACK_TEAM);
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
    handleEnvelope: createHandleEnvelope(SLACK_SIGNING_SECRET, bot),
  });
  const app = createWatchApp({
    locale: settings.LOTTERY_LOCALE,
    command: settings.LOTTERY_COMMAND,
    host: LOTTERY_HOST,
    mailbox,
    mailing: settings.smtp ? "sent" : "shown",
    feeds: [...feeds, connection.feed],
    findExecution: deps.findExecution,
    reportError: deps.reportError,
  });
  return {
    app,
    async identify() {
      const id = teamId ?? (await connection.identify());
      writeFact(store, SLACK_TEAM, id);
      return id;
    },
    open: connection.open,
    refused: connection.refused,
    close: connection.close,
  };
}
