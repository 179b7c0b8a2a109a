import type { Browser } from "playwright-core";
import { afterAll } from "vitest";
import { openBrowser } from "../../infra/local/screenshots/browser.ts";
import { isIdle } from "./reuse-pages.ts";

/** The browser of this process, which the test files share. */
let shared: Promise<Browser> | undefined;

/**
 * Returns the browser that all test files of this process share, because opening one takes a second. Closes a file's pages
 * after its tests, except idle ones. The browser ends with the process.
 */
export async function shareBrowser(): Promise<Browser> {
  shared ??= openBrowser();
  let browser = await shared;
  if (!browser.isConnected()) {
    shared = openBrowser();
    browser = await shared;
  }
  afterAll(async () => {
    const used = browser.contexts().filter((context) => !context.pages().some(isIdle));
    await Promise.all(used.map((context) => context.close()));
  });
  return browser;
}
