import { locales } from "../locales/locales.js";

/** The language of the page, which the server writes into the document. It is English where there is no document, as in tests. */
export const locale = globalThis.document?.documentElement.lang === "zh-CN" ? "zh-CN" : "en";

export const texts = locales[locale];
