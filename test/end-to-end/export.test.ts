import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { check } from "../docs/use-verify-page.ts";
import { openPage } from "../support/open-page.ts";
import { setUpLottery } from "../support/set-up-lottery.ts";
import { shareBrowser } from "../support/share-browser.ts";

const [browser, { lottery }] = await Promise.all([shareBrowser(), setUpLottery()]);

test("anybody gets the record of a draw as a file in their direct messages, and verifies it on the offline page", async () => {
  await lottery.type("draw 2 年会大奖");
  await lottery.waitForDraws(1);
  const page = await openPage(browser, lottery.endpoints.page, { locale: "en-US" });
  await page.getByRole("radio", { name: "Max Member" }).click();
  await page.getByRole("textbox", { name: "Message #lottery" }).fill("/lottery export 1");
  await page.keyboard.press("Enter");
  const file = page.getByRole("link", { name: "Draw 1: record" });
  const [download] = await Promise.all([page.waitForEvent("download"), file.click()]);
  expect(download.suggestedFilename()).toBe("draw-1.json");
  const record = await readFile(await download.path(), "utf8");
  expect(JSON.parse(record)).toMatchObject({ format: "lottery-draw-v1", draw_no: 1, prize: "年会大奖" });

  // Nobody else sees it.
  await page.getByRole("radio", { name: "Olivia Operator" }).click();
  await page.getByRole("article").filter({ hasText: "年会大奖" }).first().waitFor();
  expect(await file.count()).toBe(0);

  await page.goto(`${lottery.endpoints.page}/verify`);
  expect(await check(page, record)).toBe("valid");
});
