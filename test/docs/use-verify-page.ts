import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { beforeAll, expect, onTestFinished } from "vitest";
import { activateMutantIn } from "../mutation/activate-in-browser.ts";
import { WIDE } from "../support/open-page.ts";
import { takePage } from "../support/reuse-pages.ts";
import { shareBrowser } from "../support/share-browser.ts";

export const FILE = pathToFileURL("docs/verify.html").href;

/** Removes what a test has typed, opened and verified. */
const clear = (page: Page) =>
  page.evaluate(() => {
    for (const field of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea"))
      field.value = "";
    for (const part of document.querySelectorAll("#verdict, #proofs, #found, #account"))
      part.replaceChildren();
    document.querySelector("#verdict")?.removeAttribute("data-verdict");
    document.querySelector("#search")?.toggleAttribute("hidden", true);
    scrollTo(0, 0);
  });

/** Prepares the shared browser for the tests of a file. Returns a function that opens docs/verify.html in it. */
export function useVerifyPage() {
  let browser: Browser;
  beforeAll(async () => {
    browser = await shareBrowser();
  }, 60_000);

  /** Opens the page. The test fails if the page logs anything, throws, or requests anything but itself. */
  return async function openPage(url = FILE, options: BrowserContextOptions = {}) {
    const { page, leave } = await takePage(browser, {
      viewport: WIDE,
      locale: "en-US",
      timezoneId: "UTC",
      ...options,
    });
    const mutant = await activateMutantIn(page);
    const problems: string[] = [];
    page.on("console", (message) => problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("request", (request) => {
      if (request.url() !== url && !request.url().startsWith("data:")) problems.push(request.url());
    });
    onTestFinished(async () => {
      await mutant?.dispose();
      await leave(url);
      expect(problems).toEqual([]);
    });
    // To load the page takes more time than most tests need. Mutants are activated when it is loaded.
    if (mutant || page.url() !== url) await page.goto(url);
    else await clear(page);
    return page;
  };
}

/** Verifies the content, text or a value, and returns the verdict. In one step: each step of a browser takes its time. */
export function check(page: Page, content: unknown): Promise<string> {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return page.evaluate(async (typed) => {
    const find = (selector: string) => {
      const element = document.querySelector<HTMLElement>(selector);
      if (!element) throw new Error(`The page has no ${selector}.`);
      return element;
    };
    const box = find("#draw");
    if (!(box instanceof HTMLTextAreaElement)) throw new Error("#draw is not a text field.");
    box.value = typed;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    find("#check").click();
    const verdict = find("#verdict").dataset;
    while (verdict["verdict"] === undefined || verdict["verdict"] === "checking")
      await new Promise((resolve) => setTimeout(resolve));
    return verdict["verdict"];
  }, text);
}

/** Verifies the content, and returns the faults that the page shows. */
export async function findFaults(page: Page, content: unknown): Promise<unknown[]> {
  await check(page, content);
  const faults = await page
    .locator("#verdict li")
    .evaluateAll((items) => items.map((item) => item.dataset["fault"]));
  return faults.map((fault): unknown => JSON.parse(fault ?? ""));
}

/** Verifies exported draws with the page's functions, without showing the results. Returns the faults of each. */
export async function verifyQuietly(page: Page, texts: readonly string[]): Promise<unknown[]> {
  const found = await page.evaluate(`${JSON.stringify(texts)}.map((text) => {
    try {
      return checkDraw(read(text)).map((fault) => JSON.parse(JSON.stringify(fault)));
    } catch (error) {
      if (error instanceof Unreadable) return "unreadable";
      throw error;
    }
  })`);
  if (!Array.isArray(found)) throw new Error("The page returns no list.");
  return found;
}

/** Opens all details, and those in them, which are created when they are opened. */
export async function openDetails(page: Page) {
  await page.evaluate(async () => {
    for (;;) {
      const closed = document.querySelector<HTMLDetailsElement>("details:not([open])");
      if (!closed) return;
      const opened = new Promise((resolve) => closed.addEventListener("toggle", resolve, { once: true }));
      closed.open = true;
      await opened;
    }
  });
}
