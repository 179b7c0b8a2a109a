import type { Page } from "playwright-core";
import { announcement, fitWindow, messages, openWorkspace, take, type } from "./workspace.ts";

async function showAnnouncement(page: Page): Promise<void> {
  await type(page, "/lottery draw 2 AirPods");
  await announcement(page, "AirPods").waitFor();
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
  await page.setViewportSize({ width: 1280, height: 900 });
  await type(page, "/lottery draw 3 Conference tickets");
  await page.locator('[data-state="Validate Winners"][data-status="running"]').waitFor();
  await take(page, "inspector");
  await page.getByRole("button", { name: "Switch off: Slow motion" }).click();
  await announcement(page, "Conference tickets").waitFor();
  await page.getByText("1 running").waitFor({ state: "detached" });
}

async function showRedraw(page: Page): Promise<void> {
  await type(page, "/lottery redraw 1 1 on parental leave");
  const redraw = page.getByRole("button", { name: "Redraw" });
  await redraw.waitFor();
  await fitWindow(page, announcement(page, "Conference tickets"));
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
  await using workspace = await openWorkspace();
  const page = await workspace.open({ width: 1280, height: 800, colorScheme: "light" });
  await showAnnouncement(page);
  await showInspector(page);
  await showRedraw(page);
  await showHistory(page);
}

await takeScreenshots();
