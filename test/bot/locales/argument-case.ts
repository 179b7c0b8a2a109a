import type { Texts } from "../../../bot/locales/texts.ts";

/** A text with markers as arguments, and the parts with the markers that it must contain. */
export interface ArgumentCase {
  text: (texts: Texts) => string;
  en: readonly string[];
  "zh-CN": readonly string[];
}

export const DRAW_71 = { en: ["raw 71"], "zh-CN": ["第 71 次抽奖"] };
export const LINK_71 = "`/lottery winners 71`";
