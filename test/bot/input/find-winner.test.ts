import { describe, expect, test } from "vitest";
import type { Mention } from "../../../bot/input/find-person.ts";
import { findWinner } from "../../../bot/input/find-winner.ts";
import { person, read } from "./winners-called.ts";

const ann = person("E0001", "Ann");
const annLee = person("E0002", "Ann Lee", "U0ANN");
const wang = person("王-3", "王芳", "U0WANG");
const namesake = person("E0004", "王芳");
const two = person("2", "Zoë");
const winners = [ann, annLee, wang, namesake, two];

describe("a winner is named", () => {
  test.for([
    ["by employee id", "E0004 left", "王芳/E0004 (left)"],
    ["by employee id in any case", "e0001", "Ann/E0001 ()"],
    ["by employee id in full-width letters", "Ｅ０００１", "Ann/E0001 ()"],
    ["by employee id with another hyphen", "王–3", "王芳/王-3 ()"],
    ["by name", "Zoë", "Zoë/2 ()"],
    ["by name in any case", "ZOË", "Zoë/2 ()"],
    ["by name without accents", "zoe is ill", "Zoë/2 (is ill)"],
    ["by rank", "1", "Ann/E0001 ()"],
    ["by rank as it is shown", "#3", "王芳/王-3 ()"],
    ["by rank in full-width characters", "＃３", "王芳/王-3 ()"],
    ["by rank in words", "No. 2 left", "Ann Lee/E0002 (left)"],
    ["by rank in Chinese", "第2位 未到场", "Ann Lee/E0002 (未到场)"],
    ["by rank and name, as the list shows them", "2. *Ann Lee* (E0002) is ill", "Ann Lee/E0002 (is ill)"],
    ["by a beginning and the id after it", "Ann Le (E0002) is ill", "Ann Lee/E0002 (is ill)"],
    ["by a beginning that only one name has", "Zo is ill", "Zoë/2 (is ill)"],
    ["by last name", "Lee is ill", "Ann Lee/E0002 (is ill)"],
    ["in quotes", '"Ann Lee" is ill', "Ann Lee/E0002 (is ill)"],
    ["in curly quotes", "“Ann Lee” is ill", "Ann Lee/E0002 (is ill)"],
    ["in Chinese quotes", "「Ann」未到场", "Ann/E0001 (未到场)"],
    ["in bold", "*Ann* is ill", "Ann/E0001 (is ill)"],
    ["before a comma", "Ann Lee, is away", "Ann Lee/E0002 (is away)"],
    ["before a colon", "Ann: is away", "Ann/E0001 (is away)"],
    ["before a dash", "Ann – is away", "Ann/E0001 (is away)"],
    ["before a dash without spaces", "Ann—away", "Ann/E0001 (away)"],
    ["before Chinese", "Ann未到场", "Ann/E0001 (未到场)"],
    ["before an emoji", "Ann :wave: bye", "Ann/E0001 (:wave: bye)"],
    ["before any white space", "ann\u3000 left ", "Ann/E0001 (left)"],
  ] as const)("%s: %s", ([, text, expected]) => {
    expect(read(text, winners)).toBe(expected);
  });

  test("by the longest match", () => {
    expect(read("Ann Lee has left", winners)).toBe("Ann Lee/E0002 (has left)");
    expect(read("Ann has left", winners)).toBe("Ann/E0001 (has left)");
  });

  test("by an exact match before a loose one, and by a whole name before a prefix", () => {
    const similar = [person("1", "Zoe"), person("2", "Zoë"), person("3", "ZOE"), person("4", "Zoey")];
    expect(read("Zoe", similar)).toMatch(/^(\? )?Zoe\/1 \(\)/);
    expect(read("Zoë left", similar)).toBe("Zoë/2 (left)");
    expect(read("ZOE left", similar)).toBe("ZOE/3 (left)");
    expect(read("Zoey", similar)).toBe("Zoey/4 ()");
    expect(read("zoe left", similar)).toBe("? Zoe/1 (left), ZOE/3 (left)");
  });

  test("once, even if named in two ways", () => {
    expect(read("1", [person("1", "1")])).toBe("1/1 ()");
  });
});

