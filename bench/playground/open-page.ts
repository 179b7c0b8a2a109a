import type { Browser } from "playwright-core";

/** Milliseconds from the start of the visit. */
export interface Visit {
  painted: number;
  interactive: number;
}

/** Opens the page with an empty browser context. */
export async function openPage(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: "commit" });
    const interactive = await page.waitForFunction(() => {
      const isReady = document.querySelector("#message-box") && document.querySelector("input[name=writer]");
      return isReady ? performance.now() : undefined;
    });
    const painted = await page.waitForFunction(
      () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    );
    return {
      interactive: (await interactive.jsonValue()) ?? Number.NaN,
      painted: (await painted.jsonValue()) ?? Number.NaN,
    };
  } finally {
    await context.close();
  }
}
