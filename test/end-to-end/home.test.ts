import { expect, test } from "vitest";
import { findBarriers } from "../support/axe.ts";
import { NARROW, openPage } from "../support/open-page.ts";
import { setUpLottery } from "../support/set-up-lottery.ts";
import { shareBrowser } from "../support/share-browser.ts";

const [browser, { lottery }] = await Promise.all([shareBrowser(), setUpLottery()]);

test("a member sees the draws and their own entry on the Home tab, and opens past draws and a verification there", async () => {
  await lottery.type("draw 1 年会大奖");
  await lottery.waitForDraws(1);
  const page = await openPage(browser, lottery.endpoints.page);
  await page.getByRole("button", { name: "Lottery", exact: true }).click();
  await page.getByRole("radio", { name: "Amara Okafor" }).check();
  const tab = page.getByRole("tabpanel", { name: "Home" });
  await tab.getByText("You are on the roster as").waitFor();
  await tab.getByText("年会大奖").first().waitFor();
  // Members do not see what only operators may do.
  expect(await tab.getByRole("button", { name: "Operators" }).count()).toBe(0);
  expect(await findBarriers(page)).toEqual([]);

  await tab.getByRole("button", { name: "Past draws" }).click();
  const dialog = page.getByRole("dialog").last();
  await dialog.getByText("年会大奖").waitFor();
  await page.keyboard.press("Escape");

  await tab.getByRole("button", { name: "Verify a draw" }).click();
  await dialog.getByRole("textbox").fill("1 me");
  await page.keyboard.press("Enter");
  await page.getByText("Draw 1: your own entry").waitFor();
});

test("on a phone, by keyboard: the app, its tabs, and Refresh, which keeps the focus", async () => {
  const page = await openPage(browser, lottery.endpoints.page, { viewport: NARROW });
  await page.getByRole("button", { name: "Lottery", exact: true }).press("Enter");
  const refresh = page.getByRole("button", { name: "Refresh" });
  await refresh.press("Enter");
  await expect.poll(() => refresh.evaluate((it) => it === document.activeElement)).toBe(true);
  await page.getByRole("tab", { name: "Home" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.getByText("No direct messages from the app yet").waitFor();
  expect(await findBarriers(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  await page.getByRole("button", { name: "# lottery" }).press("Enter");
  await page.getByRole("log", { name: "Messages" }).waitFor();
});
