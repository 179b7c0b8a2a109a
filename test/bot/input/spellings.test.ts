import { describe, expect, test } from "vitest";
import type { Mention } from "../../../bot/input/find-person.ts";
import { findWinner } from "../../../bot/input/find-winner.ts";
import { parseCommand } from "../../../bot/input/parse-command.ts";
import { parseDrawNumber } from "../../../bot/input/parse-draw-number.ts";
import { parseDrawRequest } from "../../../bot/input/parse-draw-request.ts";
import { person } from "./winners-called.ts";

/** `Ann (reason)` if it is sure, or the candidates after a question mark. */
function read(text: string, names: readonly string[], mentions: readonly Mention[] = []): string {
  const winners = names.map((name, i) => person(`x${i}`, name));
  const { found, isSure } = findWinner(text, winners, mentions);
  return `${isSure ? "" : "? "}${found.map(({ winner, reason }) => `${winner.employee_name} (${reason})`).join(", ")}`;
}

describe("a name in another form", () => {
  test.for([
    ["Dang x", "Đặng"],
    ["Gudrun x", "Guðrún"],
    ["Hal x", "Ħal"],
    ["Aesa x", "Æsa"],
    ["Oeuvre x", "Œuvre"],
    ["Thor x", "Þór"],
    ["Jaeger x", "Jäger"],
    ["Koehler x", "Köhler"],
    ["Aase x", "Åse"],
  ] as const)("%s means %s", ([text, name]) => {
    expect(read(text, ["Zed", name])).toBe(`${name} (x)`);
  });

  test.for([
    ["Jean–Luc x", ["JeanLuc", "Jean-Luc"], "Jean-Luc (x)"],
    ["Bo “X” Li x", ["Bo X Li", 'Bo "X" Li'], 'Bo "X" Li (x)'],
    ["买买提・艾力 x", ["买买提艾力", "买买提·艾力"], "买买提·艾力 (x)"],
    ["张　三 x", ["张三", "张 三"], "张 三 (x)"],
    ["O‘Brien x", ["OBrien", "O'Brien"], "O'Brien (x)"],
  ] as const)("%s means the name with the same punctuation", ([text, names, expected]) => {
    expect(read(text, names)).toBe(expected);
  });
});

describe("the end of a name", () => {
  test.for([
    ["'\"Ann\"' is ill", ["Ann"], "Ann (is ill)"],
    ["**Ann** is ill", ["Ann"], "Ann (is ill)"],
    ["Ann) is ill", ["Ann"], "Ann () is ill)"],
    ["1,5 hours late", ["Ann", "Bo"], "? "],
    ["1 a,5 hours", ["Ann", "Bo"], "Ann (a,5 hours)"],
    ["Ann is away, (Bo) too", ["Ann", "Bo Li"], "Ann (is away, (Bo) too)"],
    ["Ann.·Lee is ill", ["Ann", "Zed"], "? "],
    ["A is ill", ["Ann Lee"], "? "],
    ["An", ["Ann Lee"], "Ann Lee ()"],
    ["张 未到场", ["张伟"], "张伟 (未到场)"],
  ] as const)("%s", ([text, names, expected]) => {
    expect(read(text, names)).toBe(expected);
  });
});

describe("a longer name", () => {
  test.for([
    ["Ann Le", ["Ann", "Ann Lee"], "? Ann (Le), Ann Lee ()"],
    ["Ann le", ["Ann", "Ann Lee"], "? Ann (le), Ann Lee ()"],
    ["Ann Le is ill", ["Ann", "Ann Lee"], "? Ann (Le is ill), Ann Lee (is ill)"],
    ["Ann le is ill", ["Ann", "Ann Le Roy"], "Ann (le is ill)"],
    ["Roy is ill", ["Ann Le Roy", "Bo"], "Ann Le Roy (is ill)"],
    ["Le Roy is ill", ["Ann  Le Roy", "Bo"], "Ann  Le Roy (is ill)"],
  ] as const)("%s", ([text, names, expected]) => {
    expect(read(text, names)).toBe(expected);
  });
});

