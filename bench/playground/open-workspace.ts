import type { Browser, Page } from "playwright-core";

/** Opens the workspace page with an empty browser context, and waits until the operator can type. */
export async function openWorkspace(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await page.goto(url);
  await page.getByRole("radio", { name: "Olivia Operator" }).waitFor();
  return page;
}
