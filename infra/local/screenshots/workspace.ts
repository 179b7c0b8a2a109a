import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "playwright-core";
import { readLocalSettings } from "../settings/settings.ts";
import { startStack } from "../stack.ts";
import { openBrowser } from "./browser.ts";

const IMAGES = fileURLToPath(new URL("../../../docs/images/", import.meta.url));

/** Types into the message box and sends it. */
export async function type(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox").fill(text);
  await page.keyboard.press("Enter");
}

const untilFonts = (page: Page) => page.evaluate(() => document.fonts.ready.then(() => undefined));

/** Waits for the fonts, and takes a picture of the window or of a part of it. */
export async function take(page: Page, name: string, part = "body"): Promise<void> {
  await page.getByRole("textbox").blur();
  await untilFonts(page);
  await page.mouse.move(0, 0);
  await page.locator(part).screenshot({ path: `${IMAGES}${name}.png` });
}

/** Sets the window's height so that the picture begins with a message and ends with the newest. */
export async function fitWindow(page: Page, first: Locator): Promise<void> {
  await untilFonts(page);
  const height = await first.evaluate((message) => {
    const list = message.closest("#messages");
    if (!list) throw new Error("The message is not in a list.");
    const above = message.getBoundingClientRect().top - list.getBoundingClientRect().top + list.scrollTop;
    return Math.ceil(window.innerHeight - list.clientHeight + list.scrollHeight - above);
  });
  await page.setViewportSize({ width: page.viewportSize()?.width ?? 1280, height });
  await page.locator("#messages").evaluate((list) => list.scrollTo(0, list.scrollHeight));
}

/** The messages in the channel. */
export const messages = (page: Page) => page.locator("#messages article");

/** The announcement of a draw, which leads with the prize. */
export const announcement = (page: Page, prize: string) =>
  messages(page).filter({ has: page.getByRole("heading", { name: prize }) });

interface Look {
  width: number;
  height: number;
  colorScheme: "light" | "dark";
  /** Pixels of the picture for each pixel of the page; 2 by default. */
  scale?: number;
}

/** Starts the product on free ports, and opens pages of its simulated workspace. One process can do that once. */
export async function openWorkspace(settings: Readonly<Record<string, string>> = {}) {
  await mkdir(IMAGES, { recursive: true });
  await using things = new AsyncDisposableStack();
  const ports = { PORT: "0", DYNAMODB_PORT: "0", SFN_PORT: "0", SNS_PORT: "0" };
  const stack = things.adopt(await startStack(readLocalSettings({ ...ports, ...settings })), (it) =>
    it.close(),
  );
  const browser = things.adopt(await openBrowser(), (it) => it.close());
  const running = things.move();
  return {
    async open({ width, height, colorScheme, scale = 2 }: Look): Promise<Page> {
      const page = await browser.newPage({
        viewport: { width, height },
        deviceScaleFactor: scale,
        colorScheme,
        reducedMotion: "reduce",
      });
      await page.goto(stack.endpoints.page);
      await page.getByRole("radio", { name: "Olivia Operator" }).first().waitFor();
      return page;
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
