/** @module-tag browser */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser } from "../../../../../../infra/local/screenshots/browser.ts";
import type { Blocks } from "../../../../../../infra/local/slack/simulated/block-kit/blocks.ts";
import { NARROW, openPage, WIDE } from "../../../../../support/open-page.ts";
import { CHANNEL, readForm, respondJson, serveSlack } from "../../serve-slack.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser.close());

/** A bot that answers `draw` to all and everything else to the one who asked. */
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
};

/** Opens the page of a fresh workspace. */
async function openWorkspace(options: BrowserContextOptions = {}) {
  const slack = await serveSlack(bot);
  const page = await openPage(browser, slack.url, options);
  return { slack, page, messages: page.getByRole("log", { name: "Messages" }).getByRole("article") };
}

async function type(page: Page, text: string) {
  await page.getByRole("textbox", { name: "Message #lottery" }).fill(text);
  await page.keyboard.press("Enter");
}

/** The Chinese texts on the page, and those of them that it draws in a font of the machine, or in none. */
async function findChinese(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const { nodes } = await session.send("DOM.getFlattenedDocument", { depth: -1, pierce: true });
  const texts: string[] = [];
  const foreign: string[] = [];
  for (const { nodeId, nodeName, nodeValue } of nodes) {
    const { length } = nodeValue.match(/\p{Script=Han}/gu) ?? [];
    if (nodeName !== "#text" || !length) continue;
    texts.push(nodeValue);
    const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId });
    const own = fonts.filter(
      ({ familyName, isCustomFont }) => isCustomFont && /^Noto Sans SC/.test(familyName),
    );
    if (own.reduce((sum, { glyphCount }) => sum + glyphCount, 0) < length) foreign.push(nodeValue);
  }
  return { texts, foreign };
}

type Section = Extract<Blocks[number], { type: "section" }>;
const section = (text: string, block_id = "s", accessory?: Section["accessory"]): Section => ({
  type: "section",
  block_id,
  text: { type: "mrkdwn", text },
  accessory,
});

