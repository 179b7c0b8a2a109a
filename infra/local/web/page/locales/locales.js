import { createEnglish } from "./en.js";
import { createChinese } from "./zh-cn.js";

/** @import { Locale, Texts } from "./texts.js" */

/**
 * Returns the texts of one language.
 * @param {Locale} locale
 * @param {string} command the name of the slash command
 * @returns {Texts}
 */
export const createTexts = (locale, command) =>
  locale === "en" ? createEnglish(command) : createChinese(command);
