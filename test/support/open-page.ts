import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { takePage } from "./reuse-pages.ts";

export const WIDE = { width: 1280, height: 800 };
export const NARROW = { width: 360, height: 740 };

/** Opens the workspace page of a stack. The test fails on anything that the page complains about or requests elsewhere. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const { page, leave } = await takePage(browser, { viewport: WIDE, reducedMotion: "reduce", ...options });
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(url)) complaints.push(request.url());
  });
  onTestFinished(async () => {
    await leave(url);
    expect(complaints).toEqual([]);
  });
  await page.goto(url);
  await page.getByRole("radio", { name: "Olivia Operator" }).waitFor();
  return page;
}
