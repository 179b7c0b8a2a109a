import type { Browser, Locator, Page } from "playwright-core";
import { openPage } from "./open-page.ts";

/** More than any form has fields. */
const MOST_TABS = 60;

/** ms within which something appears on the page. */
const WAIT = 15_000;

/** Presses the tab key until an element has the focus. */
async function tabTo(target: Locator): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await target.page().keyboard.press("Tab");
  }
  throw new Error("The tab key does not reach the element.");
}

/** Opens the workspace page of a stack, and offers what its reader does there: with the keyboard, or with the pointer. */
export async function driveWorkspace(browser: Browser, url: string) {
  const page: Page = await openPage(browser, url, { locale: "en-US" });
  // Sooner than the test, so that the error names what is missing.
  page.setDefaultTimeout(WAIT);
  const messages = page.getByRole("log", { name: "Messages" }).getByRole("article");
  const box = page.getByRole("textbox", { name: "Message #lottery" });

  /** Waits for the newest message with a text. */
  const see = async (text: string | RegExp): Promise<Locator> => {
    const message = messages.filter({ hasText: text }).last();
    await message.waitFor();
    return message;
  };

  return {
    page,
    see,

    /** Types a text key by key, and sends it with Enter. */
    async type(text: string): Promise<void> {
      await box.focus();
      await page.keyboard.insertText(text);
      await page.keyboard.press("Enter");
    },

    /** Presses a button without the pointer. */
    async pressButton(button: Locator): Promise<void> {
      await tabTo(button);
      await page.keyboard.press("Enter");
    },

    /** Replaces the text of a field without the pointer. */
    async enter(field: Locator, text: string): Promise<void> {
      await tabTo(field);
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.insertText(text);
    },

    /** Chooses an option of a menu by its first letters. */
    async choose(menu: Locator, letters: string): Promise<void> {
      await tabTo(menu);
      await page.keyboard.type(letters);
    },

    /** Ticks a box without the pointer. */
    async tick(checkbox: Locator): Promise<void> {
      await tabTo(checkbox);
      await page.keyboard.press("Space");
    },

    /** The open form with this title. */
    async form(name: string): Promise<Locator> {
      const form = page.getByRole("dialog", { name, exact: true });
      await form.waitFor();
      return form;
    },

    /** Closes the open form without the pointer. */
    async closeForm(): Promise<void> {
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    },

    /** Opens the app with the pointer, and returns its Home tab. */
    async openApp(): Promise<Locator> {
      await page.getByRole("navigation").getByRole("button", { name: "Lottery", exact: true }).click();
      return page.getByRole("tabpanel", { name: "Home" });
    },

    /** Returns to the channel with the pointer. */
    openChannel: () => page.getByRole("navigation").getByRole("button", { name: "# lottery" }).click(),

    /** The announcement of a draw, which leads with the prize. */
    announcement: (prize: string) =>
      messages.filter({ has: page.getByRole("heading", { name: `🎉 ${prize}` }) }),

    /** The announcement of a draw that is void. */
    voided: (prize: string) => messages.filter({ has: page.getByRole("heading", { name: `🚫 ${prize}` }) }),
  };
}
