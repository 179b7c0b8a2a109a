import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { takePage } from "./reuse-pages.ts";

export const WIDE = { width: 1280, height: 800 };
export const NARROW = { width: 360, height: 740 };

export interface PageOptions extends BrowserContextOptions {
  /** What appears last, by default on the workspace page. */
  awaits?: (page: Page) => Locator;
  /** Registers what ends the use of the page: after the test, or with `afterAll` after the file. */
  whenFinished?: (end: () => Promise<void>) => void;
}

/** Opens the page of a stack. The test fails on anything that the page complains about or requests elsewhere. */
export async function openPage(
  browser: Browser,
  url: string,
  {
    awaits = (page) => page.getByRole("radio", { name: "Olivia Operator" }),
    whenFinished = onTestFinished,
    ...options
  }: PageOptions = {},
): Promise<Page> {
  const { page, leave } = await takePage(browser, {
    viewport: WIDE,
    reducedMotion: "reduce",
    locale: "en-US",
    ...options,
  });
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(url)) complaints.push(request.url());
  });
  whenFinished(async () => {
    await leave(url);
    expect(complaints).toEqual([]);
  });
  await page.goto(url);
  await awaits(page).waitFor();
  return page;
}
