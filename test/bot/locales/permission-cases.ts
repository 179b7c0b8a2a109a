import type { ArgumentCase } from "./argument-case.ts";

const person = (text: ArgumentCase["text"], en = "PERSON", chinese = "PERSON"): ArgumentCase[] => [
  { text, en: [en], "zh-CN": [chinese] },
];

/** The texts with arguments about operators, channels and the audit log, by path. */
export const permissionCases: Readonly<Record<string, readonly ArgumentCase[]>> = {
  "operators.addedLine": [
    {
      text: (t) => t.operators.addedLine("PERSON", "NAME", "REASON"),
      en: ["PERSON, added by NAME, REASON"],
      "zh-CN": ["PERSON，由 NAME 添加，REASON"],
    },
  ],
  "operators.isOperator": person((t) => t.operators.isOperator("PERSON")),
  "operators.cannotAdd.guest": person((t) => t.operators.cannotAdd.guest("PERSON")),
  "operators.cannotAdd.external": person((t) => t.operators.cannotAdd.external("PERSON")),
  "operators.cannotAdd.bot": person((t) => t.operators.cannotAdd.bot("PERSON")),
  "operators.cannotAdd.deactivated": person((t) => t.operators.cannotAdd.deactivated("PERSON")),
  "operators.cannotAdd.missing": person((t) => t.operators.cannotAdd.missing("PERSON")),
  "operators.cannotAdd.unknown": person((t) => t.operators.cannotAdd.unknown("PERSON")),
  "operators.full": [
    { text: (t) => t.operators.full(71), en: ["71 operators"], "zh-CN": ["71 位抽奖管理员"] },
  ],
  "operators.askToAdd": person((t) => t.operators.askToAdd("PERSON"), "Make PERSON an", "要将 PERSON 设为"),
  "operators.added": person((t) => t.operators.added("PERSON"), "PERSON is an", "PERSON 现在是"),
  "operators.isConfigured": person((t) => t.operators.isConfigured("PERSON")),
  "operators.noOperator": person((t) => t.operators.noOperator("PERSON"), "PERSON is not", "PERSON 不是"),
  "operators.askToRemove": person((t) => t.operators.askToRemove("PERSON"), "Remove PERSON", "管理员 PERSON"),
  "operators.removed": person((t) => t.operators.removed("PERSON"), "PERSON is no longer", "PERSON 不再是"),
  "channels.only": person((t) => t.channels.only("PERSON"), "only in: PERSON", "频道中抽奖：PERSON"),
  "channels.full": [{ text: (t) => t.channels.full(71), en: ["71 channels"], "zh-CN": ["71 个频道"] }],
  "channels.askToLimit": person((t) => t.channels.askToLimit("PERSON"), "draws to PERSON", "在 PERSON 中"),
  "channels.askToOpen": person((t) => t.channels.askToOpen("PERSON"), "PERSON is the last", "PERSON 是列表"),
  "channels.results.added": person(
    (t) => t.channels.results.added("PERSON"),
    "Added PERSON",
    "已添加 PERSON",
  ),
  "channels.results.is-listed": person((t) => t.channels.results["is-listed"]("PERSON")),
  "channels.results.removed": person(
    (t) => t.channels.results.removed("PERSON"),
    "Removed PERSON",
    "已移除 PERSON",
  ),
  "channels.results.not-listed": person((t) => t.channels.results["not-listed"]("PERSON")),
  "log.titleOf": person((t) => t.log.titleOf("PERSON"), "log: PERSON", "日志：PERSON"),
  "log.draw": [{ text: (t) => t.log.draw(71), en: ["draw 71"], "zh-CN": ["第 71 次抽奖"] }],
  "log.malformed": person((t) => t.log.malformed("PERSON")),
  "log.commandLine": person((t) => t.log.commandLine("PERSON"), "PERSON, on", "PERSON（命令行）"),
  "log.changed": [
    {
      text: (t) => t.log.changed("NAME", "REASON", "PERSON"),
      en: ["NAME: REASON → PERSON"],
      "zh-CN": ["NAME：REASON → PERSON"],
    },
  ],
  "log.is": [{ text: (t) => t.log.is("NAME", "REASON"), en: ["NAME: REASON"], "zh-CN": ["NAME：REASON"] }],
  "log.more": [{ text: (t) => t.log.more(71), en: ["71 more"], "zh-CN": ["71 项"] }],
};
