import type { Browser } from "playwright-core";
import { afterAll } from "vitest";
import { openBrowser } from "../../infra/local/screenshots/browser.ts";
import { isIdle } from "./reuse-pages.ts";

declare global {
  /** The browser of this process. Test files share a process, but some load all modules again. */
  var sharedBrowser: Promise<Browser> | undefined;
}

/**
 * Returns the browser that all test files of this process share, because opening one takes a second. Closes a file's pages
 * after its tests, except idle ones. The browser ends with the process.
 */
export async function shareBrowser(): Promise<Browser> {
  globalThis.sharedBrowser ??= openBrowser();
  let browser = await globalThis.sharedBrowser;
  if (!browser.isConnected()) {
    globalThis.sharedBrowser = openBrowser();
    browser = await globalThis.sharedBrowser;
  }
  afterAll(async () => {
    const used = browser.contexts().filter((context) => !context.pages().some(isIdle));
    await Promise.all(used.map((context) => context.close()));
  });
  return browser;
}
