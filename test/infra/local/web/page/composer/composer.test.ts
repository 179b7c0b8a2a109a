/** @module-tag browser */
import { expect, test } from "vitest";
import { findBarriers } from "../../../../../support/axe.ts";
import { NARROW, WIDE } from "../../../../../support/open-page.ts";
import { CHANNEL, readForm, respondJson } from "../../../../../support/serve-slack.ts";
import { shareBrowser } from "../../../../../support/share-browser.ts";
import { shareWorkspace, showIn } from "../open-workspace.ts";

/** The bot repeats each command in the channel. */
const { slack, page, messages } = await shareWorkspace(await shareBrowser(), {
  bot: (event) => respondJson({ response_type: "in_channel", text: `received ${readForm(event)["text"]}` }),
});
const box = page.getByRole("textbox", { name: "Message #lottery" });
const options = page.getByRole("option");

/** The texts of the commands that the bot received. */
const received = () => slack.events.map((event) => readForm(event)["text"]);
const said = () => slack.workspace.messages(CHANNEL).map(({ text }) => text);

const caret = () => box.evaluate((it: HTMLTextAreaElement) => [it.selectionStart, it.selectionEnd]);

test("Enter accepts the first suggestion, and sends a complete command", async () => {
  await page.keyboard.type("/lot");
  await options.first().waitFor();
  await page.keyboard.press("Enter");
  expect(await box.inputValue()).toBe("/lottery draw ");
  expect(received()).toEqual([]);
  await page.keyboard.type("2");
  await page.keyboard.press("Enter");
  await messages.filter({ hasText: "received draw 2" }).waitFor();

  await page.keyboard.type("/lottery help");
  await page.keyboard.press("Enter");
  await messages.filter({ hasText: "received help" }).waitFor();
  expect(received()).toEqual(["draw 2", "help"]);
});

test("the arrow keys choose another suggestion, and wrap around at the ends", async () => {
  await page.keyboard.type("/");
  const { length } = await options.all();
  for (const [key, at] of [
    ["ArrowUp", length - 1],
    ["ArrowDown", 0],
    ["ArrowDown", 1],
  ] as const) {
    await page.keyboard.press(key);
    const chosen = await options.nth(at).getAttribute("id");
    expect(await options.nth(at).getAttribute("aria-selected")).toBe("true");
    expect(await page.locator('[role="option"][aria-selected="true"]').count()).toBe(1);
    expect(await box.getAttribute("aria-activedescendant")).toBe(chosen);
  }
  await page.keyboard.press("Tab");
  expect(await box.inputValue()).toBe("/lottery redraw ");
});

test("when fewer suggestions remain, the first of them is chosen again", async () => {
  await page.keyboard.type("/");
  await options.first().waitFor();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.type("lottery v");
  await expect.poll(() => options.count()).toBe(2);
  expect(await options.first().getAttribute("aria-selected")).toBe("true");
  await page.keyboard.press("Enter");
  expect(await box.inputValue()).toBe("/lottery void ");
});

test("a person is chosen with the keyboard, and the app gets the mention as Slack sends it", async () => {
  await page.keyboard.type("/lottery redraw 1 @");
  await options.filter({ hasText: "Max Member" }).waitFor();
  await page.keyboard.type("mem");
  await page.keyboard.press("Enter");
  expect(await box.inputValue()).toBe("/lottery redraw 1 @max ");
  await page.keyboard.type("is away");
  await page.keyboard.press("Enter");
  await messages.filter({ hasText: "received redraw 1 @Max Member is away" }).waitFor();
  expect(received()).toEqual(["redraw 1 <@U0MEMBER|max> is away"]);
});

