/** @module-tag browser */
import { WebClient } from "@slack/web-api";
import { expect, test } from "vitest";
import { findBarriers } from "../../../../../support/axe.ts";
import { BOT_TOKEN, CHANNEL, readForm, respondJson, serveSlack } from "../../../../../support/serve-slack.ts";
import { shareBrowser } from "../../../../../support/share-browser.ts";
import { MODAL, openModal, plainText, shareModalWorkspace } from "../open-modal-workspace.ts";

/** ms that Slack waits for a response. */
const RESPONSE_TIMEOUT = 1_000;

const { page, payloads, respondWith } = await shareModalWorkspace(await shareBrowser(), RESPONSE_TIMEOUT);

test("a modal is filled in, submitted as Slack does, and closes", async () => {
  const modal = await openModal(page);
  expect(await findBarriers(page)).toEqual([]);
  await modal.getByRole("textbox", { name: "Prize" }).fill("AirPods & <more>");
  await modal.getByRole("spinbutton", { name: "Winners" }).fill("2");
  await modal.getByRole("combobox", { name: "City" }).selectOption("上海");
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
            city: { select: { type: "static_select", selected_option: { value: "p1" } } },
            notify: {
              boxes: { type: "checkboxes", selected_options: [{ value: "mail" }, { value: "slack" }] },
            },
            host: { user: { type: "users_select", selected_user: "U0WEI" } },
          },
        },
      },
    },
  ]);
});

test("a modal requires missing values, shows the app's errors at their inputs, and is replaced by an update", async () => {
  const responses = [
    respondJson({ response_action: "errors", errors: { prize: "No such prize" } }),
    respondJson({
      response_action: "update",
      view: { ...MODAL, title: plainText("Done"), blocks: [], submit: undefined },
    }),
  ];
  respondWith(() => responses.shift());
  const modal = await openModal(page);
  await modal.getByRole("button", { name: "Draw" }).click();
  expect(payloads).toEqual([]);
  await modal.getByRole("textbox", { name: "Prize" }).fill("x");
  await modal.getByRole("spinbutton", { name: "Winners" }).fill("2");
  await modal.getByRole("button", { name: "Draw" }).click();
  await modal.getByRole("alert").filter({ hasText: "No such prize" }).waitFor();
  expect(payloads[0]?.view?.state.values, "an empty value is null, as in Slack").toMatchObject({
    city: { select: { selected_option: null } },
    notify: { boxes: { selected_options: [] } },
    host: { user: { selected_user: null } },
  });
  expect(await modal.getByRole("textbox", { name: "Prize" }).inputValue()).toBe("x");
  await modal.getByRole("button", { name: "Draw" }).click();
  await page.getByRole("dialog", { name: "Done" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
});

test("a modal shows Slack's error if the app is too slow, and stays open", async () => {
  respondWith(() => new Promise(() => undefined));
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

test("a modal that is submitted twice before the app responds is submitted once", async () => {
  const response = Promise.withResolvers<object>();
  respondWith(() => response.promise);
  const modal = await openModal(page);
  await modal.getByRole("textbox", { name: "Prize" }).fill("x");
  await modal.getByRole("spinbutton", { name: "Winners" }).fill("2");
  await modal.getByRole("button", { name: "Draw" }).dblclick();
  await modal.locator("form").evaluate((form: HTMLFormElement) => {
    form.requestSubmit();
    form.requestSubmit();
  });
  response.resolve({ statusCode: 200 });
  await modal.waitFor({ state: "detached" });
  expect(payloads).toHaveLength(1);
});
