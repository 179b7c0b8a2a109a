import type { Locale } from "../../data/runtime/environment.ts";
import type { Texts } from "./texts.ts";

/** Loads the texts of one language. A function reads only the languages that it uses. */
export async function loadTexts(locale: Locale): Promise<Texts> {
  return locale === "en" ? (await import("./en.ts")).english : (await import("./zh-cn.ts")).chinese;
}
