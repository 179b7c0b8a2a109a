import { expect, test } from "vitest";
import { parseDrawNumber } from "../../../bot/input/parse-draw-number.ts";

test.for([
  ["3", 3, ""],
  ["#3", 3, ""],
  ["０３", 3, ""],
  ["9999999999", 9_999_999_999, ""],
  ["3 E1 on\n\u0000leave ", 3, "E1 on leave"],
  ["3\u3000\u3000王芳", 3, "王芳"],
  ["＃3", 3, ""],
  ["№3", 3, ""],
  ["draw 3", 3, ""],
  ["Draw #3 Ann", 3, "Ann"],
  ["第3次", 3, ""],
  ["第 ３ 次抽奖，名册有误", 3, "名册有误"],
  ["第3次张伟", 3, "张伟"],
  ["3: Ann", 3, "Ann"],
  ["3，张伟", 3, "张伟"],
  ["3.", 3, ""],
  ["3. Ann", 3, "Ann"],
  ["3, 5", 3, "5"],
] as const)("%j names a draw", ([args, drawNo, rest]) => {
  expect(parseDrawNumber(args)).toEqual({ drawNo, rest });
});

test.for(["", "#", "##3", "0", "-1", "1.5", "1,000", "3:5", "3x", "x3", " 3", "three", "00000000003"])(
  "%j does not name a draw",
  (args) => {
    expect(parseDrawNumber(args)).toBeUndefined();
  },
);
