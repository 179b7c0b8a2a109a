import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { explainFailure } from "../../../bot/messages/failure.ts";
import { errorCodes } from "../../../data/runtime/lottery-error.ts";

const BOT = new URL("../../../bot/", import.meta.url);

/** The paths of all texts: `draw.usage`, `reasons.CustomError`. */
function pathsOf(table: object, prefix = ""): string[] {
  return Object.entries(table).flatMap(([name, value]) =>
    typeof value === "object" && value !== null ? pathsOf(value, `${prefix}${name}.`) : [prefix + name],
  );
}

async function readBot(): Promise<string> {
  const files = await readdir(BOT, { recursive: true });
  const sources = files.filter((name) => name.endsWith(".ts") && !name.startsWith("locales/"));
  return (await Promise.all(sources.map((name) => readFile(new URL(name, BOT), "utf8")))).join("\n");
}

/** Tables of texts, which the code indexes by a name. */
const INDEXED =
  /^(?:accounts|commands|reasons|home\.obstacles|operators\.cannotAdd|people\.(?:cannotAdd|confirm|done)|channels\.results|roster\.(?:counts|lists|statuses|problems\.(?:attributes|countsAs|samePerson))|imports\.(?:attribute\.names|conflict\.kinds|plan\.(?:kinds|encodings))|log\.(?:actions|fields|systems)|verify\.(?:faults|outcomes|since|skippedFor)|entry\.(?:found|sealedAs))\./;

// Searches the source, because neither the compiler nor knip reports an unused property of an object.
test("every text is used", async () => {
  const source = await readBot();
  const unused = pathsOf(locales.en)
    .filter((path) => !INDEXED.test(path))
    .filter((path) => !new RegExp(`\\b${path.split(".").at(-1)}\\b`).test(source));
  expect(unused).toEqual([]);
});

test("both languages have the same texts", () => {
  expect(pathsOf(locales["zh-CN"]).toSorted()).toEqual(pathsOf(locales.en).toSorted());
});

/** All texts without arguments, by their paths. */
function textsOf(table: object, prefix = ""): [path: string, text: string][] {
  return Object.entries(table).flatMap(([name, value]): [string, string][] => {
    if (typeof value === "string") return [[prefix + name, value]];
    if (typeof value === "function") return value.length === 0 ? [[prefix + name, String(value({}))]] : [];
    return textsOf(Object(value), `${prefix}${name}.`);
  });
}

test("every text says something in its own language", () => {
  for (const [path, text] of textsOf(locales.en)) {
    expect(text, path).not.toMatch(/\p{Script=Han}/u);
    expect(text, path).toMatch(path === "listSeparator" ? /^, $/ : /[a-z]{3}/);
  }
  for (const [path, text] of textsOf(locales["zh-CN"])) {
    // The usage of a command without arguments is its name.
    if (path === `commands.${text}.usage`) continue;
    expect(text, path).toMatch(path === "listSeparator" ? /^、$/ : /\p{Script=Han}{2}/u);
  }
});

test("Chinese texts address people in one way, and have one word for one thing", async () => {
  const root = new URL("../../../", import.meta.url);
  const files = [
    "bot/locales/zh-cn.ts",
    "bot/locales/people/zh-cn.ts",
    "bot/locales/imports/zh-cn.ts",
    "workflow/notice/locales/zh-cn.ts",
    "workflow/notice/locales/explain-rules.ts",
    "docs/verify.html",
    "docs/guide.zh-CN.md",
    "README.zh-CN.md",
  ];
  for (const file of files) {
    const text = await readFile(new URL(file, root), "utf8");
    // 你 is for one person whom we address; 账号 and 工号 have other spellings and names.
    expect(text.match(/您|帐号|员工编号/g), file).toBeNull();
  }
});

