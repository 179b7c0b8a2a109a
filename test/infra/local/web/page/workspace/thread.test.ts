/** @module-tag browser */
import { WebClient } from "@slack/web-api";
import { expect, test } from "vitest";
import { BOT_TOKEN, CHANNEL } from "../../../../../support/serve-slack.ts";
import { shareBrowser } from "../../../../../support/share-browser.ts";
import { shareModalWorkspace } from "../open-modal-workspace.ts";

const { page, slack } = await shareModalWorkspace(await shareBrowser());

test("a thread shows its replies, and the channel shows their number", async () => {
  const { ts } = slack.workspace.post(CHANNEL, "U0LOTTERY", { text: "drawn" });
  await page.getByRole("button", { name: "Reply in thread" }).click();
  await page.getByRole("textbox", { name: "Reply in the thread" }).fill("congratulations");
  await page.keyboard.press("Enter");
  const thread = page.getByRole("log", { name: "Thread" });
  slack.workspace.post(CHANNEL, "U0MEMBER", { text: "something else" });
  await thread.getByText("congratulations").waitFor();
  await page.getByRole("textbox", { name: "Reply in the thread" }).fill("/lottery new");
  await page.keyboard.press("Enter");
  await thread.getByText("/lottery is not supported in threads. Sorry!").waitFor();
  const client = new WebClient(BOT_TOKEN, { slackApiUrl: `${slack.url}/api/` });
  await client.chat.postMessage({ channel: CHANNEL, thread_ts: ts, text: "thank you" });
  await thread.getByText("thank you").waitFor();
  expect(await thread.getByText("something else").count()).toBe(0);
  expect((await client.conversations.history({ channel: CHANNEL })).messages).toHaveLength(2);
  expect((await client.conversations.replies({ channel: CHANNEL, ts })).messages).toHaveLength(3);
  await page.getByRole("button", { name: "Back to the channel" }).click();
  await page.getByRole("button", { name: "2 replies" }).waitFor();
});
