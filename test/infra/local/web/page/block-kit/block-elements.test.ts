/** @module-tag browser */
import { expect, test } from "vitest";
import { CHANNEL } from "../../../../../support/serve-slack.ts";
import { shareBrowser } from "../../../../../support/share-browser.ts";
import { plainText, shareModalWorkspace } from "../open-modal-workspace.ts";

const { page, payloads, slack, respondWith } = await shareModalWorkspace(await shareBrowser());

test("menus and buttons of a message send their values to the app, and a button can ask for confirmation", async () => {
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
            placeholder: plainText("Who"),
            options: [{ text: plainText("Ann"), value: "ann" }],
          },
          {
            type: "button",
            action_id: "go",
            text: plainText("Go"),
            value: "1",
            confirm: {
              title: plainText("Sure?"),
              text: plainText("It cannot be undone."),
              confirm: plainText("Yes, go"),
              deny: plainText("No"),
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

const CANDIDATES = ["Ann Lee", "Ann Li", "李安"].map((name, at) => ({
  text: plainText(name),
  value: `p${at}`,
}));

test("a menu in a message sends each choice as Slack does, except a choice that the user does not confirm", async () => {
  const responses = [Promise.withResolvers<object>(), Promise.withResolvers<object>()];
  const pending = responses.map(({ promise }) => promise);
  respondWith(() => pending.shift() ?? { statusCode: 200 });
  const confirm = {
    title: plainText("Sure?"),
    text: plainText("It cannot be undone."),
    confirm: plainText("Yes"),
    deny: plainText("No"),
  };
  slack.workspace.post(CHANNEL, "U0LOTTERY", {
    text: "x",
    blocks: [
      {
        type: "section",
        block_id: "free",
        text: plainText("Which one?"),
        accessory: {
          type: "static_select",
          action_id: "who",
          placeholder: plainText("Which Ann"),
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
            placeholder: plainText("Heir"),
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
  // The second choice comes before the app responds to the first.
  await menu.selectOption("Ann Li");
  await menu.selectOption("李安");
  await expect.poll(() => payloads.length).toBe(2);
  for (const { resolve } of responses) resolve({ statusCode: 200 });

  const asked = page.getByRole("combobox", { name: "Heir" });
  const chooseAndConfirm = async (name: string, button: string) => {
    await asked.selectOption(name);
    await page.getByRole("dialog", { name: "Sure?" }).getByRole("button", { name: button }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  };
  await chooseAndConfirm("Ann Li", "No");
  expect(await asked.inputValue()).toBe("p0");
  await chooseAndConfirm("李安", "Yes");
  await expect.poll(() => payloads.length).toBe(3);
  await chooseAndConfirm("Ann Li", "No");
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
    [{ ...menuOf("who", "free", 1), placeholder: plainText("Which Ann") }],
    [{ ...menuOf("who", "free", 2), placeholder: plainText("Which Ann") }],
    [{ ...menuOf("heir", "asked", 2), placeholder: plainText("Heir"), initial_option: chosen(0) }],
  ]);
  expect(payloads[2]?.state?.values).toEqual({
    free: { who: { type: "static_select", selected_option: chosen(2) } },
    asked: { heir: { type: "static_select", selected_option: chosen(2) } },
  });
});

test("a double-click on a button is one click", async () => {
  const response = Promise.withResolvers<object>();
  respondWith(() => response.promise);
  slack.workspace.post(CHANNEL, "U0LOTTERY", {
    text: "x",
    blocks: [
      {
        type: "actions",
        block_id: "a",
        elements: [{ type: "button", action_id: "go", text: plainText("Go") }],
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
  response.resolve({ statusCode: 200 });
  await expect.poll(() => button.getAttribute("aria-busy")).toBe("false");
  expect(payloads).toHaveLength(1);
  await button.click();
  await expect.poll(() => payloads.length).toBe(2);
});