describe("a number in a text", async () => {
  const root = new URL("../../../", import.meta.url);
  const read = (file: string) => readFile(new URL(file, root), "utf8");
  const types = await Promise.all(
    ["bot/locales/", "bot/locales/people/", "bot/locales/imports/", "workflow/notice/locales/"].map(
      (folder) => read(`${folder}texts.ts`),
    ),
  );
  const namesOf = (type: string) =>
    new Set(
      types.flatMap((text) => [...text.matchAll(new RegExp(`(\\w+): ${type}`, "g"))].map(([, name]) => name)),
    );
  const identifiers = ["drawNo", "serial", "round", "position", "revision", "number", "part", "line", "no"];
  const others = new Set([...identifiers, "campaignNo", "newest", "highest", ...namesOf("string")]);
  const facts = ["asked", "eligible", "ruledOut", "most"];
  const counts = [...namesOf("number"), ...facts].filter((name) => name !== undefined && !others.has(name));

  test.each([
    "bot/locales/en.ts",
    "bot/locales/zh-cn.ts",
    "bot/locales/people/en.ts",
    "bot/locales/people/zh-cn.ts",
    "bot/locales/imports/en.ts",
    "bot/locales/imports/zh-cn.ts",
    "workflow/notice/locales/en.ts",
    "workflow/notice/locales/zh-cn.ts",
  ])("has separators if it counts something, and none if it identifies something: %s", async (file) => {
    const text = await read(file);
    // In a command, people type numbers without separators. A roster ends with the serial of its last person.
    const exceptions =
      /draw \$\{winners\} "|No\. \$\{rosterSize\}\.|第 \$\{rosterSize\} 号为止|serial: \$\{rosterSize\}|最大序号 \$\{rosterSize\}/g;
    const plain = text.replaceAll(exceptions, "");
    expect(plain.match(new RegExp(`\\$\\{(${counts.join("|")})\\}`, "g"))).toBeNull();
    expect(plain.match(new RegExp(`\\bn\\((${identifiers.join("|")})\\b.*?\\)`, "g"))).toBeNull();
  });
});

test("no two texts of a language are the same", () => {
  for (const table of [locales.en, locales["zh-CN"]]) {
    const paths = new Map<string, string>();
    for (const [path, text] of textsOf(table)) {
      expect(paths.get(text), `${path}: ${text}`).toBeUndefined();
      paths.set(text, path);
    }
  }
});

describe.for(["en", "zh-CN"] as const)("the reasons in %s", (locale) => {
  const figures = { asked: 11, eligible: 10, roster: 10, most: 1_000, serial: 42 };

  test("are sentences, with all figures or with none", () => {
    for (const error of [
      ...Object.keys(errorCodes),
      "States.Timeout",
      "Aborted",
      "States.Runtime",
      "constructor",
      "",
    ])
      for (const facts of [figures, {}]) {
        const reason = explainFailure(locales[locale], error, facts);
        expect(reason).toMatch(/[.。]$/);
        expect(reason).not.toMatch(/undefined|NaN|null/);
      }
  });

  test("distinguish an unforeseen error from those with their own text", () => {
    const unknown = explainFailure(locales[locale], "States.Runtime", {});
    expect(explainFailure(locales[locale], "__proto__", {})).toBe(unknown);
    for (const error of Object.keys(errorCodes))
      expect(explainFailure(locales[locale], error, figures)).not.toBe(unknown);
  });

  test("name both people with the same serial, with any characters in their names", () => {
    const facts = { serial: 42, first: "<!channel> (E1)", second: "*王芳* (E2)" };
    const reason = explainFailure(locales[locale], "DuplicateSerial", facts);
    expect(reason).toContain("&lt;!channel&gt; (E1)");
    expect(reason).toContain("∗王芳∗ (E2)");
    expect(reason).toContain("42");
  });

  test("recommend a new draw, not more people, if nobody is left for a redraw", () => {
    const reason = explainFailure(locales[locale], "NoRunnerUp", {});
    expect(reason).toMatch(/start a new draw|重新发起一次抽奖/);
    expect(reason).not.toMatch(/Add people|添加人员/);
  });

  test("that can end draws and revisions give no advice for only one of them", () => {
    for (const error of [
      "LeaseExpired",
      "RevisionEnded",
      "States.Timeout",
      "InvalidItem",
      "DuplicateSerial",
      "?",
    ]) {
      const reason = explainFailure(locales[locale], error, {});
      expect(reason).not.toMatch(/draw again|redraw again|重新抽奖|再抽/i);
    }
  });

  test("do not name an unknown cause", () => {
    for (const error of ["RevisionUnderWay", "Aborted"])
      expect(explainFailure(locales[locale], error, {})).not.toMatch(/somebody|有人|另一位/);
  });

  test("say correctly how many people can still win", () => {
    const few = (facts: Record<string, number>) =>
      explainFailure(locales[locale], "NotEnoughEntrants", facts);
    expect(few({ asked: 11, eligible: 10, roster: 10 })).toMatch(/11.*10/);
    expect(few({ asked: 2, eligible: 0, roster: 10 })).toMatch(
      /everyone on the roster has already won or has left|都已中过奖或已离职/,
    );
    expect(few({ asked: 2, eligible: 0, roster: 0 })).toMatch(/roster is empty|名册是空的/);
    const ruled = few({ asked: 3, eligible: 0, roster: 10, ruled_out: 10 });
    expect(ruled).toMatch(
      /3 winners, but nobody can take part.*10 others are excluded|3 位.*0 人.*10 人被排除/,
    );
    expect(ruled).not.toMatch(/already won|have left|已中过奖|离职/);
    expect(few({})).not.toMatch(/empty|everyone|空|都/);
  });
});
