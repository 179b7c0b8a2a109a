import type { Locale } from "../../data/runtime/environment.ts";
import { english } from "./en.ts";
import type { Texts } from "./texts.ts";
import { chinese } from "./zh-cn.ts";

export const locales: Readonly<Record<Locale, Texts>> = { en: english, "zh-CN": chinese };
