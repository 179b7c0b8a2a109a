import { english } from "./en.js";
import { chinese } from "./zh-cn.js";

/** @import { Locale, Texts } from "./texts.js" */

/** @type {Readonly<Record<Locale, Texts>>} */
export const locales = { en: english, "zh-CN": chinese };
