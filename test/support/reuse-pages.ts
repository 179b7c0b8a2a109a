import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** The pages that tests have left, by the options of their contexts. Test files share a process. */
const idlePages = new Map<string, Page>();

/** Whether a test may still use this page. */
export const isIdle = (page: Page) => [...idlePages.values()].includes(page);

/**
 * Lets a page wait where it loads nothing: on the same site, because the browser would end its process on another one. A
 * file has loaded everything, so the next test may use it as it is. Returns false if the test has stopped the server.
 */
async function rest(page: Page, url: string): Promise<boolean> {
  if (url.startsWith("file:")) return true;
  try {
    await page.goto(new URL("/page/lottery.svg", url).href);
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.includes("net::ERR_CONNECTION_REFUSED")) return false;
    throw error;
  }
}

/**
 * Returns a page with these options, empty or with a file, and a function that ends its use: it loads nothing more, and the next test may
 * get it. What the browser has loaded and compiled for one page takes most of the time of another one.
 */
export async function takePage(
  browser: Browser,
  { viewport, colorScheme, ...options }: BrowserContextOptions,
): Promise<{ page: Page; leave: (url: string) => Promise<void> }> {
  const key = JSON.stringify(options);
  const idle = idlePages.get(key);
  idlePages.delete(key);
  const isUsable = idle && !idle.isClosed() && idle.context().browser() === browser;
  const page = isUsable ? idle : await (await browser.newContext(options)).newPage();
  if (viewport) await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme: colorScheme ?? null });
  await page.mouse.move(0, 0);
  return {
    page,
    async leave(url) {
      if (page.isClosed()) return;
      for (const event of ["console", "pageerror", "request"]) page.removeAllListeners(event);
      await page.unrouteAll();
      if (!idlePages.has(key) && (await rest(page, url))) idlePages.set(key, page);
      else await page.context().close();
    },
  };
}
