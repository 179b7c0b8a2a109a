import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "playwright-core";
import type { Locale } from "../../../../data/runtime/environment.ts";

/** Where the pictures of the guide are, for each language. */
const FOLDERS: Readonly<Record<Locale, string>> = {
  en: fileURLToPath(new URL("../../../../docs/images/guide/", import.meta.url)),
  "zh-CN": fileURLToPath(new URL("../../../../docs/images/guide/zh-CN/", import.meta.url)),
};

export const WIDTH = 720;
/** Forms are shown whole. */
const HEIGHT = 1_400;
const MARGIN = 16;

/** Creates what takes the pictures of a page: of messages, forms and the app. */
export async function createPictures(page: Page, locale: Locale) {
  const folder = FOLDERS[locale];
  await mkdir(folder, { recursive: true });
  const pathOf = (name: string) => `${folder}${name}.png`;
  const rest = async () => {
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await page.mouse.move(0, 0);
  };

  return {
    /** One message. */
    async takeMessage(message: Locator, name: string): Promise<void> {
      await rest();
      await message.screenshot({ path: pathOf(name) });
    },

    /** The open form, with a part of the page around it. */
    async takeForm(name: string): Promise<void> {
      const form = page.locator("dialog:not([hidden])").last();
      await form.evaluate((dialog) => {
        dialog.style.maxHeight = "none";
      });
      await rest();
      const box = await form.boundingBox();
      if (!box) throw new Error("No form is open.");
      const clip = {
        x: box.x - MARGIN,
        y: box.y - MARGIN,
        width: box.width + 2 * MARGIN,
        height: box.height + 2 * MARGIN,
      };
      await page.screenshot({ path: pathOf(name), clip });
    },

    /** What is in the middle of the window. */
    async takePage(name: string, height: number): Promise<void> {
      await page.setViewportSize({ width: WIDTH, height });
      await rest();
      await page.locator("main").screenshot({ path: pathOf(name) });
      await page.setViewportSize({ width: WIDTH, height: HEIGHT });
    },
  };
}
