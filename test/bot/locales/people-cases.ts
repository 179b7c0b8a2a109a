import { rosterStatuses } from "../../../workflow/roster/people/list-roster.ts";
import { type ArgumentCase, DRAW_71 } from "./argument-case.ts";

const MENTION = "<@U0PERSON>";
const both = (...parts: string[]) => ({ en: parts, "zh-CN": parts });

/** The texts with arguments about people on the roster, by path. */
export const peopleCases: Readonly<Record<string, readonly ArgumentCase[]>> = {
  "me.serial": [{ text: (t) => t.me.serial(71), en: ["roster is 71."], "zh-CN": ["序号是 71。"] }],
  ...Object.fromEntries(
    (["runningOut", "runningIn", "changedDuring"] as const).map((name) => [
      `me.${name}`,
      [{ text: (t) => t.me[name](71), ...DRAW_71 } satisfies ArgumentCase],
    ]),
  ),
  ...Object.fromEntries(
    rosterStatuses.map((status) => [
      `roster.counts.${status}`,
      [71, 1].map(
        (people): ArgumentCase => ({
          text: (t) => t.roster.counts[status](people),
          en: [`*${people}* `, ...(status === "won" ? [people === 1 ? "has won" : "have won"] : [])],
          "zh-CN": [`*${people}* 人`],
        }),
      ),
    ]),
  ),
  "roster.title": [
    { text: (t) => t.roster.title(71), en: ["Roster: 71 people"], "zh-CN": ["名册：71 人"] },
    { text: (t) => t.roster.title(1), en: ["Roster: one person"], "zh-CN": ["名册：1 人"] },
  ],
  "roster.scope": [{ text: (t) => t.roster.scope("CAMPAIGN", "TIME"), ...both("CAMPAIGN", "TIME") }],
  "roster.department": [
    {
      text: (t) => t.roster.department({ name: "NAME", people: 71, canWin: 17 }),
      en: ["NAME: 71 people, 17 can win"],
      "zh-CN": ["NAME：71 人，17 人可以中奖"],
    },
    {
      text: (t) => t.roster.department({ name: "NAME", people: 1, canWin: 0 }),
      en: ["NAME: 1 person, 0 can win"],
      "zh-CN": ["NAME：1 人，0 人可以中奖"],
    },
  ],
  "roster.listTitle": [
    { text: (t) => t.roster.listTitle("LIST", 71), en: ["LIST: 71 people"], "zh-CN": ["LIST：71 人"] },
    { text: (t) => t.roster.listTitle("LIST", 1), en: ["LIST: one person"], "zh-CN": ["LIST：1 人"] },
  ],
  "roster.cannotWin": [{ text: (t) => t.roster.cannotWin(71), ...both("*71*") }],
  "roster.foundTitle": [
    { text: (t) => t.roster.foundTitle(71), en: ["*71 people*"], "zh-CN": ["*71 人*"] },
    { text: (t) => t.roster.foundTitle(1), en: ["*1 person*"], "zh-CN": ["*1 人*"] },
  ],
  "roster.ofDepartment": [{ text: (t) => t.roster.ofDepartment("NAME"), ...both("NAME") }],
  "roster.found": [{ text: (t) => t.roster.found("TEXT"), ...both("“TEXT”") }],
  ...Object.fromEntries(
    (["count", "title"] as const).map((name) => [
      `roster.problems.${name}`,
      [
        { text: (t) => t.roster.problems[name](71), ...both("71") },
        { text: (t) => t.roster.problems[name](1), en: ["One problem"], "zh-CN": ["1"] },
      ] satisfies ArgumentCase[],
    ]),
  ),
  "roster.problems.malformed": [
    {
      text: (t) => t.roster.problems.malformed({ person: "ID", attribute: "WHAT", value: "VALUE" }),
      en: ["ID: WHAT, but is VALUE."],
      "zh-CN": ["ID：WHAT，现在是 VALUE。"],
    },
    {
      text: (t) => t.roster.problems.malformed({ person: "ID", attribute: "WHAT", value: undefined }),
      en: ["ID: WHAT, but is missing."],
      "zh-CN": ["ID：WHAT，但没有填写。"],
    },
  ],
  "roster.problems.noSerial": [{ text: (t) => t.roster.problems.noSerial("ID"), ...both("ID") }],
  "roster.problems.sameSerial": [
    { text: (t) => t.roster.problems.sameSerial(71, "PEOPLE"), ...both("PEOPLE", "71") },
  ],
  ...Object.fromEntries(
    (["id", "slack-account", "email"] as const).map((by) => [
      `roster.problems.samePerson.${by}`,
      [
        {
          text: (t) => t.roster.problems.samePerson[by]("PEOPLE"),
          ...both("PEOPLE", "`/lottery leave`"),
        } satisfies ArgumentCase,
      ],
    ]),
  ),
  "roster.problems.unusedSerials": [
    {
      text: (t) => t.roster.problems.unusedSerials({ unused: 71, highest: 720, person: "ID" }),
      ...both("ID", "720", "71"),
    },
  ],
  "roster.problems.morePeople": [{ text: (t) => t.roster.problems.morePeople(71), ...both("71") }],
  "roster.searchTooLong": [{ text: (t) => t.roster.searchTooLong(71), ...both("71") }],
  "roster.statuses.excluded": [
    {
      text: (t) => t.roster.statuses.excluded({ until: "DAY", leftOn: undefined }),
      en: ["excluded until DAY"],
      "zh-CN": ["被排除到 DAY"],
    },
    {
      text: (t) => t.roster.statuses.excluded({ until: "always", leftOn: undefined }),
      en: ["excluded"],
      "zh-CN": ["已被排除"],
    },
  ],
  "roster.statuses.left": [
    {
      text: (t) => t.roster.statuses.left({ until: undefined, leftOn: "DAY" }),
      en: ["left on DAY"],
      "zh-CN": ["DAY 离职"],
    },
    {
      text: (t) => t.roster.statuses.left({ until: undefined, leftOn: undefined }),
      en: ["has left"],
      "zh-CN": ["已离职"],
    },
  ],
  ...Object.fromEntries(
    (["guest", "external", "bot", "deactivated", "missing", "unknown"] as const).map((kind) => [
      `people.cannotAdd.${kind}`,
      [{ text: (t) => t.people.cannotAdd[kind](MENTION), ...both(MENTION) } satisfies ArgumentCase],
    ]),
  ),
  ...Object.fromEntries(
    (["new", "link", "return"] as const).map((kind) => [
      `people.done.${kind}`,
      [
        { text: (t) => t.people.done[kind]("NAME", 71), ...both("NAME", "71") } satisfies ArgumentCase,
        { text: (t) => t.people.done[kind]("NAME", undefined), ...both("NAME") } satisfies ArgumentCase,
      ],
    ]),
  ),
  "people.noProfile": [{ text: (t) => t.people.noProfile(MENTION), ...both(MENTION) }],
  "people.askNew": [{ text: (t) => t.people.askNew(MENTION, "NAME"), ...both(MENTION, "NAME") }],
  "people.askLink": [
    {
      text: (t) => t.people.askLink(MENTION, "NAME", true),
      en: ["NAME is on", "has left", MENTION, "can win again"],
      "zh-CN": ["NAME 已在", "已离职", MENTION, "重新中奖"],
    },
    { text: (t) => t.people.askLink(MENTION, "NAME", false), ...both("NAME", MENTION) },
  ],
  "people.askReturn": [{ text: (t) => t.people.askReturn("NAME"), ...both("NAME") }],
  "people.present": [
    { text: (t) => t.people.present("NAME", 71), ...both("NAME", "71") },
    {
      text: (t) => t.people.present("NAME", undefined),
      en: ["NAME", "without a serial"],
      "zh-CN": ["NAME", "没有序号"],
    },
  ],
  "people.otherId": [{ text: (t) => t.people.otherId("NAME"), ...both("NAME") }],
  "people.taken": [{ text: (t) => t.people.taken("NAME", MENTION), ...both("NAME", MENTION) }],
  "people.several": [
    { text: (t) => t.people.several("NAMES", 0), ...both("NAMES") },
    {
      text: (t) => t.people.several("NAMES", 71),
      en: ["NAMES, and 71 more"],
      "zh-CN": ["NAMES，另有 71 个"],
    },
  ],
  "people.askLeave": [{ text: (t) => t.people.askLeave("NAME"), ...both("NAME") }],
  "people.left": [{ text: (t) => t.people.left("NAME"), ...both("NAME") }],
  "people.leftAlready": [{ text: (t) => t.people.leftAlready("NAME"), ...both("NAME") }],
};
