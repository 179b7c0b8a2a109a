import type { PeopleTexts } from "./texts.ts";

/** The texts about people on the roster in Chinese. `command` is the name of the slash command. */
export const createPeopleChinese = (command: string): PeopleTexts => ({
  me: {
    usage: `\`${command} me\` 显示抽奖系统中您的情况。如果您在名册上有多个条目，或名册很大，请加上工号：\`${command} me E0042\`。`,
    serial: (serial) =>
      `您在名册中的序号是 ${serial}。用 \`${command} verify 3 me\` 可以查看它在第 3 次抽奖中的结果。`,
    notSearched: `名册较大，或数据表响应较慢，暂时查不到您。请重试，或加上工号：\`${command} me E0042\`。`,
    notYours: `无法显示这个条目：名册上没有这个工号，或者它登记的不是您的 Slack 账号。请检查写法。如果这是您的工号，请联系主办方在名册上登记您的 Slack 账号。`,
  },
});
