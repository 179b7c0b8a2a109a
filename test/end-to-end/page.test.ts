import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Locator } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { createCatalog } from "../../bot/commands/registry.ts";
import { locales } from "../../bot/locales/locales.ts";
import { employeeTable } from "../../data/tables.ts";
import { findBarriers } from "../support/axe.ts";
import { NARROW, openPage, WIDE } from "../support/open-page.ts";
import { setUpLottery } from "../support/set-up-lottery.ts";
import { shareBrowser } from "../support/share-browser.ts";

const [browser, { lottery, log }] = await Promise.all([shareBrowser(), setUpLottery()]);

/** Another context of the browser takes a second, so all tests use this page. Most continue where the one before has ended. */
const page = await openPage(browser, lottery.endpoints.page, { whenFinished: afterAll });

/** Opens the page again, at another width or in other colours. */
async function reopen(viewport = WIDE, colorScheme: "light" | "dark" = "light"): Promise<void> {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme });
  await page.goto(lottery.endpoints.page);
  await page.getByRole("radio", { name: "Olivia Operator" }).waitFor();
}

const messages = page.getByRole("log", { name: "Messages" }).getByRole("article");

const rowOf = (table: Locator, first: string) =>
  table.getByRole("row").filter({ has: table.page().getByRole("button", { name: first, exact: true }) });

async function type(text: string) {
  await page.getByRole("textbox", { name: "Message #lottery" }).fill(text);
  await page.keyboard.press("Enter");
}

test("at 1280 × 800 the new workspace is fully visible, from the welcome to the examples", async () => {
  await page.getByRole("button", { name: "/lottery help" }).waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const list = page.getByRole("log", { name: "Messages" });
  expect(await list.evaluate((it) => it.scrollHeight - it.clientHeight)).toBe(0);
  const [welcome, area] = [await page.locator(".welcome img").boundingBox(), await list.boundingBox()];
  expect(welcome?.y).toBeGreaterThanOrEqual(area?.y ?? Number.POSITIVE_INFINITY);
});

test("a new workspace has a conversation and three examples to click", async () => {
  await messages.filter({ hasText: "two AirPods to give away" }).waitFor();
  const suggestions = page.getByRole("button", { name: /^\/lottery/ });
  expect(await suggestions.count()).toBe(3);
  await suggestions.filter({ hasText: "help" }).click();
  await messages.filter({ hasText: "shows this" }).waitFor();
  for (const { usage } of createCatalog(locales.en))
    expect(await messages.last().innerText()).toContain(usage);
});

test("an operator draws two and sees the announcement, the state machine, the mail and the tables", async () => {
  await type("/lottery draw 2 AirPods");
  await messages.filter({ hasText: "Drawing 2 winners for AirPods" }).waitFor();
  const announcement = messages.filter({ has: page.getByRole("heading", { name: "AirPods" }) });
  await announcement.waitFor();

  const [draw] = await lottery.waitForDraws(1);
  if (draw?.status !== "drawn") throw new Error("The draw is not drawn.");
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await inspector.getByText("succeeded").waitFor();
  for (const state of ["Input Lottery Winners", "Is Winner In Past Draw", "Notify Winners"])
    expect(await inspector.locator(`[data-state="${state}"]`).getAttribute("data-status")).toBe("done");
  expect(await inspector.locator('[data-state="Failed"]').getAttribute("data-status")).toBe("");
  await inspector.getByRole("button", { name: "Draw 1 · 2 winners · AirPods" }).click();
  await inspector.getByText("ExecutionSucceeded").waitFor();
  expect(await inspector.locator(".json").first().innerText()).toContain('"prize": "AirPods"');

  await page.getByRole("tab", { name: "Tables" }).click();
  const winners = page.getByRole("table", { name: "Winners" });
  await page.getByRole("tab", { name: "Tables" }).press("ArrowRight");
  const mail = page.getByRole("log", { name: "Mails" }).getByRole("article");
  for (const { employee_name } of draw.winners) {
    expect(await announcement.innerText()).toContain(employee_name);
    expect(await mail.innerText()).toContain(employee_name);
  }
  expect(await announcement.innerText()).toContain("@Olivia Operator");
  await page.getByRole("tab", { name: "Tables" }).click();
  for (const { employee_id } of draw.winners)
    expect(await rowOf(winners, employee_id).innerText()).toMatch(/\s1\s+won\s/);
  expect(await page.getByRole("table", { name: "Draws", exact: true }).getByRole("row").count()).toBe(2);
  await page.getByRole("tab", { name: "State machine" }).click();
});

