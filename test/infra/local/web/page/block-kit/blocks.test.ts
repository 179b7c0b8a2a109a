/** @module-tag browser */
import { WebClient } from "@slack/web-api";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { openBrowser } from "../../../../../../infra/local/screenshots/browser.ts";
import { findBarriers } from "../../../../../support/axe.ts";
import { openPage } from "../../../../../support/open-page.ts";
import { BOT_TOKEN, CHANNEL, readForm, respondJson, serveSlack } from "../../serve-slack.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser.close());

const text = (words: string) => ({ type: "plain_text" as const, text: words });

/** A modal with an element of each kind that holds a value. */
const MODAL = {
  type: "modal" as const,
  callback_id: "new_draw",
  title: text("New draw"),
  submit: text("Draw"),
  blocks: [
    {
      type: "input" as const,
      block_id: "prize",
      label: text("Prize"),
      hint: text("What can be won"),
      element: { type: "plain_text_input" as const, action_id: "text", placeholder: text("AirPods") },
    },
    {
      type: "input" as const,
      block_id: "count",
      label: text("Winners"),
      element: { type: "number_input" as const, action_id: "number", is_decimal_allowed: false },
    },
    {
      type: "input" as const,
      block_id: "place",
      label: text("Place"),
      optional: true,
      element: {
        type: "static_select" as const,
        action_id: "select",
        options: ["Berlin", "上海"].map((name, at) => ({ text: text(name), value: `p${at}` })),
      },
    },
    {
      type: "input" as const,
      block_id: "tell",
      label: text("Tell"),
      optional: true,
      element: {
        type: "checkboxes" as const,
        action_id: "boxes",
        options: ["Mail", "Slack"].map((name) => ({ text: text(name), value: name.toLowerCase() })),
      },
    },
    {
      type: "input" as const,
      block_id: "host",
      label: text("Host"),
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

/** A workspace with an app that opens the modal for a command, and answers submissions as told; and its page. */
async function openWorkspace(submitted: (payload: Payload) => unknown = () => ({ statusCode: 200 })) {
  const payloads: Payload[] = [];
  const slack = await serveSlack({
    responseTimeout: 400,
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
  const page = await openPage(browser, slack.url);
  return { slack, page, payloads };
}

async function openModal(page: Page) {
  await page.getByRole("textbox", { name: "Message #lottery" }).fill("/lottery new");
  await page.keyboard.press("Enter");
  const modal = page.getByRole("dialog", { name: "New draw" });
  await modal.waitFor();
  return modal;
}

test("a modal is filled in, sent as Slack sends it, and closes", async () => {
  const { page, payloads } = await openWorkspace();
  const modal = await openModal(page);
  expect(await findBarriers(page)).toEqual([]);
  await modal.getByRole("textbox", { name: "Prize" }).fill("AirPods & <more>");
  await modal.getByRole("spinbutton", { name: "Winners" }).fill("2");
  await modal.getByRole("combobox", { name: "Place" }).selectOption("上海");
  for (const name of ["Slack", "Mail"]) await modal.getByRole("checkbox", { name }).check();
  await modal.getByRole("combobox", { name: "Host" }).selectOption("张伟");
  await modal.getByRole("button", { name: "Draw" }).click();
  await modal.waitFor({ state: "detached" });
  expect(payloads).toMatchObject([
    {
      type: "view_submission",
      user: { id: "U0OPERATOR" },
      view: {
        callback_id: "new_draw",
        state: {
          values: {
            prize: { text: { type: "plain_text_input", value: "AirPods & <more>" } },
            count: { number: { type: "number_input", value: "2" } },
            place: { select: { type: "static_select", selected_option: { value: "p1" } } },
            tell: {
              boxes: { type: "checkboxes", selected_options: [{ value: "mail" }, { value: "slack" }] },
            },
            host: { user: { type: "users_select", selected_user: "U0WEI" } },
          },
        },
      },
    },
  ]);
});

test("what is missing is asked for, what the app refuses is told at its place, and an update takes the modal's place", async () => {
  const answers = [
    respondJson({ response_action: "errors", errors: { prize: "No such prize" } }),
    respondJson({
      response_action: "update",
      view: { ...MODAL, title: text("Done"), blocks: [], submit: undefined },
    }),
  ];
  const { page, payloads } = await openWorkspace(() => answers.shift());
  const modal = await openModal(page);
  await modal.getByRole("button", { name: "Draw" }).click();
  expect(payloads).toEqual([]);
  await modal.getByRole("textbox", { name: "Prize" }).fill("x");
  await modal.getByRole("spinbutton", { name: "Winners" }).fill("2");
  await modal.getByRole("button", { name: "Draw" }).click();
  await modal.getByRole("alert").filter({ hasText: "No such prize" }).waitFor();
  expect(payloads[0]?.view?.state.values, "what is left empty is null, as in Slack").toMatchObject({
    place: { select: { selected_option: null } },
    tell: { boxes: { selected_options: [] } },
    host: { user: { selected_user: null } },
  });
  expect(await modal.getByRole("textbox", { name: "Prize" }).inputValue()).toBe("x");
  await modal.getByRole("button", { name: "Draw" }).click();
  await page.getByRole("dialog", { name: "Done" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
});

test("an app that is too slow is told of in Slack's own words, and the modal stays", async () => {
  const { page } = await openWorkspace(() => new Promise(() => undefined));
  const modal = await openModal(page);
  await modal.getByRole("textbox", { name: "Prize" }).fill("x");
  await modal.getByRole("spinbutton", { name: "Winners" }).fill("2");
  await modal.getByRole("button", { name: "Draw" }).click();
  await modal.getByText("We had some trouble connecting. Try again?").waitFor();
});

test("a trigger opens one modal, within three seconds", async () => {
  const errors: unknown[] = [];
  const slack = await serveSlack({
    async bot(event) {
      const { trigger_id = "" } = readForm(event);
      const client = new WebClient(BOT_TOKEN, { slackApiUrl: `${slack.url}/api/` });
      const { ok } = await client.views.open({ trigger_id, view: MODAL });
      for (const trigger of [trigger_id, "1.2.3"])
        errors.push(
          await client.views
            .open({ trigger_id: trigger, view: MODAL })
            .catch((error: Error) => error.message),
        );
      return respondJson({ text: String(ok) });
    },
  });
  await slack.type("U0MEMBER", "/lottery new");
  expect(slack.workspace.messages(CHANNEL).at(-1)?.text).toBe("true");
  expect(errors).toEqual([
    expect.stringContaining("exchanged_trigger_id"),
    expect.stringContaining("invalid_trigger_id"),
  ]);
});

test("selects and buttons of a message tell the app what they hold, and one asks before it is pressed", async () => {
  const { page, payloads, slack } = await openWorkspace();
  slack.workspace.post(CHANNEL, "U0LOTTERY", {
    text: "x",
    blocks: [
      {
        type: "actions",
        block_id: "a",
        elements: [
          {
            type: "static_select",
            action_id: "who",
            placeholder: text("Who"),
            options: [{ text: text("Ann"), value: "ann" }],
          },
          {
            type: "button",
            action_id: "go",
            text: text("Go"),
            value: "1",
            confirm: {
              title: text("Sure?"),
              text: text("It cannot be undone."),
              confirm: text("Yes, go"),
              deny: text("No"),
            },
          },
        ],
      },
    ],
  });
  await page.getByRole("combobox", { name: "Who" }).selectOption("Ann");
  await expect.poll(() => payloads.length).toBe(1);
  await page.getByRole("button", { name: "Go" }).click();
  await page.getByRole("dialog", { name: "Sure?" }).getByRole("button", { name: "No" }).click();
  await page.getByRole("button", { name: "Go" }).click();
  await page.getByRole("button", { name: "Yes, go" }).click();
  await expect.poll(() => payloads.length).toBe(2);
  const values = { a: { who: { type: "static_select", selected_option: { value: "ann" } } } };
  expect(payloads).toMatchObject([
    { type: "block_actions", actions: [{ action_id: "who", selected_option: { value: "ann" } }] },
    { type: "block_actions", actions: [{ action_id: "go", value: "1" }], state: { values } },
  ]);
});

const CANDIDATES = ["Ann Lee", "Ann Li", "李安"].map((name, at) => ({ text: text(name), value: `p${at}` }));

test("a menu in a message tells each choice as Slack does, and none that is denied", async () => {
  const answers = [Promise.withResolvers<object>(), Promise.withResolvers<object>()];
  const pending = answers.map(({ promise }) => promise);
  const { page, payloads, slack } = await openWorkspace(() => pending.shift() ?? { statusCode: 200 });
  const confirm = {
    title: text("Sure?"),
    text: text("It cannot be undone."),
    confirm: text("Yes"),
    deny: text("No"),
  };
  slack.workspace.post(CHANNEL, "U0LOTTERY", {
    text: "x",
    blocks: [
      {
        type: "section",
        block_id: "free",
        text: text("Which one?"),
        accessory: {
          type: "static_select",
          action_id: "who",
          placeholder: text("Which Ann"),
          options: CANDIDATES,
        },
      },
      {
        type: "actions",
        block_id: "asked",
        elements: [
          {
            type: "static_select",
            action_id: "heir",
            placeholder: text("Heir"),
            options: CANDIDATES,
            ...(CANDIDATES[0] && { initial_option: CANDIDATES[0] }),
            confirm,
          },
        ],
      },
    ],
  });
  const menu = page.getByRole("combobox", { name: "Which Ann" });
  await menu.waitFor();
  expect(await menu.getByRole("option").allInnerTexts()).toEqual(["Ann Lee", "Ann Li", "李安"]);
  // The app has not answered the first choice yet when the second is made.
  await menu.selectOption("Ann Li");
  await menu.selectOption("李安");
  await expect.poll(() => payloads.length).toBe(2);
  for (const { resolve } of answers) resolve({ statusCode: 200 });

  const asked = page.getByRole("combobox", { name: "Heir" });
  const answer = async (name: string, button: string) => {
    await asked.selectOption(name);
    await page.getByRole("dialog", { name: "Sure?" }).getByRole("button", { name: button }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  };
  await answer("Ann Li", "No");
  expect(await asked.inputValue()).toBe("p0");
  await answer("李安", "Yes");
  await expect.poll(() => payloads.length).toBe(3);
  await answer("Ann Li", "No");
  expect(await asked.inputValue()).toBe("p2");

  const chosen = (at: number) => CANDIDATES[at];
  const menuOf = (action_id: string, block_id: string, at: number) => ({
    type: "static_select",
    action_id,
    block_id,
    selected_option: chosen(at),
    action_ts: expect.any(String),
  });
  expect(payloads.map(({ actions }) => actions)).toEqual([
    [{ ...menuOf("who", "free", 1), placeholder: text("Which Ann") }],
    [{ ...menuOf("who", "free", 2), placeholder: text("Which Ann") }],
    [{ ...menuOf("heir", "asked", 2), placeholder: text("Heir"), initial_option: chosen(0) }],
  ]);
  expect(payloads[2]?.state?.values).toEqual({
    free: { who: { type: "static_select", selected_option: chosen(2) } },
    asked: { heir: { type: "static_select", selected_option: chosen(2) } },
  });
});

test("a double-click on a button is one click", async () => {
  const answer = Promise.withResolvers<object>();
  const { page, payloads, slack } = await openWorkspace(() => answer.promise);
  slack.workspace.post(CHANNEL, "U0LOTTERY", {
    text: "x",
    blocks: [
      {
        type: "actions",
        block_id: "a",
        elements: [{ type: "button", action_id: "go", text: text("Go") }],
      },
    ],
  });
  const button = page.getByRole("button", { name: "Go" });
  await button.dblclick();
  await button.evaluate((it: HTMLButtonElement) => {
    it.click();
    it.click();
  });
  await expect.poll(() => button.getAttribute("aria-busy")).toBe("true");
  answer.resolve({ statusCode: 200 });
  await expect.poll(() => button.getAttribute("aria-busy")).toBe("false");
  expect(payloads).toHaveLength(1);
  await button.click();
  await expect.poll(() => payloads.length).toBe(2);
});

test("a modal that is submitted twice before the app answers is submitted once", async () => {
  const answer = Promise.withResolvers<object>();
  const { page, payloads } = await openWorkspace(() => answer.promise);
  const modal = await openModal(page);
  await modal.getByRole("textbox", { name: "Prize" }).fill("x");
  await modal.getByRole("spinbutton", { name: "Winners" }).fill("2");
  await modal.getByRole("button", { name: "Draw" }).dblclick();
  await modal.locator("form").evaluate((form: HTMLFormElement) => {
    form.requestSubmit();
    form.requestSubmit();
  });
  answer.resolve({ statusCode: 200 });
  await modal.waitFor({ state: "detached" });
  expect(payloads).toHaveLength(1);
});

test("a thread holds its replies, and the channel counts them", async () => {
  const { page, slack } = await openWorkspace();
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
