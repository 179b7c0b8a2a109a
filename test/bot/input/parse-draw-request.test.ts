import { describe, expect, test } from "vitest";
import { parseDrawRequest } from "../../../bot/input/parse-draw-request.ts";

describe("a number of winners and a prize are read from", () => {
  test.for([
    ["2", 2, ""],
    ["２", 2, ""],
    ["0002", 2, ""],
    ["999999999", 999_999_999, ""],
    ["2 AirPods", 2, "AirPods"],
    ["2\u3000一等奖", 2, "一等奖"],
    ["*2* AirPods", 2, "AirPods"],
    ["2 *AirPods*", 2, "AirPods"],
    ['2 "AirPods Pro"', 2, "AirPods Pro"],
    ["2 “AirPods”", 2, "AirPods"],
    ["2 「大奖」", 2, "大奖"],
    ['2 "500"', 2, "500"],
    ['2 "winners"', 2, "winners"],
    ["2x AirPods", 2, "AirPods"],
    ["2X AirPods", 2, "AirPods"],
    ["2 x AirPods", 2, "AirPods"],
    ["2 × AirPods", 2, "AirPods"],
    ["2 X Box", 2, "X Box"],
    ["2个 AirPods", 2, "AirPods"],
    ["2 人", 2, ""],
    ["2位中奖者", 2, ""],
    ["2 位中奖者", 2, ""],
    ["2 winners", 2, ""],
    ["1 Person", 1, ""],
    ["2 winners of the quiz", 2, "winners of the quiz"],
    ["2: AirPods", 2, "AirPods"],
    ["2：AirPods", 2, "AirPods"],
    ["2，耳机", 2, "耳机"],
    ["2、耳机", 2, "耳机"],
    ["2 - AirPods", 2, "AirPods"],
    ["2 – AirPods", 2, "AirPods"],
    ["2 :gift: AirPods", 2, ":gift: AirPods"],
    ["2 👩‍👩‍👧‍👦", 2, "👩‍👩‍👧‍👦"],
    ["2.", 2, ""],
    ["2 .", 2, ""],
    ["2 ???", 2, ""],
    ["2 #️⃣", 2, "#️⃣"],
    ["2 ❤️", 2, "❤️"],
    ["2 🇨🇳", 2, "🇨🇳"],
    ["2 3 days off", 2, "3 days off"],
    ["2 500 €", 2, "500 €"],
    ["2 500 yuan", 2, "500 yuan"],
    ["1 1000 EUR voucher", 1, "1000 EUR voucher"],
    ["1 two\n \u0007lines", 1, "two lines"],
  ] as const)("%j", ([args, winners, prize]) => {
    expect(parseDrawRequest(args)).toEqual({ kind: "clear", winners, prize });
  });
});

describe("a number with separators is not interpreted:", () => {
  test.for([
    ["1,000", "1000"],
    ["1.000", "1000"],
    ["1'000 AirPods", "1000"],
    ["1’000", "1000"],
    ["1_000", "1000"],
    ["1，000", "1000"],
    ["１，０００", "1000"],
    ["1,500,000", "1500000"],
    ["2.500", "2500"],
  ] as const)("%s", ([args, digits]) => {
    expect(parseDrawRequest(args)).toEqual({ kind: "grouped", digits });
  });
});

describe("a prize that looks like the rest of the number is not drawn:", () => {
  test.for([
    ["1 000", 1, "000", "1000"],
    ["1\u00a0000", 1, "000", "1000"],
    ["1\u202f000", 1, "000", "1000"],
    ["1 ０００", 1, "０００", "1000"],
    ["1 000 AirPods", 1, "000 AirPods", "1000 AirPods"],
    ["10 00", 10, "00", "1000"],
    ["2 0", 2, "0", "20"],
    ["2 3", 2, "3", "23"],
    ["2 3.5", 2, "3.5", undefined],
    ["1 500", 1, "500", undefined],
    ["1 1000", 1, "1000", undefined],
    ["2 1️⃣", 2, "1️⃣", undefined],
    ["2 ②", 2, "②", "22"],
  ] as const)("%j", ([args, winners, prize, otherReading]) => {
    expect(parseDrawRequest(args)).toEqual({ kind: "number-prize", winners, prize, otherReading });
  });
});

test.for([
  "",
  "0",
  "-1",
  "+1",
  "2.5",
  "2,5",
  "1e9",
  "2-3",
  "#2",
  "two",
  "AirPods 2",
  "2AirPods",
  "3D printer",
  "2nd prize",
  "2一等奖",
  "0000000002",
  "99999999999",
  "2:gift: AirPods",
])("%j has no number of winners", (args) => {
  expect(parseDrawRequest(args)).toBeUndefined();
});
