import type { Locale } from "../../../../data/runtime/environment.ts";
import { english } from "./en.ts";
import type { RosterFileTexts } from "./texts.ts";
import { chinese } from "./zh-cn.ts";

export const rosterFileLocales: Readonly<Record<Locale, RosterFileTexts>> = { en: english, "zh-CN": chinese };
