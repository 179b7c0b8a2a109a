import type { ArgumentCase } from "./argument-case.ts";

/** The texts with arguments about people on the roster, by path. */
export const peopleCases: Readonly<Record<string, readonly ArgumentCase[]>> = {
  "me.serial": [{ text: (t) => t.me.serial(71), en: ["roster is 71."], "zh-CN": ["序号是 71。"] }],
};
