/** @module-tag browser */
import { expect, test } from "vitest";
import { CHANNEL } from "../../../../../support/serve-slack.ts";
import { shareBrowser } from "../../../../../support/share-browser.ts";
import { shareWorkspace, type } from "../open-workspace.ts";

const { page, messages, slack } = await shareWorkspace(await shareBrowser());

test("shows a command, its response, and later messages and mails without a reload", async () => {
  await type(page, "/lottery draw 2 <AirPods>");
  await messages.filter({ hasText: "You said draw 2 <AirPods>" }).waitFor();
  expect(await messages.first().innerText()).toContain("/lottery draw 2 <AirPods>");
  expect(await page.locator("strong").allInnerTexts()).toEqual(["You said"]);

  slack.workspace.post(CHANNEL, "U0LOTTERY", { text: "王小明 has won" });
  await page.getByRole("tab", { name: "Mails" }).click();
  slack.mailbox.add({ to: "winners@example.com", subject: "Draw #1", text: "王小明 has won AirPods" });
  await messages.filter({ hasText: "王小明 has won" }).waitFor();
  const mail = page.getByRole("log", { name: "Mails" }).getByRole("article");
  expect(await mail.innerText()).toMatch(/Draw #1\s+to winners@example.com.*\s+王小明 has won AirPods/s);
});

test("sends an example when it is clicked", async () => {
  await page.getByRole("button", { name: "/lottery draw 2" }).click();
  await messages.filter({ hasText: "You said draw 2" }).waitFor();
});

test("shows an ephemeral message only to its person", async () => {
  await type(page, "/lottery help");
  const response = messages.filter({ hasText: "You said help" });
  await response.waitFor();
  expect(await response.innerText()).toContain("Only visible to you");

  await page.getByRole("radio", { name: "Max Member" }).check();
  await response.waitFor({ state: "detached" });
  await type(page, "/lottery winners");
  await messages.filter({ hasText: "You said winners" }).waitFor();
  expect(await messages.count()).toBe(1);
});

test("updates changed messages and removes deleted messages", async () => {
  const { ts } = slack.workspace.post(CHANNEL, "U0LOTTERY", { text: "drawing" });
  slack.workspace.post(CHANNEL, "U0LOTTERY", { text: "later" });
  // Only a message that is already shown can be updated.
  await messages.filter({ hasText: "later" }).waitFor();
  slack.workspace.update(CHANNEL, ts, { text: "drawn" });
  await messages.filter({ hasText: "drawn" }).waitFor();
  expect((await messages.allInnerTexts()).map((text) => text.split("\n").at(-1))).toEqual([
    "(edited)",
    "later",
  ]);
  slack.workspace.remove(CHANNEL, ts);
  await messages.filter({ hasText: "drawn" }).waitFor({ state: "detached" });
  expect(await messages.innerText()).toContain("Lottery");
});

test("scrolls to new messages while its end is in view, and otherwise stays where the reader is", async () => {
  for (let n = 1; n <= 40; n++) slack.workspace.post(CHANNEL, "U0LOTTERY", { text: `message ${n}` });
  await messages.nth(39).waitFor();
  const list = page.getByRole("log", { name: "Messages" });
  const measure = () =>
    list.evaluate((it) => [it.scrollTop, it.scrollHeight - it.scrollTop - it.clientHeight]);
  await expect.poll(async () => (await measure())[1]).toBe(0);

  await list.hover();
  await page.mouse.wheel(0, -400);
  await expect.poll(async () => (await measure())[1]).toBe(400);
  const [before] = await measure();
  slack.workspace.post(CHANNEL, "U0LOTTERY", { text: "message 41" });
  await messages.nth(40).waitFor();
  expect((await measure())[0]).toBe(before);
});

test("shows consecutive messages of a person under one name, except ephemeral messages", async () => {
  for (const [user, text, visibleTo] of [
    ["U0MEMBER", "one", undefined],
    ["U0MEMBER", "two", undefined],
    ["U0LOTTERY", "three", undefined],
    ["U0LOTTERY", "four", "U0OPERATOR"],
    ["U0LOTTERY", "five", undefined],
  ] as const)
    slack.workspace.post(CHANNEL, user, { text }, visibleTo);
  await messages.filter({ hasText: "five" }).waitFor();
  expect(await page.locator(".continued .text").allInnerTexts()).toEqual(["two"]);
});

test("can be used with the keyboard alone", async () => {
  await page.keyboard.type("/lottery draw 1");
  await page.keyboard.press("Enter");
  await messages.filter({ hasText: "You said draw 1" }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.type("two lines,");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("by Max");
  await page.keyboard.press("Enter");
  const message = messages.filter({ hasText: "two lines" });
  await message.waitFor();
  expect(await message.innerText()).toMatch(/Max Member\s.*\stwo lines,\nby Max$/s);
});

test("restores the typed text if the server does not respond", async () => {
  await page.route("**/playground/command", (route) => route.fulfill({ status: 200, body: "no json" }));
  await type(page, "/lottery draw 1");
  await page.getByRole("alert").filter({ hasText: "does not respond" }).waitFor();
  expect(await page.getByRole("textbox").inputValue()).toBe("/lottery draw 1");
});