test("a person is chosen with the mouse, in the middle of a text, and the caret is after the mention", async () => {
  await page.keyboard.type("thanks  for the prize");
  for (let step = 0; step < " for the prize".length; step++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("@张");
  await options.filter({ hasText: "张伟" }).click();
  expect(await box.inputValue()).toBe("thanks @wei for the prize");
  const after = "thanks @wei ".length;
  expect(await caret()).toEqual([after, after]);
  expect(await box.evaluate((it) => it === document.activeElement)).toBe(true);
  await page.keyboard.type("(again) ");
  await page.keyboard.press("Enter");
  await messages.filter({ hasText: "thanks @张伟 (again) for the prize" }).waitFor();
  expect(said()).toEqual(["thanks <@U0WEI|wei> (again) for the prize"]);
});

test("a completion can be undone like typed text", async () => {
  await page.keyboard.type("thanks @me");
  await page.keyboard.press("Enter");
  expect(await box.inputValue()).toBe("thanks @max ");
  await page.keyboard.press("Control+z");
  expect(await box.inputValue()).toBe("thanks @me");
  await page.keyboard.press("Control+y");
  expect(await box.inputValue()).toBe("thanks @max ");
});

test("holding Enter down accepts a suggestion, and does not send it", async () => {
  await page.keyboard.type("@me");
  for (let times = 1; times <= 3; times++) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  expect(await box.inputValue()).toBe("@max ");
  await page.keyboard.press("Enter");
  await expect.poll(said).toEqual(["<@U0MEMBER|max>"]);
});

test("a name that is typed without the list is a mention too", async () => {
  await page.keyboard.type("@max and @Amara Okafor");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await messages.filter({ hasText: "@Max Member and @Amara Okafor" }).waitFor();
  expect(said()).toEqual(["<@U0MEMBER|max> and <@U0AMARA|amara>"]);
});

test("the suggestions close on Escape, when the caret moves, and when the box loses the focus", async () => {
  for (const leave of [
    () => page.keyboard.press("Escape"),
    () => page.keyboard.press("Home"),
    () => page.getByRole("tab", { name: "Mails" }).focus(),
  ]) {
    await box.fill("hello @m");
    await options.waitFor();
    await leave();
    await options.waitFor({ state: "detached" });
  }
  await box.focus();
  await page.keyboard.press("Enter");
  await messages.filter({ hasText: "hello @m" }).waitFor();
  expect(said()).toEqual(["hello @m"]);
});

test("Enter that confirms a word in an input method neither sends the text nor accepts a suggestion", async () => {
  const session = await page.context().newCDPSession(page);
  const pressEnter = (windowsVirtualKeyCode: number) =>
    session.send("Input.dispatchKeyEvent", {
      type: "rawKeyDown",
      key: "Enter",
      code: "Enter",
      windowsVirtualKeyCode,
    });
  const compose = (text: string) =>
    session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });

  await page.keyboard.type("@");
  await options.first().waitFor();
  await compose("张");
  // During the composition, with any key code.
  await pressEnter(13);
  await pressEnter(229);
  await session.send("Input.insertText", { text: "张" });
  // Safari ends the composition first.
  await pressEnter(229);
  expect(await box.inputValue()).toBe("@张");
  expect(said()).toEqual([]);
  await pressEnter(13);
  expect(await box.inputValue()).toBe("@wei ");
  await pressEnter(13);
  await messages.filter({ hasText: "@张伟" }).waitFor();
  expect(said()).toEqual(["<@U0WEI|wei>"]);
});

test("a screen reader reads the number of suggestions, and the suggestion that an arrow key chooses", async () => {
  await page.keyboard.type("@m");
  await page.getByRole("status").filter({ hasText: "1 suggestion. Enter inserts Max Member." }).waitFor();
  expect(await page.getByRole("listbox", { name: "People" }).getAttribute("id")).toBe(
    await box.getAttribute("aria-controls"),
  );
  // Before an arrow key is pressed, it reads the typed letters.
  expect(await box.getAttribute("aria-activedescendant")).toBeNull();
  await page.keyboard.press("ArrowDown");
  expect(await box.getAttribute("aria-activedescendant")).toBe(
    await page.getByRole("option").getAttribute("id"),
  );
});

test.each([
  ["wide, light", { viewport: WIDE, colorScheme: "light" as const }],
  ["narrow, dark", { viewport: NARROW, colorScheme: "dark" as const }],
])(
  "axe finds no serious problem in the suggestions, and they are within the window: %s",
  async (_, window) => {
    await showIn(page, window);
    for (const text of ["/", "/lottery redraw 1 @"]) {
      await box.fill(text);
      await options.first().waitFor();
      expect(await findBarriers(page, "main")).toEqual([]);
      const area = await page.getByRole("listbox").boundingBox();
      const { width } = page.viewportSize() ?? { width: 0 };
      expect(area?.x).toBeGreaterThanOrEqual(0);
      expect(area?.y).toBeGreaterThanOrEqual(0);
      expect((area?.x ?? 0) + (area?.width ?? 0)).toBeLessThanOrEqual(width);
    }
  },
);

test("the suggestion that an arrow key chooses is visible, even in a low window", async () => {
  await showIn(page, { viewport: { width: 360, height: 400 } });
  await page.keyboard.type("/");
  await options.first().waitFor();
  await page.keyboard.press("ArrowUp");
  const list = page.getByRole("listbox");
  expect(await list.evaluate((it) => it.scrollHeight > it.clientHeight)).toBe(true);
  const [outer, inner] = [await list.boundingBox(), await options.last().boundingBox()];
  expect((inner?.y ?? 0) + (inner?.height ?? 0)).toBeLessThanOrEqual((outer?.y ?? 0) + (outer?.height ?? 0));
});

test("a text that could not be sent comes back with the caret at its end", async () => {
  await page.route("**/playground/command", (route) => route.fulfill({ status: 200, body: "no json" }));
  await page.keyboard.type("hello @max");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").filter({ hasText: "does not respond" }).waitFor();
  expect(await box.inputValue()).toBe("hello @max");
  expect(await caret()).toEqual([10, 10]);
});

test("a text that could not be sent does not replace what was typed since", async () => {
  const { promise: failed, resolve: fail } = Promise.withResolvers<void>();
  await page.route("**/playground/command", async (route) => {
    await failed;
    await route.fulfill({ status: 200, body: "no json" });
  });
  await page.keyboard.type("first");
  await page.keyboard.press("Enter");
  await expect.poll(() => box.inputValue()).toBe("");
  await page.keyboard.type("second");
  fail();
  await page.getByRole("alert").filter({ hasText: "does not respond" }).waitFor();
  expect(await box.inputValue()).toBe("second");
});
