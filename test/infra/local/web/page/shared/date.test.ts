import { afterEach, expect, test, vi } from "vitest";
import { formatDate, formatDay } from "../../../../../../infra/local/web/page/shared/date.js";

afterEach(() => {
  vi.useRealTimers();
});

test.each([
  [-2, "Jan 8, 2026", "Thursday, January 8, 2026"],
  [-1, "yesterday", "Yesterday"],
  [0, "today", "Today"],
  [1, "tomorrow", "Tomorrow"],
  [2, "Jan 12, 2026", "Monday, January 12, 2026"],
])("a date %i days from today is called %s", (days, short, day) => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(2026, 0, 10, 0, 5) });
  const date = new Date(2026, 0, 10 + days, 23, 55);
  expect(formatDate(date, "{date_short_pretty} at {time}")).toBe(`${short} at 11:55 PM`);
  expect(formatDay(date)).toBe(day);
});

test("an unknown format is kept as it is", () => {
  expect(formatDate(new Date(2026, 0, 10), "{date_num} {week}")).toBe("01/10/2026 {week}");
});
