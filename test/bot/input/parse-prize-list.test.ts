import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanInput } from "../../../bot/input/clean-input.ts";
import { formatPrizeLine, parsePrizeList, type TypedPrize } from "../../../bot/input/parse-prize-list.ts";
import { toOneLine } from "../../../data/people/employee.ts";
import { createLabelKey } from "../../../data/runtime/label-key.ts";

describe("a line is read as a prize", () => {
  test.for<[string, TypedPrize]>([
    ["20 × Third prize, 50 €", { quantity: 20, name: "Third prize", value: "50 €" }],
    ["20x Third prize", { quantity: 20, name: "Third prize" }],
    ["20 Third prize", { quantity: 20, name: "Third prize" }],
    ["20*Third prize", { quantity: 20, name: "Third prize" }],
    ["２０ × 三等奖，500元", { quantity: 20, name: "三等奖", value: "500元" }],
    ["三等奖 × 20", { quantity: 20, name: "三等奖" }],
    ["Grand prize", { quantity: 1, name: "Grand prize" }],
    ["3D printer", { quantity: 1, name: "3D printer" }],
    ["1 × 3 bikes", { quantity: 1, name: "3 bikes" }],
    ["Third prize\t20\t50 €", { quantity: 20, name: "Third prize", value: "50 €" }],
    ["20\tThird prize", { quantity: 20, name: "Third prize" }],
    ["1 × Dinner for two, Berlin | 100 €", { quantity: 1, name: "Dinner for two, Berlin", value: "100 €" }],
    ["1 × Dinner, Berlin |", { quantity: 1, name: "Dinner, Berlin" }],
    ["Voucher, 1,000 €", { quantity: 1, name: "Voucher", value: "1,000 €" }],
    ["\u200b 2 × Lamp \u00a0", { quantity: 2, name: "Lamp" }],
  ])("%j", ([line, prize]) => {
    expect(parsePrizeList(line)).toEqual({ prizes: [prize], faults: [] });
  });
});

test("a list keeps its order, and empty lines are nothing", () => {
  const { prizes, faults } = parsePrizeList("Grand prize\r\n\n  \n5 × Second prize\n");
  expect(prizes.map(({ name }) => name)).toEqual(["Grand prize", "Second prize"]);
  expect(faults).toEqual([]);
});

test("each line that is not a prize is named with its reason", () => {
  const { prizes, faults } = parsePrizeList(
    [
      "Lamp",
      "0 × Bike",
      "1001 Bike",
      "| 5 €",
      `1 × ${"x".repeat(151)}`,
      `Bike, ${"9".repeat(101)}`,
      "2 × ＬＡＭＰ",
    ].join("\n"),
  );
  expect(prizes).toEqual([{ quantity: 1, name: "Lamp" }]);
  expect(faults.map(({ line, fault }) => [line, fault])).toEqual([
    [2, "quantity"],
    [3, "quantity"],
    [4, "no-name"],
    [5, "name-too-long"],
    [6, "value-too-long"],
    [7, "twice"],
  ]);
});

test("any prize is the same after it was formatted and read again", () => {
  const text = (most: number) =>
    fc
      .string({
        unit: fc.constantFrom(..."a0 9×xX,，、|｜€三:*", "🎁", "5 × "),
        minLength: 1,
        maxLength: most,
      })
      .map((each) => toOneLine(cleanInput(each)))
      .filter((each) => each !== "");
  const prize = fc.record(
    {
      name: text(12),
      quantity: fc.integer({ min: 1, max: 1_000 }),
      value: text(8).map((each) => each.replaceAll(/[|｜]/g, "/")),
    },
    { requiredKeys: ["name", "quantity"] },
  );
  const list = fc.uniqueArray(prize, { selector: ({ name }) => createLabelKey(name), maxLength: 3 });
  fc.assert(
    fc.property(list, (prizes) => {
      expect(parsePrizeList(prizes.map(formatPrizeLine).join("\n"))).toEqual({ prizes, faults: [] });
    }),
    { numRuns: 1_000 },
  );
});
