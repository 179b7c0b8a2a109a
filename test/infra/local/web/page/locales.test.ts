/** @module-tag browser */
import { expect, test } from "vitest";
import { createCatalog } from "../../../../../bot/commands/registry.ts";
import { locales } from "../../../../../bot/locales/locales.ts";
import { findBarriers } from "../../../../support/axe.ts";
import { NARROW, openPage, WIDE } from "../../../../support/open-page.ts";
import { serveSlack } from "../../../../support/serve-slack.ts";
import { shareBrowser } from "../../../../support/share-browser.ts";

const browser = await shareBrowser();

test.each(["en", "zh-CN"] as const)(
  "the page suggests the bot's commands, under the configured name: %s",
  async (locale) => {
    const slack = await serveSlack({ locale, command: "/tombola", isForBrowser: true });
    const page = await openPage(browser, slack.url);
    await page.getByRole("textbox").pressSequentially("/");
    await page.getByRole("option").first().waitFor();
    expect(await page.getByRole("option").allInnerTexts()).toEqual(
      createCatalog(locales[locale]).map(({ usage, summary }) => `/tombola ${usage} ${summary}`),
    );
    await page.getByRole("textbox").fill("/tombola draw 1");
    const said = await page.evaluate(
      () => document.body.innerText + document.querySelector("textarea")?.placeholder,
    );
    expect(said).toContain("/tombola draw 2 AirPods");
    expect(said).not.toContain("/lottery");
  },
);

test.each([
  ["wide, light", { viewport: WIDE, colorScheme: "light" as const }],
  ["narrow, dark", { viewport: NARROW, colorScheme: "dark" as const }],
])(
  "with LOTTERY_LOCALE=zh-CN every label is Chinese, and axe finds no serious problem: %s",
  async (_, options) => {
    const slack = await serveSlack({ locale: "zh-CN", isForBrowser: true });
    const page = await openPage(browser, slack.url, options);
    const switchView = page.locator(".channel .view-switch");
    await page.getByText("欢迎来到 #lottery").waitFor();
    const findLatinLabels = () =>
      page.evaluate(() =>
        [
          ...document.querySelectorAll(
            "button, label, legend, h1, h2, h3, [role=tab], [aria-label], [placeholder]",
          ),
        ]
          .filter((element) => element.checkVisibility())
          .map((element) => {
            const label = element.getAttribute("placeholder") ?? element.getAttribute("aria-label");
            return (
              label ?? (element instanceof HTMLElement ? (element.innerText.split("\n").at(-1) ?? "") : "")
            );
          })
          .filter((label) => /[A-Za-z]{2}/.test(label) && !/\p{Script=Han}/u.test(label)),
      );
    // An avatar's initials are in the line above the name.
    const names = ["Olivia Operator", "Max Member", "Amara Okafor", "Gina Guest", "Sofía Hernández"];
    expect(await page.title()).toBe("抽奖 – 模拟的 Slack 工作区");
    const known = new Set(["# lottery", "lottery", "Lottery", ...names]);
    const findUntranslated = async () => (await findLatinLabels()).filter((label) => !known.has(label));
    expect(await findUntranslated()).toEqual([]);
    expect(await findBarriers(page)).toEqual([]);
    // axe looks at each tab in test/end-to-end/page.test.ts.
    if (await switchView.isVisible()) await switchView.click();
    await page.getByRole("button", { name: "故障" }).click();
    for (const tab of ["状态机", "数据表", "邮件", "日志"]) {
      await page.getByRole("tab", { name: tab }).click();
      expect(await findUntranslated()).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    }
  },
);
