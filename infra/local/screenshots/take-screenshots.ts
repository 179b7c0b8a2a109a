import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "playwright-core";
import { readLocalSettings } from "../settings/settings.ts";
import { startStack } from "../stack.ts";
import { openBrowser } from "./browser.ts";

const IMAGES = fileURLToPath(new URL("../../../docs/images/", import.meta.url));

async function type(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox").fill(text);
  await page.keyboard.press("Enter");
}

const untilFonts = (page: Page) => page.evaluate(() => document.fonts.ready.then(() => undefined));

/** Waits for the fonts, and takes a picture of the window or of a part of it. */
async function take(page: Page, name: string, part = "body"): Promise<void> {
  await page.getByRole("textbox").blur();
  await untilFonts(page);
  await page.mouse.move(0, 0);
  await page.locator(part).screenshot({ path: `${IMAGES}${name}.png` });
}

/** Sets the window's height so that the picture begins with a message and ends with the newest. */
async function fitWindow(page: Page, first: Locator): Promise<void> {
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

const messages = (page: Page) => page.locator("#messages article");

const announcement = (page: Page, draw: number) =>
  messages(page).filter({ has: page.getByRole("heading", { name: `Draw ${draw}` }) });

async function showAnnouncement(page: Page): Promise<void> {
  await type(page, "/lottery draw 2 AirPods");
  await announcement(page, 1).waitFor();
  await page.getByText("succeeded").waitFor();
  await page.getByRole("tab", { name: "Mails 1" }).waitFor();
  await fitWindow(page, messages(page).first());
  await take(page, "announcement");
}

/** A draw in slow motion, whose first task died once. */
async function showInspector(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Faults" }).click();
  await page.getByRole("switch", { name: "Slow motion" }).check();
  await page.getByRole("switch", { name: "Input Winners dies" }).check();
  await page.getByRole("button", { name: "Faults" }).click();
  await page.setViewportSize({ width: 1280, height: 800 });
  await type(page, "/lottery draw 3 Conference tickets");
  await page.locator('[data-state="Validate Winners"][data-status="running"]').waitFor();
  await take(page, "inspector");
  await page.getByRole("button", { name: "Switch off: Slow motion" }).click();
  await announcement(page, 2).waitFor();
  await page.getByText("1 running").waitFor({ state: "detached" });
}

/** A member checks a draw. */
async function showPhone(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "Max Member" }).check();
  await type(page, "/lottery verify 2");
  await page.getByRole("button", { name: "Position by position" }).waitFor();
  await fitWindow(page, announcement(page, 1));
  await take(page, "phone");
}

async function showRedraw(page: Page): Promise<void> {
  await type(page, "/lottery redraw 1 1 on parental leave");
  const redraw = page.getByRole("button", { name: "Redraw" });
  await redraw.waitFor();
  await fitWindow(page, announcement(page, 2));
  await take(page, "redraw", "main");
  await redraw.click();
  await messages(page).filter({ hasText: "Next in the draw order" }).waitFor();
}

async function showHistory(page: Page): Promise<void> {
  await type(page, "/lottery winners");
  await page.getByRole("heading", { name: "All draws" }).waitFor();
  await fitWindow(page, messages(page).filter({ hasText: "Next in the draw order" }));
  await take(page, "history", "main");
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
  const open = async (width: number, height: number, colorScheme: "light" | "dark") => {
    const page = await browser.newPage({
      viewport: { width, height },
      deviceScaleFactor: 2,
      colorScheme,
      reducedMotion: "reduce",
    });
    await page.goto(stack.endpoints.page);
    await page.getByRole("radio", { name: "Olivia Operator" }).waitFor();
    return page;
  };

  const page = await open(1280, 800, "light");
  await showAnnouncement(page);
  await showInspector(page);
  await showPhone(await open(390, 760, "dark"));
  await showRedraw(page);
  await showHistory(page);
}

await takeScreenshots();
