import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { check } from "../docs/use-verify-page.ts";
import { openPage } from "../support/open-page.ts";
import { readWorkbook } from "../support/read-workbook.ts";
import { setUpLottery } from "../support/set-up-lottery.ts";
import { shareBrowser } from "../support/share-browser.ts";

const [browser, { lottery }] = await Promise.all([shareBrowser(), setUpLottery()]);

test("an operator hands over a prize with a button, and gets the spreadsheet that says so; a member does not", async () => {
  await lottery.type("draw 3 年会大奖");
  await lottery.waitForDraws(1);
  const page = await openPage(browser, lottery.endpoints.page);
  const type = async (text: string) => {
    await page.getByRole("textbox", { name: "Message #lottery" }).fill(text);
    await page.keyboard.press("Enter");
  };
  await type("/lottery winners 1");
  const mark = page.getByRole("button", { name: "Mark as handed over" });
  await mark.nth(2).waitFor();
  await mark.nth(1).click();
  await page.getByText("1 of 3 prizes handed over").waitFor();
  // By keyboard, too.
  await mark.first().focus();
  await page.keyboard.press("Enter");
  await page.getByText("2 of 3 prizes handed over").waitFor();
  await page.getByRole("button", { name: "Remove the mark" }).first().click();
  await page.getByText("1 of 3 prizes handed over").waitFor();

  await type("/lottery export");
  const file = page.getByRole("link", { name: ".xlsx" });
  const [download] = await Promise.all([page.waitForEvent("download"), file.click()]);
  const [, ...rows] = readWorkbook(await readFile(await download.path()));
  expect(rows.map((row) => row[2]?.value)).toEqual(["年会大奖", "年会大奖", "年会大奖"]);
  expect(rows.map((row) => row[10]?.value)).toEqual([undefined, "U0OPERATOR", undefined]);

  await page.getByRole("radio", { name: "Max Member" }).click();
  await type("/lottery export");
  await page.getByText("Only lottery operators can do this.").waitFor();
  expect(await file.count()).toBe(0);
});

test("anybody gets the record of a draw as a file in their direct messages, and verifies it on the offline page", async () => {
  const page = await openPage(browser, lottery.endpoints.page);
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
  await file.waitFor({ state: "detached" });
  await page.getByRole("article").filter({ hasText: "年会大奖" }).first().waitFor();
  expect(await file.count()).toBe(0);

  await page.goto(`${lottery.endpoints.page}/verify`);
  expect(await check(page, record)).toBe("valid");
});
