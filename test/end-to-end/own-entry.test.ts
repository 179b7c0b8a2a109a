import { expect, test } from "vitest";
import { check } from "../docs/use-verify-page.ts";
import { openPage } from "../support/open-page.ts";
import { setUpLottery } from "../support/set-up-lottery.ts";
import { shareBrowser } from "../support/share-browser.ts";

/** No relay is there, so the draw waits for its round as long as the test runs. */
const BEACON = { LOTTERY_BEACON: "drand", LOTTERY_BEACON_RELAYS: "http://127.0.0.1:9" };

const [browser, { lottery }] = await Promise.all([shareBrowser(), setUpLottery(BEACON)]);

test("people see their own entry as soon as a draw is sealed, and check it on the offline page against the seal in the channel", async () => {
  const page = await openPage(browser, lottery.endpoints.page);
  const messages = page.getByRole("log", { name: "Messages" }).getByRole("article");
  const type = async (text: string) => {
    await page.getByRole("textbox", { name: "Message #lottery" }).fill(text);
    await page.keyboard.press("Enter");
  };

  await type("/lottery draw 2 AirPods");
  const sealed = messages.filter({ hasText: "🔒" }).filter({ hasText: "Seal" });
  await sealed.waitFor();
  await messages.filter({ hasText: "Sealing the draw of 2 winners for AirPods" }).first().waitFor();
  const seal = /[0-9a-f]{5}(?:-[0-9a-f]{5}){7}/.exec(await sealed.innerText())?.[0] ?? "";

  await page.getByRole("radio", { name: "Amara Okafor" }).click();
  await type("/lottery verify 1 me");
  const entry = messages.filter({ hasText: "Draw 1: your own entry" });
  await entry.waitFor();
  const text = await entry.innerText();
  expect(text).toContain(
    "Amara Okafor (E0002), you are No. 2 of 10 on the list that was sealed for draw 1. When it was sealed, you could win.",
  );
  expect(text).toContain("The winners are not known yet");
  expect(text).toContain(seal);
  expect(text).toContain("#lottery");
  const proof = await entry.locator("pre code").innerText();

  await page.getByRole("radio", { name: "Max Member" }).click();
  await type("/lottery verify 1 me");
  await messages.filter({ hasText: "nobody on the current roster has your Slack account" }).waitFor();
  expect(await messages.filter({ hasText: "Amara Okafor (E0002)" }).count()).toBe(0);

  await page.goto(`${lottery.endpoints.page}/verify`);
  await page.locator("#receipt").fill(seal);
  expect(await check(page, proof)).toBe("valid");
  expect(await page.locator("#verdict").innerText()).toContain(
    "Amara Okafor (E0002), you are No. 2 on the list of 10 sealed for draw 1.",
  );
  expect(await check(page, proof.replace("Amara", "Ann"))).toBe("invalid");
});
