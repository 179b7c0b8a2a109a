import { expect, test } from "vitest";
import { readDrawForm } from "../../../bot/input/read-draw-form.ts";

const socks = { prize_id: "p1", name: "Socks", quantity: 5, drawn: 0 };
const filled = { prize: "p1", winners: "3", channel: "C0LOTTERY", who: "all" };
const read = (values: Readonly<Record<string, string | string[]>>) =>
  readDrawForm({ ...filled, ...values }, [socks]);
const departments = (count: number) => Array.from({ length: count }, (_, i) => `D${i}`);

test("the prize of the list, and otherwise the typed one, on one line", () => {
  expect(read({ otherPrize: "Mug" })).toEqual({
    listed: socks,
    prize: "Socks",
    winners: 3,
    rules: {},
    channelId: "C0LOTTERY",
    overdraw: undefined,
    faults: {},
  });
  expect(read({ prize: "other:", other: " A\n<!channel> mug " })).toMatchObject({
    listed: undefined,
    prize: "A <!channel> mug",
    faults: {},
  });
  expect(read({ prize: "", other: "" })).toMatchObject({ prize: "", faults: {} });
});

test.each([
  ["2", 2],
  ["１２", 12],
  [" 7 ", 7],
  ["1000", 1_000],
])("%j winners are %i", (winners, number) => {
  expect(read({ winners })).toMatchObject({ winners: number, faults: {} });
});

test.each([
  ["a limit to departments", { who: "only", departments: ["IT"] }, { departments: { only: ["IT"] } }],
  ["all others", { who: "not", departments: departments(100) }, { departments: { not: departments(100) } }],
  ["departments without a limit", { departments: ["IT"] }, {}],
  ["a day", { joined: "2026-01-31" }, { joined_before: "2026-01-31" }],
  ["earlier winners", { again: ["again"] }, { again: true }],
])("the rules contain %s", (_, values, rules) => {
  expect(read(values)).toMatchObject({ rules, faults: {} });
  expect(read(values).rules).toEqual(rules);
});

test("what was confirmed is passed on", () => {
  expect(read({ overdraw: ["3:2"] }).overdraw).toBe("3:2");
});

test.each([
  ["a prize that is gone", { prize: "p9" }, { prize: "unknownPrize" }],
  ["a prize that is too long", { prize: "other:", other: "x".repeat(201) }, { other: "prizeTooLong" }],
  ...["0", "1001", "-1", "two", "", "1e2", "1000000000000"].map(
    (winners) => [`${winners} winners`, { winners }, { winners: "winners" }] as const,
  ),
  ["no departments", { who: "only" }, { departments: "noDepartments" }],
  ["no departments to leave out", { who: "not", departments: [] }, { departments: "noDepartments" }],
  [
    "too many departments",
    { who: "not", departments: departments(101) },
    { departments: "tooManyDepartments" },
  ],
  ["a day that does not exist", { joined: "2026-02-30" }, { joined: "joined" }],
  ["no channel", { channel: "" }, { channel: "noChannel" }],
  ["a direct message", { channel: "D0MEMBER" }, { channel: "noChannel" }],
  ["something around a channel", { channel: "<#C0LOTTERY>" }, { channel: "noChannel" }],
] as const)("%s is the fault of its field", (_, values, faults) => {
  const { faults: found, rules } = read(values as Readonly<Record<string, string>>);
  expect(found).toEqual(faults);
  expect(rules).toEqual({});
});
