import { createNoticeTexts } from "../../workflow/notice/locales/locales.ts";

/** The texts of emails in each language, for the standard name of the slash command. */
export const noticeTexts = {
  en: createNoticeTexts("en", "/lottery"),
  "zh-CN": createNoticeTexts("zh-CN", "/lottery"),
};