describe("a name is found in different spellings:", () => {
  const people = [
    person("x1", "O’Brien"),
    person("x2", "Jean-Luc Picard"),
    person("x3", "J.R. Smith"),
    person("x4", "'t Hooft"),
    person("x5", "Łukasz Żółw"),
    person("x6", "Mueller Eva"),
    person("x7", "Groß"),
    person("x8", "Jürgen"),
    person("x9", "张　三"),
    person("x10", "买买提·艾力"),
    person("x11", "李四🌸"),
    person("x12", "Kim 🌻"),
    person("x13", "Sofía\u200b Hernández".normalize("NFD")),
    person("x14", "ﾀﾅｶ"),
    person("x15", "Søren"),
  ];
  test.for([
    ["O'Brien x", "O’Brien"],
    ["OBrien x", "O’Brien"],
    ["'O'Brien' x", "O’Brien"],
    ["jean‑luc picard x", "Jean-Luc Picard"],
    ["Jean Luc Picard x", "Jean-Luc Picard"],
    ["Ｊｅａｎ－Ｌｕｃ Ｐｉｃａｒｄ x", "Jean-Luc Picard"],
    ["J. R. Smith x", "J.R. Smith"],
    ["JR Smith x", "J.R. Smith"],
    ["’t Hooft x", "'t Hooft"],
    ["lukasz zolw x", "Łukasz Żółw"],
    ["Müller Eva x", "Mueller Eva"],
    ["GROSS x", "Groß"],
    ["Juergen x", "Jürgen"],
    ["Jurgen x", "Jürgen"],
    ["张三 x", "张　三"],
    ["张 三 x", "张　三"],
    ["买买提・艾力 x", "买买提·艾力"],
    ["买买提艾力 x", "买买提·艾力"],
    ["李四 x", "李四🌸"],
    ["李四:cherry_blossom: x", "李四🌸"],
    ["Kim :sunflower: x", "Kim 🌻"],
    ["Kim x", "Kim 🌻"],
    ["sofia hernandez x", "Sofía\u200b Hernández".normalize("NFD")],
    ["Sofía Hernández x", "Sofía\u200b Hernández".normalize("NFD")],
    ["タナカ x", "ﾀﾅｶ"],
    ["Soeren x", "Søren"],
    ["Soren x", "Søren"],
  ] as const)("%s", ([text, name]) => {
    const { found, isSure } = findWinner(text, people, []);
    expect(found.map(({ winner, reason }) => [winner.employee_name, reason])).toEqual([[name, "x"]]);
    expect(isSure).toBe(true);
  });

  test("without its emoji as a whole name, before a prefix of another name", () => {
    const kims = [person("x1", "Kimberly"), person("x2", "Kim 🌻")];
    expect(read("Kim x", kims)).toBe("Kim 🌻/x2 (x)");
  });

  test("letters that only look the same stay different", () => {
    expect(read("かく", [person("1", "がく")])).toBe("?");
    expect(read("राम", [person("1", "रीम")])).toBe("?");
  });
});

describe("candidates are offered, each with its own reason,", () => {
  test.for([
    ["for namesakes", "王芳 left", "? 王芳/王-3 (left), 王芳/E0004 (left)"],
    ["for a rank that is another's id", "2", "? Ann Lee/E0002 (), Zoë/2 ()"],
    ["for a beginning of several names", "an", "? Ann/E0001 (), Ann Lee/E0002 ()"],
    ["for a name that may be longer", "Ann Le", "? Ann/E0001 (Le), Ann Lee/E0002 ()"],
    [
      "for a name that continues with a capital letter",
      "Ann Le is ill",
      "? Ann/E0001 (Le is ill), Ann Lee/E0002 (is ill)",
    ],
    ["for a name that runs on", "王芳菲 left", "? 王芳/王-3 (菲 left), 王芳/E0004 (菲 left)"],
    ["for several people at once", "Ann, Zoë", "? Ann/E0001 (), Zoë/2 ()"],
    ["for several people at once", "Ann and Zoë", "? Ann/E0001 (), Zoë/2 ()"],
    ["for several ranks at once", "1 3", "? Ann/E0001 (), 王芳/王-3 ()"],
    ["for a rank and a name that contradict each other", "1 Zoë left", "? Ann/E0001 (), Zoë/2 (left)"],
    ["for a text that only looks like a mention", "@Zoë left", "? Zoë/2 (left)"],
  ] as const)("%s: %s", ([, text, expected]) => {
    expect(read(text, winners)).toBe(expected);
  });

  test("for a name followed by Chinese text, because it may be another name", () => {
    const people = [person("x1", "张伟"), person("x2", "张伟明")];
    expect(read("张伟未到场", people)).toBe("? 张伟/x1 (未到场)");
    expect(read("张伟，未到场", people)).toBe("张伟/x1 (未到场)");
    expect(read("张伟 未到场", people)).toBe("张伟/x1 (未到场)");
    expect(read("张伟明未到场", people)).toBe("? 张伟明/x2 (未到场)");
    const longer = [person("x1", "张伟"), person("x3", "张伟明杰")];
    expect(read("张伟明 未到场", longer)).toBe("? 张伟/x1 (明 未到场), 张伟明杰/x3 (未到场)");
    expect(read("张", people)).toBe("? 张伟/x1 (), 张伟明/x2 ()");
  });

  test("but not if a rank and an id agree, or a sign or zeros distinguish them", () => {
    const numbered = [person("1", "A B"), person("007", "C D"), person("2", "E F")];
    expect(read("1 left", numbered)).toBe("A B/1 (left)");
    expect(read("2", numbered)).toBe("? C D/007 (), E F/2 ()");
    expect(read("#2", numbered)).toBe("C D/007 ()");
    expect(read("3", numbered)).toBe("E F/2 ()");
    expect(read("7", numbered)).toBe("C D/007 ()");
    expect(read("007", numbered)).toBe("C D/007 ()");
    expect(read("02", numbered)).toBe("E F/2 ()");
    expect(read("2. C D left", numbered)).toBe("C D/007 (left)");
    const zeros = [person("9", "A B"), person("009", "C D")];
    expect(read("9", zeros)).toBe("A B/9 ()");
    expect(read("009", zeros)).toBe("C D/009 ()");
    expect(read("09", zeros)).toBe("? A B/9 (), C D/009 ()");
  });
});

