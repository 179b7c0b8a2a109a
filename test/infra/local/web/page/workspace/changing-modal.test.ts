/** @module-tag browser */
import { WebClient } from "@slack/web-api";
import type { Browser } from "playwright-core";
import { expect, test } from "vitest";
import { findBarriers } from "../../../../../support/axe.ts";
import { openPage } from "../../../../../support/open-page.ts";
import { BOT_TOKEN, readForm, respondJson, serveSlack } from "../../../../../support/serve-slack.ts";
import { shareBrowser } from "../../../../../support/share-browser.ts";
import { plainText } from "../open-modal-workspace.ts";

const browser = await shareBrowser();

const option = (name: string) => ({ text: plainText(name), value: name.toLowerCase() });

/** A form that the app changes while it is filled in. `preview` is the app's text below. */
const createView = (preview: string) => ({
  type: "modal" as const,
  callback_id: "new_draw",
  title: plainText("New draw"),
  submit: plainText("Draw"),
  blocks: [
    {
      type: "input" as const,
      block_id: "prize",
      dispatch_action: true,
      label: plainText("Prize"),
      element: {
        type: "static_select" as const,
        action_id: "prize",
        options: [option("Bike"), option("Lamp")],
        initial_option: option("Bike"),
      },
    },
    {
      type: "input" as const,
      block_id: "winners",
      dispatch_action: true,
      label: plainText("Winners"),
      element: {
        type: "number_input" as const,
        action_id: "winners",
        is_decimal_allowed: false,
        initial_value: preview === "" ? "1" : "7",
        dispatch_action_config: { trigger_actions_on: ["on_character_entered" as const] },
      },
    },
    {
      type: "input" as const,
      block_id: "search",
      dispatch_action: true,
      optional: true,
      label: plainText("Search"),
      element: { type: "plain_text_input" as const, action_id: "search" },
    },
    {
      type: "input" as const,
      block_id: "departments",
      optional: true,
      label: plainText("Departments"),
      element: {
        type: "multi_static_select" as const,
        action_id: "departments",
        options: [option("Sales"), option("IT")],
      },
    },
    {
      type: "input" as const,
      block_id: "channel",
      label: plainText("Channel"),
      element: {
        type: "conversations_select" as const,
        action_id: "channel",
        default_to_current_conversation: true,
      },
    },
    {
      type: "input" as const,
      block_id: "roster",
      optional: true,
      label: plainText("Roster"),
      element: { type: "file_input" as const, action_id: "roster", filetypes: ["csv"], max_files: 1 },
    },
    {
      type: "actions" as const,
      block_id: "more",
      elements: [{ type: "button" as const, action_id: "more", text: plainText("More") }],
    },
    { type: "section" as const, block_id: "preview", text: plainText(preview || "no preview") },
  ],
});

const MORE = { type: "modal" as const, title: plainText("More"), blocks: [] };

/** Opens the form of an app that shows each change in the preview, and a form on top for the button. */
async function openChangingModal(on: Browser) {
  const actions: string[] = [];
  const submissions: unknown[] = [];
  const slack = await serveSlack({
    isForBrowser: true,
    async bot(event) {
      const { payload, trigger_id = "" } = readForm(event);
      const client = new WebClient(BOT_TOKEN, { slackApiUrl: `${slack.url}/api/` });
      if (payload === undefined) {
        await client.views.open({ trigger_id, view: createView("") });
        return { statusCode: 200 };
      }
      const { type, view, trigger_id: trigger, actions: [action] = [] } = JSON.parse(payload);
      if (type === "view_submission") {
        submissions.push(view.state.values);
        return respondJson({ response_action: "errors", errors: { prize: "Sold out" } });
      }
      const { action_id, selected_option, value } = action;
      actions.push(`${action_id}: ${selected_option?.value ?? value}`);
      if (action_id === "more") await client.views.push({ trigger_id: trigger, view: MORE });
      else await client.views.update({ view_id: view.id, view: createView(actions.at(-1) ?? "") });
      return { statusCode: 200 };
    },
  });
  const page = await openPage(on, slack.url);
  await page.getByRole("textbox", { name: "Message #lottery" }).fill("/lottery new");
  await page.keyboard.press("Enter");
  const modal = page.getByRole("dialog", { name: "New draw" });
  await modal.waitFor();
  return { page, modal, actions, submissions };
}

test("fields notify the app, and what was entered stays when the app changes the modal", async () => {
  const { page, modal, actions, submissions } = await openChangingModal(browser);
  expect(await findBarriers(page)).toEqual([]);
  await modal.getByRole("checkbox", { name: "IT" }).check();
  await modal.getByRole("combobox", { name: "Prize" }).selectOption("Lamp");
  await modal.getByText("prize: lamp").waitFor();
  const winners = modal.getByRole("spinbutton", { name: "Winners" });
  expect(await winners.inputValue(), "a new initial value changes nothing").toBe("1");
  await winners.fill("20");
  await modal.getByText("winners: 20").waitFor();
  await modal.getByRole("textbox", { name: "Search" }).fill("Ann");
  await page.keyboard.press("Enter");
  await modal.getByText("search: Ann").waitFor();
  expect(submissions, "Enter notified the app instead of submitting").toEqual([]);

  await modal.getByRole("button", { name: "Draw" }).click();
  await modal.getByRole("alert").filter({ hasText: "Sold out" }).waitFor();
  expect(submissions).toEqual([
    {
      prize: { prize: { type: "static_select", selected_option: option("Lamp") } },
      winners: { winners: { type: "number_input", value: "20" } },
      search: { search: { type: "plain_text_input", value: "Ann" } },
      departments: { departments: { type: "multi_static_select", selected_options: [option("IT")] } },
      channel: { channel: { type: "conversations_select", selected_conversation: "C0LOTTERY" } },
      roster: { roster: { type: "file_input", files: [] } },
    },
  ]);
  await modal.getByRole("combobox", { name: "Prize" }).selectOption("Bike");
  await modal.getByText("prize: bike").waitFor();
  await modal.getByText("Sold out").waitFor({ state: "detached" });
  expect(actions).toEqual(["prize: lamp", "winners: 20", "search: Ann", "prize: bike"]);
});

test("a modal below another one keeps what was entered, and works with the keyboard alone", async () => {
  const { page, modal, submissions } = await openChangingModal(browser);
  await modal.getByRole("combobox", { name: "Prize" }).focus();
  await page.keyboard.press("ArrowDown");
  await modal.getByText("prize: lamp").waitFor();
  await modal.getByRole("checkbox", { name: "Sales" }).focus();
  await page.keyboard.press("Space");
  await modal.getByRole("button", { name: "More" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "More" }).waitFor();
  await modal.waitFor({ state: "hidden" });
  await page.keyboard.press("Escape");
  await modal.waitFor();
  expect(await modal.getByRole("checkbox", { name: "Sales" }).isChecked()).toBe(true);
  await modal.getByRole("textbox", { name: "Search" }).focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect.poll(() => submissions.length).toBe(1);
});