test("an ambiguous winner is chosen from a list, and the choice has to be confirmed", async () => {
  await type("/lottery redraw 1 1 2");
  const menu = messages.filter({ hasText: "Which winner of draw 1 do you mean?" });
  const choices = menu.getByRole("button", { name: /^Choose: / });
  await choices.nth(1).waitFor();
  expect(await choices.count()).toBe(2);
  const name = (await choices.nth(1).getAttribute("aria-label"))?.replace("Choose: ", "") ?? "";
  await choices.nth(1).click();
  const question = messages.filter({ hasText: `Cancel the win of ${name}` });
  await question.getByRole("button", { name: "Cancel" }).click();
  await messages.filter({ hasText: "Nothing was changed." }).waitFor();
});

test("a redraw is confirmed with a button and edits the announcement", async () => {
  const announcement = messages.filter({ has: page.getByRole("heading", { name: "AirPods" }) });
  const before = await announcement.innerText();
  await type("/lottery redraw 1 1 is away");
  const question = messages.filter({ hasText: "This cannot be undone" });
  await question.getByRole("button", { name: "Redraw" }).click();
  await messages.filter({ hasText: "Changing draw 1" }).waitFor();
  await question.waitFor({ state: "detached" });
  await messages.filter({ hasText: "Next in the draw order" }).waitFor();
  await expect.poll(() => announcement.innerText()).not.toBe(before);
  expect(await announcement.locator("s").count()).toBe(1);
});

test("a member may not draw, but may see the history", async () => {
  await page.getByRole("radio", { name: "Max Member" }).check();
  await type("/lottery draw 2");
  await messages.filter({ hasText: "Only lottery operators can do this" }).waitFor();
  await type("/lottery winners");
  await page.getByRole("heading", { name: "All draws" }).waitFor();
  expect(await lottery.records()).toHaveLength(1);
  await page.getByRole("radio", { name: "Olivia Operator" }).check();
});

test("a text belongs to the person who was chosen last, even before the page renders again", async () => {
  const refusals = messages.filter({ hasText: "Only lottery operators can do this" });
  await page.getByRole("textbox", { name: "Message #lottery" }).fill("/lottery draw 2");
  const member = page.getByRole("radio", { name: "Max Member" });
  await member.evaluate((radio: HTMLInputElement) => {
    radio.click();
    radio.form?.requestSubmit();
  });
  await expect.poll(() => refusals.count(), { timeout: 5_000 }).toBe(2);
  expect(await lottery.records()).toHaveLength(1);
  await page.getByRole("radio", { name: "Olivia Operator" }).check();
});

test("the keyboard is enough to complete, send and recall a command and to change tabs", async () => {
  await reopen();
  await page.keyboard.type("/lottery wi");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "All draws" }).waitFor();
  await page.keyboard.press("ArrowUp");
  expect(await page.getByRole("textbox").inputValue()).toBe("/lottery winners");
  await page.getByRole("tab", { name: "State machine" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("table", { name: "Employees" }).waitFor();
});

const TABS = ["State machine", "Tables", "Mails", "Log"];

/** Shows each part of the page, one after the other. */
async function* lookAround() {
  await page.getByRole("heading", { name: "AirPods" }).waitFor();
  yield "channel";
  const inspector = page.getByRole("button", { name: "Inspector" });
  if (await inspector.isVisible()) await inspector.click();
  await page.getByRole("button", { name: "Faults" }).click();
  for (const tab of TABS) {
    await page.getByRole("tab", { name: tab }).click();
    yield tab;
  }
}

test.each([
  ["1280 px", "light", WIDE],
  ["360 px", "dark", NARROW],
] as const)(
  "at %s, %s axe finds no serious problem, including contrast",
  async (_, colorScheme, viewport) => {
    await reopen(viewport, colorScheme);
    // What is next to the inspector stays the same.
    for await (const place of lookAround())
      expect(await findBarriers(page, place === "channel" ? undefined : "aside")).toEqual([]);
  },
);

