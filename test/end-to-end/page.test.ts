import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../../infra/local/browser.ts";
import { openLottery } from "../support/open-lottery.ts";
import { recordLog } from "../support/record-log.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser.close());

test("an operator types a draw into the page and sees the answer, the announcement, the mail and the history", async () => {
  using log = recordLog();
  await using lottery = await openLottery();
  const page = await browser.newPage({ reducedMotion: "reduce" });
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));

  await page.goto(lottery.endpoints.page);
  await page.getByRole("radio", { name: "Olivia Operator" }).check();
  const type = async (text: string) => {
    await page.getByRole("textbox", { name: "Message #lottery" }).fill(text);
    await page.keyboard.press("Enter");
  };
  const messages = page.getByRole("log", { name: "Messages" }).getByRole("article");
  await type("/lottery draw 2 AirPods");
  await messages.filter({ hasText: "Drawing 2 winners of AirPods" }).waitFor();
  const announcement = messages.filter({ has: page.getByRole("heading", { name: "Draw 1" }) });
  await announcement.waitFor();

  const [draw] = await lottery.untilSettled(1);
  if (draw?.status !== "drawn") throw new Error("The draw is not drawn.");
  const mail = page.getByRole("log", { name: "Mails" }).getByRole("article");
  await mail.waitFor();
  for (const { employee_name } of draw.winners) {
    expect(await announcement.innerText()).toContain(employee_name);
    expect(await mail.innerText()).toContain(employee_name);
  }
  expect(await announcement.innerText()).toContain("@Olivia Operator");

  await type("/lottery winners");
  await page.getByRole("heading", { name: "Draws so far" }).waitFor();

  await page.getByRole("radio", { name: "Max Member" }).check();
  await type("/lottery draw 2");
  await messages.filter({ hasText: "Only operators of the lottery may do this" }).waitFor();
  expect(await lottery.records()).toHaveLength(1);

  expect(complaints).toEqual([]);
  expect(log.lines.filter(({ level }) => level === "error")).toEqual([]);
  await page.close();
});
