import { expect, onTestFinished, test } from "vitest";
import { createMailbox } from "../../../../../infra/local/services/mail/mailbox.ts";
import { openStore } from "../../../../../infra/local/services/store/store.ts";
import { readLocalSettings } from "../../../../../infra/local/settings/settings.ts";
import { createRealSlack } from "../../../../../infra/local/slack/real/real-slack.ts";
import { recordLog } from "../../../../support/record-log.ts";
import { APP_TOKEN, BOT_TOKEN, startGateway } from "../../../../support/simulated-gateway.ts";

/** Starts the Slack side of a lottery with this data, as another process would. */
function start(
  store: ReturnType<typeof openStore>,
  apiUrl: string,
  more: Readonly<Record<string, string>> = {},
) {
  const settings = readLocalSettings({
    SLACK_APP_TOKEN: APP_TOKEN,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_API_URL: apiUrl,
    LOTTERY_OPERATORS: "U0OPERATOR",
    ...more,
  });
  if (settings.SLACK_APP_TOKEN === undefined) throw new Error("The settings are not for a real Slack.");
  const slack = createRealSlack({
    settings,
    store,
    mailbox: createMailbox(),
    feeds: [],
    findExecution: () => undefined,
    invokeBot: () => Promise.reject(new Error("Nobody has called the bot.")),
    reportError: () => undefined,
  });
  onTestFinished(() => slack.close());
  return slack;
}

test("data belongs to the workspace of its first start: later it starts also while Slack cannot be reached, and refuses a token of another one", async () => {
  using _ = recordLog();
  await using gateway = await startGateway();
  const store = openStore();
  onTestFinished(() => store.close());
  expect(await start(store, gateway.apiUrl).identify()).toBe("T0LOTTERY");

  gateway.refuse("auth.test", { status: 503 });
  const second = start(store, gateway.apiUrl);
  expect(await second.identify()).toBe("T0LOTTERY");
  await second.open();
  second.close();

  gateway.relent("auth.test");
  const ofAnother = /^SLACK_BOT_TOKEN belongs to the Slack workspace T0LOTTERY, but .* T0OTHER\. /;
  const third = start(store, gateway.apiUrl, { SLACK_TEAM_ID: "T0OTHER" });
  expect(await third.identify()).toBe("T0OTHER");
  await expect(third.open()).rejects.toThrow(ofAnother);
  await expect(start(store, gateway.apiUrl).open()).rejects.toThrow(ofAnother);
});
