import type { Locale } from "../../../data/runtime/environment.ts";
import { english } from "./en.ts";
import type { NoticeTexts } from "./texts.ts";
import { chinese } from "./zh-cn.ts";

export const noticeLocales: Readonly<Record<Locale, NoticeTexts>> = { en: english, "zh-CN": chinese };
