import { afterAll, expect, test } from "vitest";
import { findBarriers } from "../support/axe.ts";
import { startFakeBeacon } from "../support/fake-beacon.ts";
import { NARROW, openPage } from "../support/open-page.ts";
import { setUpLottery } from "../support/set-up-lottery.ts";
import { shareBrowser } from "../support/share-browser.ts";

const beacon = await startFakeBeacon({ period: 3 });
afterAll(() => beacon[Symbol.asyncDispose]());
const [browser, { lottery }] = await Promise.all([shareBrowser(), setUpLottery(beacon.variables)]);

/** The seconds that the graph shows in the state that waits. */
const readSeconds = (text: string | null) => Number(/(\d+) s$/.exec(text?.trim() ?? "")?.[1]);

test("a sealed draw shows its seal at once, and the state machine counts down to the random number", async () => {
  const page = await openPage(browser, lottery.endpoints.page);
  await page.getByRole("textbox", { name: "Message #lottery" }).fill("/lottery draw 2 AirPods");
  await page.keyboard.press("Enter");
  const messages = page.getByRole("log", { name: "Messages" }).getByRole("article");
  await messages.filter({ hasText: "Sealing the draw of 2 winners for AirPods" }).waitFor();
  const seal = messages.filter({ hasText: "2 winners of AirPods will be drawn in" });
  await seal.waitFor();
  expect(await seal.innerText()).toMatch(/Seal\s+[0-9a-f]{5}(-[0-9a-f]{5}){7}\s/);
  const [draw] = await lottery.records();
  expect(draw).toMatchObject({ status: "drawing", seals: [{ message_ts: expect.any(String) }] });
  expect(draw).not.toHaveProperty("seed");

  const waiting = page.locator('[data-state="Wait For Beacon"][data-status="running"]');
  await waiting.waitFor();
  const before = readSeconds(await waiting.locator("text").last().textContent());
  expect(before).toBeGreaterThan(5);
  expect(before).toBeLessThanOrEqual(16);
  await expect
    .poll(async () => readSeconds(await waiting.locator("text").last().textContent()), { timeout: 5_000 })
    .toBeLessThan(before);
  expect(await waiting.locator("title").textContent()).toMatch(/^Wait For Beacon: running \(\d+ s\)$/);
  expect(await findBarriers(page)).toEqual([]);
});

test("the seal fits on a phone", async () => {
  const page = await openPage(browser, lottery.endpoints.page, { viewport: NARROW });
  const seal = page.getByRole("article").filter({ hasText: "🔒 Draw 1" });
  await seal.waitFor();
  expect(await seal.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
  const box = await seal.boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(NARROW.width);
});
