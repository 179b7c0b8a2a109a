import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { readLocalSettings } from "./settings.ts";
import { startStack } from "./stack.ts";

const IMAGES = fileURLToPath(new URL("../../docs/images/", import.meta.url));

/** Makes the window as high as the messages are, so that the picture begins with the first. */
async function fitWindow(page: Page): Promise<void> {
  const height = await page.locator("#messages").evaluate((list) => {
    const first = list.querySelector("article");
    const shown = list.scrollHeight - (first?.offsetTop ?? 0) + list.getBoundingClientRect().top;
    return window.innerHeight - list.clientHeight + shown;
  });
  await page.setViewportSize({ width: 1200, height });
  await page.locator("#messages").evaluate((list) => list.scrollTo(0, list.scrollHeight));
}

/** Takes the pictures of the README: `npm run screenshots`. */
async function takeScreenshots(): Promise<void> {
  await mkdir(IMAGES, { recursive: true });
  await using things = new AsyncDisposableStack();
  const stack = things.adopt(
    await startStack(readLocalSettings({ PORT: "0", DYNAMODB_PORT: "0", SFN_PORT: "0", SNS_PORT: "0" })),
    (it) => it.close(),
  );
  const browser = things.adopt(await openBrowser(), (it) => it.close());
  const page = await browser.newPage({
    viewport: { width: 1200, height: 900 },
    deviceScaleFactor: 2,
    colorScheme: "light",
    reducedMotion: "reduce",
  });

  await page.goto(stack.endpoints.page);
  await page.getByRole("textbox").fill("/lottery draw 2 AirPods");
  await page.keyboard.press("Enter");
  await page.locator("#messages article").getByRole("heading").waitFor();
  await page.locator("#mails article").waitFor();
  await page.getByRole("textbox").blur();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await fitWindow(page);
  await page.screenshot({ path: `${IMAGES}announcement.png` });
}

await takeScreenshots();