describe("no winner is named", () => {
  test.for([
    "Anna",
    "Ann-Marie is ill",
    "Ann's win",
    "has Ann left",
    "11",
    "#6",
    "1,5",
    "a",
    "",
    " ",
    "?",
    "E00",
    "@nobody left",
  ])("by %j", (text) => {
    expect(read(text, winners)).toBe("?");
  });

  test("if there are no winners", () => {
    expect(read("Ann", [])).toBe("?");
  });
});

describe("a mentioned person", () => {
  const mention = (userId: string, shown: string): Mention => ({ userId, shown });

  test("is the winner with that Slack id, with any name in the mention", () => {
    const mentions = [mention("U0ANN", "@Annie"), mention("U0WANG", "@wang")];
    expect(read("@Annie is ill", winners, mentions)).toBe("Ann Lee/E0002 (is ill)");
    expect(read("@wang", winners, [mention("U0WANG", "@wang")])).toBe("王芳/王-3 ()");
  });

  test("can be shown with spaces, and before a comma", () => {
    const mentions = [mention("U0ANN", "@Annie van Lee")];
    expect(read("@Annie van Lee, is ill", winners, mentions)).toBe("Ann Lee/E0002 (is ill)");
  });

  test.for([
    ["@Mr. Data", "@Mr. Data: is ill"],
    ["@ann.lee", "@ann.lee: is ill"],
    ["@ann.lee", "@ann.lee,is ill"],
    ["@Ann (she/her)", "@Ann (she/her) is ill"],
    ["@安 🌸", "@安 🌸，is ill"],
  ] as const)("can be shown as %s, followed by any separator: %s", ([shown, text]) => {
    expect(read(text, winners, [mention("U0ANN", shown)])).toBe("Ann Lee/E0002 (is ill)");
  });

  test("without a Slack id on record is a candidate by name", () => {
    expect(read("@zoe left", winners, [mention("U0ZOE", "@zoe")])).toBe("? Zoë/2 (left)");
  });

  test("who has not won is not found, even with the name of a winner who has a Slack id", () => {
    expect(read("@max left", winners, [mention("U0MAX", "@max")])).toBe("?");
    expect(read("@Ann Lee left", winners, [mention("U0MAX", "@Ann Lee")])).not.toContain("E0002");
  });

  test("after the name is a repetition", () => {
    expect(read("2. Ann Lee (E0002) @Annie left", winners, [mention("U0ANN", "@Annie")])).toBe(
      "Ann Lee/E0002 (left)",
    );
  });

  test("later in the text is part of the reason", () => {
    expect(read("Ann left with @Annie", winners, [mention("U0ANN", "@Annie")])).toBe(
      "Ann/E0001 (left with @Annie)",
    );
  });
});

test("finds a person whose data was erased by rank only", () => {
  const erased = { ...person("erased-01", "erased person"), erased: "01".repeat(32) };
  const winners = [erased, person("E2", "Ann")];
  expect(read("#1 is away", winners)).toBe("erased person/erased-01 (is away)");
  for (const text of ["erased", "erased person", "erased-01", "person", "eras"])
    expect(read(text, winners)).toBe("?");
});