describe("the page", () => {
  test("shows a command and its answer, and what is posted and mailed later, by itself", async () => {
    const { page, messages, slack } = await openWorkspace();
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

  test("sends a suggestion of the empty channel at a click", async () => {
    const { page, messages } = await openWorkspace();
    await page.getByRole("button", { name: "/lottery draw 2" }).click();
    await messages.filter({ hasText: "You said draw 2" }).waitFor();
  });

  test("shows what is meant for one person to that person alone", async () => {
    const { page, messages } = await openWorkspace();
    await type(page, "/lottery help");
    const answer = messages.filter({ hasText: "You said help" });
    await answer.waitFor();
    expect(await answer.innerText()).toContain("Only visible to you");

    await page.getByRole("radio", { name: "Max Member" }).check();
    await answer.waitFor({ state: "detached" });
    await type(page, "/lottery winners");
    await messages.filter({ hasText: "You said winners" }).waitFor();
    expect(await messages.count()).toBe(1);
  });

  test("renders Block Kit", async () => {
    const { page, messages, slack } = await openWorkspace();
    slack.workspace.post(CHANNEL, "U0LOTTERY", {
      text: "not shown",
      blocks: [
        { type: "header", block_id: "h", text: { type: "plain_text", text: "Draw #7 :tada:" } },
        section(
          "*王小明* _won_ ~nothing~ `AirPods` <@U0MEMBER> in <#C0LOTTERY>, see <https://example.com/?a=1&amp;b=2|the rules>\n> quoted",
        ),
        { type: "section", block_id: "f", fields: [{ type: "mrkdwn", text: "*Prize*\nAirPods" }] },
        { type: "divider", block_id: "d" },
        {
          type: "context",
          block_id: "c",
          elements: [{ type: "mrkdwn", text: "<!date^86400^{date_num}|then>" }],
        },
        {
          type: "actions",
          block_id: "a",
          elements: [{ type: "button", action_id: "x", text: { type: "plain_text", text: "Older" } }],
        },
      ],
    });
    const message = messages.filter({ hasText: "Draw #7" });
    await message.waitFor();
    expect(await message.getByRole("heading").innerText()).toBe("Draw #7 🎉");
    for (const [selector, text] of [
      ["strong >> nth=0", "王小明"],
      ["em", "won"],
      ["s", "nothing"],
      ["code", "AirPods"],
      [".mention >> nth=0", "@Max Member"],
      [".mention >> nth=1", "#lottery"],
      ["blockquote", "quoted"],
      [".fields", "Prize\nAirPods"],
      [".context time", "01/02/1970"],
    ])
      expect(await message.locator(selector ?? "").innerText()).toBe(text);
    expect(await message.getByRole("link", { name: "the rules" }).getAttribute("href")).toBe(
      "https://example.com/?a=1&b=2",
    );
    expect(await message.getByRole("separator").count()).toBe(1);
    expect(await message.innerText()).not.toContain("not shown");

    await message.getByRole("button", { name: "Older" }).click();
    await page.getByRole("alert").filter({ hasText: "operation_timeout" }).waitFor();
    expect(readForm(slack.events[0])["payload"]).toContain('"action_id":"x"');
  });

  test("shows names as text, whatever is in them", async () => {
    const { page, messages, slack } = await openWorkspace();
    const name = "<img src=x onerror=alert(1)> <!channel> & *Co*";
    const escaped = "&lt;img src=x onerror=alert(1)&gt; &lt;!channel&gt; &amp; *Co* &amp;lt;";
    slack.workspace.post(CHANNEL, "U0LOTTERY", { text: escaped });
    slack.workspace.post(CHANNEL, "U0LOTTERY", { text: "x", blocks: [section(`won: ${escaped}`)] });
    // What was not escaped: no link to a script, no markup.
    slack.workspace.post(CHANNEL, "U0LOTTERY", { text: "<javascript:alert(1)|click> <img src=x>" });
    slack.mailbox.add({ to: "a@example.com", subject: name, text: name });
    await page.getByRole("tab", { name: "Mails" }).click();
    await page.getByRole("heading", { name }).waitFor();
    await messages.nth(2).waitFor();
    expect(await messages.nth(1).innerText()).toContain(
      "won: <img src=x onerror=alert(1)> <!channel> & Co &lt;",
    );
    expect(await page.locator("#messages a, #messages .text img, .mention, .mail img").count()).toBe(0);
  });

  test("puts new content in the place of the old and takes away what is removed", async () => {
    const { messages, slack } = await openWorkspace();
    const { ts } = slack.workspace.post(CHANNEL, "U0LOTTERY", { text: "drawing" });
    slack.workspace.post(CHANNEL, "U0LOTTERY", { text: "later" });
    // Only what is shown already can change in its place.
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

  test("stays at the end while the reader is there, and where the reader is otherwise", async () => {
    const { page, messages, slack } = await openWorkspace();
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

  test("puts what somebody goes on to say under the same name, but not what only one person sees", async () => {
    const { page, messages, slack } = await openWorkspace();
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
    const { page, messages } = await openWorkspace();
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

  test("gives back what was typed when the server is gone", async () => {
    const { page } = await openWorkspace();
    await page.route("**/playground/command", (route) => route.fulfill({ status: 200, body: "no json" }));
    await type(page, "/lottery draw 1");
    await page.getByRole("alert").filter({ hasText: "does not respond" }).waitFor();
    expect(await page.getByRole("textbox").inputValue()).toBe("/lottery draw 1");
  });

  test.each([
    ["wide, light", { viewport: WIDE, colorScheme: "light" as const }],
    ["wide, dark", { viewport: WIDE, colorScheme: "dark" as const }],
    ["narrow, light", { viewport: NARROW, colorScheme: "light" as const }],
    ["narrow, dark", { viewport: NARROW, colorScheme: "dark" as const }],
  ])("fits its window: %s", async (_, options) => {
    const { page, messages, slack } = await openWorkspace(options);
    const long = "word".repeat(100);
    const label = { type: "plain_text" as const, text: long.slice(0, 75) };
    const longButton = (id: string) => ({ type: "button" as const, action_id: id, text: label });
    const longMenu = {
      type: "static_select" as const,
      action_id: "menu",
      placeholder: label,
      options: [{ text: label, value: "x" }],
    };
    slack.workspace.post(CHANNEL, "U0LOTTERY", {
      text: "x",
      blocks: [
        { type: "header", block_id: "h", text: { type: "plain_text", text: long.slice(0, 150) } },
        section(`${long} \`${long}\` <https://example.com/${long}>\n\`\`\`${long}\`\`\``),
        { type: "section", block_id: "f", fields: [1, 2].map(() => ({ type: "mrkdwn", text: long })) },
        { type: "context", block_id: "c", elements: [{ type: "mrkdwn", text: long }] },
        section(long, "menu", longMenu),
        section(long, "button", longButton("c")),
        { type: "actions", block_id: "menus", elements: [longMenu] },
        {
          type: "actions",
          block_id: "a",
          elements: ["a", "b"].map(longButton),
        },
      ],
    });
    slack.mailbox.add({ to: `${long}@example.com`, subject: long, text: long });
    await messages.waitFor();
    const findOverflow = () =>
      page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll("body *")]
          .filter(
            (element) =>
              element.scrollWidth > element.clientWidth && getComputedStyle(element).overflowX !== "visible",
          )
          .filter((element) => getComputedStyle(element).textOverflow !== "ellipsis")
          .filter((element) => getComputedStyle(element).clipPath === "none")
          .map((element) => `${element.tagName}.${element.className}`),
      );
    expect(await findOverflow()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);

    if (options.viewport === NARROW) {
      await page.getByRole("button", { name: "Inspector" }).click();
      await page.getByRole("tab", { name: "Mails" }).click();
      await page.getByRole("log", { name: "Mails" }).getByRole("article").waitFor();
      expect(await findOverflow()).toEqual([]);
      await page.getByRole("button", { name: "Channel" }).click();
      await messages.waitFor();
    }
  });

  test("keeps its size, however much is said", async () => {
    const { page, messages, slack } = await openWorkspace();
    const session = await page.context().newCDPSession(page);
    const measureHeap = async () => {
      await session.send("HeapProfiler.collectGarbage");
      return (await session.send("Runtime.getHeapUsage")).usedSize;
    };
    const before = await measureHeap();
    for (let n = 1; n <= 1_000; n++)
      slack.workspace.post(CHANNEL, "U0LOTTERY", { text: "x", blocks: [section(`*message ${n}*`)] });
    await messages.filter({ hasText: "message 1000" }).waitFor();
    expect(await messages.count()).toBeLessThanOrEqual(120);
    expect((await measureHeap()) - before).toBeLessThan(8_000_000);
  });

  test("shows Chinese in its own font, wherever it is", async () => {
    const { page, messages, slack } = await openWorkspace();
    slack.workspace.post(CHANNEL, "U0LOTTERY", {
      text: "x",
      blocks: [
        { type: "header", block_id: "h", text: { type: "plain_text", text: "抽奖" } },
        section("*王小明* 陈美玲 _斜体_ `/lottery draw <人数>`\n```奖品```\n> 引用"),
        {
          type: "actions",
          block_id: "a",
          elements: [{ type: "button", action_id: "x", text: { type: "plain_text", text: "确认" } }],
        },
      ],
    });
    slack.mailbox.add({ to: "a@example.com", subject: "中奖", text: "恭喜" });
    await page.getByRole("textbox").fill("你好");
    await page.getByRole("tab", { name: "Mails" }).click();
    await messages.waitFor();
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const { texts, foreign } = await findChinese(page);
    expect(texts).toEqual(
      expect.arrayContaining(["抽奖", "/lottery draw <人数>", "奖品", "确认", "恭喜", "你好"]),
    );
    expect(foreign).toEqual([]);
  });
});
