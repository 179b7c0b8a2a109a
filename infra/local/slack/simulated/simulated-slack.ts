import type { LocalSettings } from "../../settings/settings.ts";
import type { Faults } from "../../web/inspector/faults.ts";
import { createTexts } from "../../web/page/locales/locales.js";
import type { SlackRefused } from "../real/slack-refused.ts";
import type { Slack, SlackDeps } from "../slack.ts";
import { greet } from "./greet.ts";
import { createSlackApp } from "./slack-app.ts";
import { createWorkspace, TEAM } from "./workspace.ts";

interface SimulatedSlackDeps extends SlackDeps {
  settings: LocalSettings;
  faults: Faults;
  /** Empties all services, for the page's reset. */
  resetServices(): Promise<void>;
  /** Slack's own clock, in ms. */
  now?: (() => number) | undefined;
}

/** A small Slack workspace in this process. */
export function createSimulatedSlack(deps: SimulatedSlackDeps): Slack {
  const { settings, store, faults, feeds, findExecution, resetServices, now, ...common } = deps;
  const { LOTTERY_LOCALE: locale, LOTTERY_COMMAND: command } = settings;
  const texts = createTexts(locale, command);
  const workspace = createWorkspace({ locale, command, store, ...(now && { now }) });
  const app = createSlackApp({
    ...common,
    locale,
    command,
    host: settings.LOTTERY_HOST,
    workspace,
    onVisit: () => greet(workspace, texts),
    inspector: {
      feeds: [...feeds, faults.feed],
      faults,
      findExecution,
      async reset() {
        await resetServices();
        workspace.clear();
        greet(workspace, texts);
      },
    },
    signingSecret: settings.SLACK_SIGNING_SECRET,
    botToken: settings.SLACK_BOT_TOKEN,
  });
  return {
    app,
    identify: () => Promise.resolve(TEAM.id),
    open: () => Promise.resolve(),
    refused: Promise.withResolvers<SlackRefused>().promise,
    close: () => undefined,
  };
}
