import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach } from "vitest";
import type { Blocks } from "../../../../../infra/local/slack/simulated/block-kit/blocks.ts";
import { openPage, WIDE } from "../../../../support/open-page.ts";
import { readForm, respondJson, startSlack } from "../../../../support/serve-slack.ts";

/** A bot that responds to `draw` in the channel and to other commands only to the caller. It never responds to clicks. */
const bot: Parameters<typeof startSlack>[0] = {
  bot: (event) => {
    const { text = "", payload } = readForm(event);
    if (payload) return new Promise(() => undefined);
    return respondJson({
      response_type: text.startsWith("draw") ? "in_channel" : "ephemeral",
      text: `*You said* ${text}`,
    });
  },
  responseTimeout: 200,
};

/**
 * Opens the page of a workspace that the tests of a file share, because loading it takes most of the time of a test. After
 * each test, the workspace is empty again, and the page is as at first.
 */
export async function shareWorkspace(browser: Browser, options: Parameters<typeof startSlack>[0] = bot) {
  const slack = await startSlack({ ...options, isForBrowser: true });
  afterAll(slack.stop);
  const page = await openPage(browser, slack.url, { whenFinished: afterAll });
  const messages = page.getByRole("log", { name: "Messages" }).getByRole("article");
  afterEach(async () => {
    await page.unrouteAll();
    await showIn(page, {});
    await page.getByRole("radio", { name: "Olivia Operator" }).check();
    await page.getByRole("textbox", { name: "Message #lottery" }).fill("");
    slack.mailbox.clear();
    slack.workspace.clear();
    slack.events.length = 0;
    await messages.first().waitFor({ state: "detached" });
    await page.getByRole("tab", { name: "State machine" }).click();
    await page.getByRole("textbox", { name: "Message #lottery" }).focus();
  });
  return { slack, page, messages };
}

/** Shows a shared page in another window, until the end of the test. */
export async function showIn(
  page: Page,
  { viewport = WIDE, colorScheme = null }: Pick<BrowserContextOptions, "viewport" | "colorScheme">,
) {
  if (viewport) await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme });
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
