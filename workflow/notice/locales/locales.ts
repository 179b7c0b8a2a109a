import type { Locale } from "../../../data/runtime/environment.ts";
import { createEnglish } from "./en.ts";
import type { NoticeTexts } from "./texts.ts";
import { createChinese } from "./zh-cn.ts";

/** Returns the texts of emails in one language, for a slash command of this name. */
export function createNoticeTexts(locale: Locale, command: string): NoticeTexts {
  return locale === "en" ? createEnglish(command) : createChinese(command);
}
