import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { Blocks } from "../../../../../infra/local/slack/simulated/block-kit/blocks.ts";
import { openPage } from "../../../../support/open-page.ts";
import { readForm, respondJson, serveSlack } from "../../../../support/serve-slack.ts";

/** A bot that responds to `draw` in the channel and to other commands only to the caller. It never responds to clicks. */
const bot: Parameters<typeof serveSlack>[0] = {
  bot: (event) => {
    const { text = "", payload } = readForm(event);
    if (payload) return new Promise(() => undefined);
    return respondJson({
      response_type: text.startsWith("draw") ? "in_channel" : "ephemeral",
      text: `*You said* ${text}`,
    });
  },
  responseTimeout: 200,
  isForBrowser: true,
};

/** Opens the page of a new workspace. */
export async function openWorkspace(browser: Browser, options: BrowserContextOptions = {}) {
  const slack = await serveSlack(bot);
  const page = await openPage(browser, slack.url, options);
  return { slack, page, messages: page.getByRole("log", { name: "Messages" }).getByRole("article") };
}

/** Types a text into the message box and sends it. */
export async function type(page: Page, text: string) {
  await page.getByRole("textbox", { name: "Message #lottery" }).fill(text);
  await page.keyboard.press("Enter");
}

type Section = Extract<Blocks[number], { type: "section" }>;

export const section = (text: string, block_id = "s", accessory?: Section["accessory"]): Section => ({
  type: "section",
  block_id,
  text: { type: "mrkdwn", text },
  accessory,
});
