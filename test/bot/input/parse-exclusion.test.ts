import { expect, test } from "vitest";
import { parseExclusion } from "../../../bot/input/parse-exclusion.ts";

const TODAY = "2026-06-15";

test.each([
  ["", "always", ""],
  ["on leave", "always", "on leave"],
  ["until 2027-01-31", "2027-01-31", ""],
  ["until 2027-1-31, on leave", "2027-01-31", "on leave"],
  ["until 31.01.2027 on leave", "2027-01-31", "on leave"],
  ["until 31. 1. 2027", "2027-01-31", ""],
  ["until 2027/1/31", "2027-01-31", ""],
  ["Until: Jan 31 2027", "2027-01-31", ""],
  ["until January 31st, 2027: leave", "2027-01-31", "leave"],
  ["till 31st of January 2027", "2027-01-31", ""],
  ["through Sept. 3, 2026", "2026-09-03", ""],
  ["until 31/01/2027", "2027-01-31", ""],
  ["until 1/31/2027", "2027-01-31", ""],
  ["until 3/3/2027", "2027-03-03", ""],
  ["2027-01-31 leave", "2027-01-31", "leave"],
  ["on leave until 2027-01-31", "2027-01-31", "on leave"],
  ["on leave until 2027-01-31, returns later", "2027-01-31", "on leave returns later"],
  ["on leave until further notice", "always", "on leave until further notice"],
  ["2 weeks away", "always", "2 weeks away"],
  ["may be away", "always", "may be away"],
  ["untilled field", "always", "untilled field"],
  ["到2027年1月31日 出差", "2027-01-31", "出差"],
  ["直到 2027-01-31 为止，出差", "2027-01-31", "出差"],
  ["至２０２７年１月３１日", "2027-01-31", ""],
  ["休产假到2027年1月31日", "2027-01-31", "休产假"],
  ["至亲去世", "always", "至亲去世"],
  ["until 2026-06-15", "2026-06-15", ""],
  ["until 2028-02-29", "2028-02-29", ""],
])("%j means until %s, with the reason %j", (text, until, reason) => {
  expect(parseExclusion(text, TODAY)).toEqual({ until, reason });
});

test.each([
  "until",
  "until Friday",
  "until further notice",
  "until Jan 31",
  "until 31 January",
  "until 31.1.27",
  "until 2027-02-30",
  "until 2027-13-01",
  "until 2027-01",
  "until 2027年13月1日",
  "until 99/99/2027",
  "31.1.27 on leave",
  "on leave until 31.1.27",
])("%j names no day, so it does not exclude for good", (text) => {
  expect(parseExclusion(text, TODAY)).toEqual({ problem: "no day" });
});

test("a day that can be read in two ways is ambiguous", () => {
  const days = ["2027-01-02", "2027-02-01"];
  expect(parseExclusion("until 01/02/2027", TODAY)).toEqual({ problem: "ambiguous", days });
  expect(parseExclusion("until 1-2-2027 leave", TODAY)).toEqual({ problem: "ambiguous", days });
});

test.each(["until 2026-06-14", "until 14.06.2026", "on leave until 2026-06-14"])(
  "%j is in the past",
  (text) => {
    expect(parseExclusion(text, TODAY)).toEqual({ problem: "past", day: "2026-06-14" });
  },
);
