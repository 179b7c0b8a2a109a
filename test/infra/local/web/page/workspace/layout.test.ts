/** @module-tag browser */
import { expect, test } from "vitest";
import { NARROW, WIDE } from "../../../../../support/open-page.ts";
import { CHANNEL } from "../../../../../support/serve-slack.ts";
import { shareBrowser } from "../../../../../support/share-browser.ts";
import { section, shareWorkspace, showIn } from "../open-workspace.ts";

const { page, messages, slack } = await shareWorkspace(await shareBrowser());

/** Returns the Chinese texts of the page, and those that are not shown in the page's own font. */
async function findChinese() {
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

test.each([
  ["wide, light", { viewport: WIDE, colorScheme: "light" as const }],
  ["wide, dark", { viewport: WIDE, colorScheme: "dark" as const }],
  ["narrow, light", { viewport: NARROW, colorScheme: "light" as const }],
  ["narrow, dark", { viewport: NARROW, colorScheme: "dark" as const }],
])("does not overflow its window: %s", async (_, options) => {
  await showIn(page, options);
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

test("keeps its size with any number of messages", async () => {
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

test("shows Chinese in its own font everywhere", async () => {
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
  const { texts, foreign } = await findChinese();
  expect(texts).toEqual(
    expect.arrayContaining(["抽奖", "/lottery draw <人数>", "奖品", "确认", "恭喜", "你好"]),
  );
  expect(foreign).toEqual([]);
});
