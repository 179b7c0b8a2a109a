import { createTexts } from "../locales/locales.js";

/** What the server writes into the document. There is no document in some tests. */
const page = globalThis.document?.documentElement;

/** The language of the page. */
export const locale = page?.lang === "zh-CN" ? "zh-CN" : "en";

/** The name of the slash command. */
export const slashCommand = page?.dataset["command"] ?? "/lottery";

export const texts = createTexts(locale, slashCommand);
