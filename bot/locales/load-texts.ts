import type { Locale } from "../../data/runtime/environment.ts";
import type { Texts } from "./texts.ts";

/** Loads the texts of one language, for a slash command of this name. A function reads only the languages that it uses. */
export async function loadTexts(locale: Locale, command: string): Promise<Texts> {
  return locale === "en"
    ? (await import("./en.ts")).createEnglish(command)
    : (await import("./zh-cn.ts")).createChinese(command);
}
