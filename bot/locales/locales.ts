import { type Locale, STANDARD_COMMAND } from "../../data/runtime/environment.ts";
import { createEnglish } from "./en.ts";
import type { Texts } from "./texts.ts";
import { createChinese } from "./zh-cn.ts";

/** Returns the texts of one language, for a slash command of this name. */
export function createTexts(locale: Locale, command: string): Texts {
  return locale === "en" ? createEnglish(command) : createChinese(command);
}

/** The texts for the standard name of the slash command. */
export const locales: Readonly<Record<Locale, Texts>> = {
  en: createTexts("en", STANDARD_COMMAND),
  "zh-CN": createTexts("zh-CN", STANDARD_COMMAND),
};
