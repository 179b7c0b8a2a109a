import { WebClient } from "@slack/web-api";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach } from "vitest";
import { z } from "zod";
import { openPage } from "../../../../support/open-page.ts";
import { BOT_TOKEN, readForm, startSlack } from "../../../../support/serve-slack.ts";

/** Formats plain text as Slack does. */
export const plainText = (text: string) => ({ type: "plain_text" as const, text });

/** A modal with one element of each type that has a value. */
export const MODAL = {
  type: "modal" as const,
  callback_id: "new_draw",
  title: plainText("New draw"),
  submit: plainText("Draw"),
  blocks: [
    {
      type: "input" as const,
      block_id: "prize",
      label: plainText("Prize"),
      hint: plainText("What can be won"),
      element: { type: "plain_text_input" as const, action_id: "text", placeholder: plainText("AirPods") },
    },
    {
      type: "input" as const,
      block_id: "count",
      label: plainText("Winners"),
      element: { type: "number_input" as const, action_id: "number", is_decimal_allowed: false },
    },
    {
      type: "input" as const,
      block_id: "city",
      label: plainText("City"),
      optional: true,
      element: {
        type: "static_select" as const,
        action_id: "select",
        options: ["Berlin", "上海"].map((name, at) => ({ text: plainText(name), value: `p${at}` })),
      },
    },
    {
      type: "input" as const,
      block_id: "notify",
      label: plainText("Notify"),
      optional: true,
      element: {
        type: "checkboxes" as const,
        action_id: "boxes",
        options: ["Mail", "Slack"].map((name) => ({ text: plainText(name), value: name.toLowerCase() })),
      },
    },
    {
      type: "input" as const,
      block_id: "host",
      label: plainText("Host"),
      optional: true,
      element: { type: "users_select" as const, action_id: "user" },
    },
  ],
};

const payloadSchema = z.looseObject({
  type: z.string(),
  trigger_id: z.string().optional(),
  view: z.looseObject({ id: z.string(), state: z.object({ values: z.unknown() }) }).optional(),
  state: z.object({ values: z.unknown() }).optional(),
  actions: z.array(z.looseObject({ action_id: z.string() })).default([]),
});

type Payload = z.infer<typeof payloadSchema>;

type Submitted = (payload: Payload) => unknown;
const accept: Submitted = () => ({ statusCode: 200 });

/**
 * Opens the page of a workspace whose app opens the modal for a command. The tests of a file share it, because loading it
 * takes most of the time of a test. `respondWith` sets the responses to submissions and clicks until the end of a test.
 */
export async function shareModalWorkspace(browser: Browser, responseTimeout = 5_000) {
  const payloads: Payload[] = [];
  let submitted = accept;
  const slack = await startSlack({
    isForBrowser: true,
    responseTimeout,
    async bot(event) {
      const { payload, trigger_id = "" } = readForm(event);
      if (payload === undefined) {
        const client = new WebClient(BOT_TOKEN, { slackApiUrl: `${slack.url}/api/` });
        await client.views.open({ trigger_id, view: MODAL });
        return { statusCode: 200 };
      }
      const parsed = payloadSchema.parse(JSON.parse(payload));
      payloads.push(parsed);
      return await submitted(parsed);
    },
  });
  afterAll(slack.stop);
  const page = await openPage(browser, slack.url, { whenFinished: afterAll });
  afterEach(async () => {
    submitted = accept;
    slack.workspace.clear();
    await page.getByRole("log").getByRole("article").first().waitFor({ state: "detached" });
    if (await page.getByRole("dialog").isVisible()) await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    payloads.length = 0;
  });
  const respondWith = (respond: Submitted) => {
    submitted = respond;
  };
  return { slack, page, payloads, respondWith };
}

/** Types the command that opens the modal. */
export async function openModal(page: Page) {
  await page.getByRole("textbox", { name: "Message #lottery" }).fill("/lottery new");
  await page.keyboard.press("Enter");
  const modal = page.getByRole("dialog", { name: "New draw" });
  await modal.waitFor();
  return modal;
}