describe("several winners", () => {
  test.for([
    ["Ann, Bo", ["Ann", "Bo"], "? Ann (), Bo ()"],
    ["Ann and Bo", ["Ann", "Bo"], "? Ann (), Bo ()"],
    ["Ann told Bo and Cy", ["Ann", "Bo", "Cy"], "Ann (told Bo and Cy)"],
    ["Ann, Bo is ill", ["Ann", "Bo"], "Ann (Bo is ill)"],
    ["2 Ann is ill", ["Ann", "Bo"], "? Bo (), Ann (is ill)"],
    ["1 2", ["Ann", "Bo"], "? Ann (), Bo ()"],
    ["1 2 days late", ["Ann", "Bo"], "Ann (2 days late)"],
    ["Ann, ann", ["Ann", "Bo"], "Ann ()"],
  ] as const)("%s", ([text, names, expected]) => {
    expect(read(text, names)).toBe(expected);
  });

  test("with the same Slack id are shown as a choice", () => {
    const twins = [person("a", "Ann", "U1"), person("b", "Bo", "U1"), person("c", "Cy", "U2")];
    const { found, isSure } = findWinner("@Sam is ill", twins, [{ userId: "U1", shown: "@Sam" }]);
    expect(isSure).toBe(false);
    expect(found.map(({ winner, reason }) => [winner.employee_name, reason])).toEqual([
      ["Ann", "is ill"],
      ["Bo", "is ill"],
    ]);
  });

  test("a mention of another person stays in the reason", () => {
    const mentions = [
      { userId: "U1", shown: "@Ann" },
      { userId: "U2", shown: "@Bo" },
    ];
    const winners = [person("a", "Ann", "U1"), person("b", "Bo", "U2")];
    expect(findWinner("@Ann @Bo asked for it", winners, mentions)).toEqual({
      found: [{ winner: winners[0], reason: "@Bo asked for it" }],
      isSure: true,
    });
  });

  test("a person without a Slack id is found by the name in a mention, as a suggestion", () => {
    const winners = [person("a", "Ann"), person("b", "Bo", "U2")];
    expect(findWinner("@Ann is ill", winners, [{ userId: "U9", shown: "@Ann" }])).toEqual({
      found: [{ winner: winners[0], reason: "is ill" }],
      isSure: false,
    });
  });

  test("an `@` without a mention finds the name as a suggestion", () => {
    expect(read("@Ann is ill", ["Ann"])).toBe("? Ann (is ill)");
  });
});

describe("a rank or an id", () => {
  test.for([
    ["no.2 is ill", "Bo (is ill)"],
    ["No.  2", "Bo ()"],
    ["第 2 位", "Bo ()"],
    ["2 号 is ill", "Bo (is ill)"],
    ["2号楼", "Bo (号楼)"],
    ["x 2", "? "],
    ["20", "? "],
    ["02", "? "],
  ] as const)("%s", ([text, expected]) => {
    expect(read(text, ["Ann", "Bo"])).toBe(expected);
  });

  test("an id with letters is not compared as a number", () => {
    const winners = [person("7a", "Ann"), person("70", "Bo"), person("0070", "Cy")];
    const names = (text: string) =>
      findWinner(text, winners, []).found.map(({ winner }) => winner.employee_name);
    expect(names("7a")).toEqual(["Ann"]);
    expect(names("7")).toEqual([]);
    expect(names("70")).toEqual(["Bo"]);
    expect(names("070")).toEqual(["Bo", "Cy"]);
    expect(names("#70")).toEqual([]);
  });
});

test.for([
  ["/lottery   draw 2", "draw", "2"],
  ["see /lottery draw 2", "see", "/lottery draw 2"],
  ["a:b 1", "a:b", "1"],
  ["*_draw 2_*", "draw", "2"],
  ["draw 2\nfor\nall", "draw", "2\nfor\nall"],
  ["draw2\nfor all", "draw", "2\nfor all"],
  ["my-draw2", "my-draw2", ""],
] as const)("the command %j is %s with %j", ([text, name, args]) => {
  expect(parseCommand(text, { command: "/lottery", isName: (typed) => typed === "draw" })).toMatchObject({
    name,
    args,
  });
});

test.for([
  ['2 " 500 "', "500"],
  ["2 „500“", "500"],
  ["2 «500»", "500"],
  ["2 『500』", "500"],
  ["2 ”500”", "500"],
] as const)("a prize in quotes is a prize, even a number: %j", ([args, prize]) => {
  expect(parseDrawRequest(args)).toEqual({ kind: "clear", winners: 2, prize });
});

test.for([
  ["1 000 000", undefined],
  ["1 0 0", "100"],
  ["1 000\u3000", "1000"],
  ["1 00 0", "1000"],
] as const)("the number in %j may be read as %s", ([args, otherReading]) => {
  expect(parseDrawRequest(args)).toMatchObject({ kind: "number-prize", winners: 1, otherReading });
});

test.for([
  ["x 2", undefined],
  ["a 1,000", undefined],
  ["2,, AirPods", { kind: "clear", winners: 2, prize: "AirPods" }],
  ["2  - AirPods", { kind: "clear", winners: 2, prize: "AirPods" }],
  ["2  × AirPods", { kind: "clear", winners: 2, prize: "AirPods" }],
  ["2 T - shirts", { kind: "clear", winners: 2, prize: "T - shirts" }],
  ["1 00x", { kind: "clear", winners: 1, prize: "00x" }],
  ["2 中奖者", { kind: "clear", winners: 2, prize: "" }],
] as const)("the request %j", ([args, expected]) => {
  expect(parseDrawRequest(args)).toEqual(expected);
});

test.for([
  ["draw  3", { drawNo: 3, rest: "" }],
  ["3   late", { drawNo: 3, rest: "late" }],
  ["3:: late", { drawNo: 3, rest: "late" }],
  ["x 3", undefined],
  ["3.5", undefined],
] as const)("the number of a draw in %j", ([args, expected]) => {
  expect(parseDrawNumber(args)).toEqual(expected);
});
