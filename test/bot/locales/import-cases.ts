import type { Texts } from "../../../bot/locales/texts.ts";
import type { ArgumentCase } from "./argument-case.ts";

const both = (...parts: string[]) => ({ en: parts, "zh-CN": parts });

const COUNTED = [
  "hidden",
  "added",
  "changedPeople",
  "returning",
  "left",
  "missing",
  "kept",
  "unchanged",
] as const;
const KINDS = ["guest", "external", "bot", "deactivated", "missing"] as const;
const DECISIONS = ["confirmMissing", "applyKeeping", "markLeft"] as const;

type Imports = Texts["imports"];

/** One case for each of several texts of imports, by path. */
const casesOf = <Name extends string>(
  prefix: string,
  names: readonly Name[],
  caseOf: (name: Name) => readonly ArgumentCase[],
): Readonly<Record<string, readonly ArgumentCase[]>> =>
  Object.fromEntries(names.map((name) => [`imports.${prefix}.${name}`, caseOf(name)]));

const counted = (text: (imports: Imports, people: number) => string): readonly ArgumentCase[] => [
  { text: ({ imports }) => text(imports, 1_071), ...both("1,071") },
];

/** The texts with arguments about imports into the roster, by path. */
export const importCases: Readonly<Record<string, readonly ArgumentCase[]>> = {
  ...casesOf("plan", COUNTED, (name) => [
    ...counted(({ plan }, people) => plan[name](people)),
    { text: ({ imports }) => imports.plan[name](1), en: ["1 person"], "zh-CN": ["1 人"] },
  ]),
  ...casesOf("plan.kinds", KINDS, (kind) => counted(({ plan }, people) => plan.kinds[kind](people))),
  ...casesOf("plan", DECISIONS, (name) => [
    ...counted(({ plan }, people) => plan[name](people)),
    { text: ({ imports }) => imports.plan[name](1), en: ["person"], "zh-CN": ["1 人"] },
  ]),
  "imports.plan.title": [{ text: (t) => t.imports.plan.title("SOURCE"), ...both("SOURCE") }],
  "imports.plan.ignored": [{ text: (t) => t.imports.plan.ignored("COLUMNS"), ...both("COLUMNS") }],
  "imports.plan.guess": [
    { text: (t) => t.imports.plan.guess("ENCODING", "EXAMPLES"), ...both("ENCODING", "EXAMPLES", "UTF-8") },
  ],
  "imports.plan.leftOut": [{ text: (t) => t.imports.plan.leftOut("KINDS"), ...both("KINDS") }],
  "imports.plan.more": counted(({ plan }, people) => plan.more(people)),
  "imports.plan.conflicts": [
    ...counted(({ plan }, people) => plan.conflicts(people)),
    { text: (t) => t.imports.plan.conflicts(1), en: ["1 question to"], "zh-CN": ["1 个问题"] },
  ],
  "imports.sync.from": [{ text: (t) => t.imports.sync.from("SOURCE"), ...both("SOURCE") }],
  "imports.sources.channel": [{ text: (t) => t.imports.sources.channel("CHANNEL"), ...both("CHANNEL") }],
  "imports.sources.usergroup": [{ text: (t) => t.imports.sources.usergroup("GROUP"), ...both("GROUP") }],
  "imports.reading": [{ text: (t) => t.imports.reading("SOURCE", 1_071), ...both("SOURCE", "1,071") }],
  "imports.attribute.set": [
    { text: (t) => t.imports.attribute.set("NAME", "AFTER"), ...both("NAME", "AFTER") },
  ],
  "imports.attribute.removed": [
    {
      text: (t) => t.imports.attribute.removed("NAME", "BEFORE"),
      en: ["NAME: BEFORE → none"],
      "zh-CN": ["NAME：BEFORE → 无"],
    },
  ],
  "imports.attribute.replaced": [
    {
      text: (t) => t.imports.attribute.replaced("NAME", "BEFORE", "AFTER"),
      ...both("NAME", "BEFORE → AFTER"),
    },
  ],
  "imports.conflict.onRoster": [{ text: (t) => t.imports.conflict.onRoster("PERSON"), ...both("PERSON") }],
  "imports.conflict.inFile": [
    { text: (t) => t.imports.conflict.inFile("PERSON", 71), en: ["71: PERSON"], "zh-CN": ["71 行：PERSON"] },
  ],
  "imports.conflict.one": [{ text: (t) => t.imports.conflict.one("ID"), ...both("ID") }],
  "imports.conflict.useLine": [{ text: (t) => t.imports.conflict.useLine(71), ...both("71") }],
  "imports.conflict.others": [
    { text: (t) => t.imports.conflict.others(71), ...both("71") },
    { text: (t) => t.imports.conflict.others(1), en: ["1 more question follows"], "zh-CN": ["1 个"] },
  ],
  "imports.problem.title": [{ text: (t) => t.imports.problem.title("SOURCE"), ...both("SOURCE") }],
  "imports.problem.slack": [{ text: (t) => t.imports.problem.slack("REASON"), ...both("REASON") }],
  "imports.problem.tooLarge": [{ text: (t) => t.imports.problem.tooLarge(71), ...both("71 MB") }],
  "imports.problem.missingScope": [
    { text: (t) => t.imports.problem.missingScope("SCOPES"), ...both("SCOPES") },
  ],
  "imports.progress": [{ text: (t) => t.imports.progress(1_071, 2_072), ...both("1,071", "2,072") }],
  "imports.applied": [
    {
      text: (t) => t.imports.applied({ added: 1, changed: 72, returning: 73, left: 74 }),
      en: ["1 added, 72 changed, 73 returned, 74 marked as left."],
      "zh-CN": ["新增 1 人，修改 72 人，返回 73 人，标记为离职 74 人。"],
    },
    {
      text: (t) => t.imports.applied({ added: 0, changed: 72, returning: 0, left: 0 }),
      en: ["People: 72 changed."],
      "zh-CN": ["* 修改 72 人。"],
    },
  ],
};