test("at 360, 768 and 1280 px nothing overflows", async () => {
  await reopen(NARROW);
  const findOverflow = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("body *")]
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
        .filter((element) => {
          const { overflowX, textOverflow, clipPath } = getComputedStyle(element);
          return overflowX !== "visible" && textOverflow !== "ellipsis" && clipPath === "none";
        })
        .map((element) => `${element.tagName}.${element.className}`),
    );
  for await (const part of lookAround())
    for (const width of [768, 1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      expect({ part, width, overflow: await findOverflow() }).toEqual({ part, width, overflow: [] });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    }
});

test("a function that dies after its work is called again, and everything exists once", async () => {
  await reopen();
  await page.getByRole("button", { name: "Faults" }).click();
  const fault = page.getByRole("switch", { name: "Random Select Winners dies" });
  await fault.check();
  await page.getByRole("button", { name: "Switch off: Random Select Winners dies" }).waitFor();
  const mailed = (await lottery.mails()).length;
  await type("/lottery draw 1");
  await page.getByRole("heading", { name: "Draw 2" }).waitFor();
  await lottery.waitForDraws(2);
  const state = page.locator('[data-state="Random Select Winners"]');
  await expect.poll(() => state.getAttribute("data-status")).toBe("done");
  expect(await state.textContent()).toContain("1 failed");
  expect(await page.getByRole("heading", { name: "Draw 2" }).count()).toBe(1);
  expect(await lottery.mails()).toHaveLength(mailed + 1);
  expect(await fault.isChecked()).toBe(false);
});

test("while SNS is down a draw waits, and it continues afterwards", async () => {
  await page.getByRole("switch", { name: "SNS down" }).check();
  await type("/lottery draw 1");
  const state = page.locator('[data-state="Notify Winners"]');
  await expect.poll(() => state.getAttribute("data-status"), { timeout: 8_000 }).toBe("failed");
  await page.getByRole("button", { name: "Switch off: SNS down" }).click();
  await page.getByRole("heading", { name: "Draw 3" }).waitFor();
  await lottery.waitForDraws(3);
});

test("the tables show which draws and wins are void, and who has left", async () => {
  await page.getByRole("tab", { name: "Tables" }).click();
  const draws = page.getByRole("table", { name: "Draws", exact: true });
  const winners = page.getByRole("table", { name: "Winners", exact: true });
  const employees = page.getByRole("table", { name: "Employees", exact: true });
  const draw = (await lottery.records()).find(({ draw_no }) => draw_no === 3);
  const [winner] = draw?.status === "drawn" ? draw.winners : [];
  if (!winner) throw new Error("Draw 3 has no winner.");
  expect(await rowOf(draws, "3").innerText()).toContain("drawn");
  await type("/lottery void 3 a test");
  await messages.getByRole("button", { name: "Void the draw" }).click();
  await rowOf(draws, "3").filter({ hasText: "void" }).waitFor();
  await rowOf(winners, winner.employee_id).filter({ hasText: "void" }).waitFor();
  expect(await rowOf(draws, "1").innerText()).toContain("drawn, 1 redrawn");
  expect(await rowOf(draws, "3").locator("s").innerText()).toBe("3");

  await lottery.client.send(
    new UpdateCommand({
      TableName: employeeTable.name,
      Key: { employee_id: winner.employee_id },
      UpdateExpression: "SET left_at = :left_at",
      ExpressionAttributeValues: { ":left_at": "2020-01-31" },
    }),
  );
  await rowOf(employees, String(winner.lottery_serial)).filter({ hasText: "2020-01-31" }).waitFor();
  await page.getByRole("tab", { name: "State machine" }).click();
  await page.getByRole("button", { name: "Draw 3 · void" }).waitFor();
});

test("a reset has to be confirmed, and restores the initial state", async () => {
  await page.getByRole("heading", { name: "AirPods" }).waitFor();
  await page.getByRole("button", { name: "Reset" }).click();
  await page.getByRole("button", { name: "Keep everything" }).click();
  await page.getByRole("button", { name: "Reset" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Reset" }).click();
  await page.getByRole("heading", { name: "AirPods" }).waitFor({ state: "detached" });
  await page.getByRole("tab", { name: "Tables" }).click();
  await page.getByText("Nothing in it yet").nth(1).waitFor();
  expect(await lottery.records()).toEqual([]);
  expect(await page.getByRole("table", { name: "Employees" }).getByRole("row").count()).toBe(11);
  expect(log.lines.filter(({ level }) => level === "error")).toEqual([]);
});
