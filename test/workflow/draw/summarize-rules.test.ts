import { expect, test } from "vitest";
import { limitsPeople, summarizeRules } from "../../../workflow/draw/summarize-rules.ts";

const clean = (name: string) => name.toUpperCase();

test("summarizes rules, and cleans each name", () => {
  const facts = summarizeRules(
    { departments: { not: ["it", "hr"] }, joined_before: "2026-07-01", again: true },
    clean,
  );
  expect(facts).toEqual({
    departments: { kind: "not", names: ["IT", "HR"], more: 0 },
    joinedBefore: "2026-07-01",
    again: true,
  });
  expect(limitsPeople(facts)).toBe(true);
});

test("a campaign alone limits nobody", () => {
  expect(limitsPeople(summarizeRules({ campaign: { no: 2, name: "Party" } }, clean))).toBe(false);
});

test.each([
  [Array.from({ length: 100 }, (_, i) => `D${i}`), 6, 94],
  [["x".repeat(200), "y".repeat(200)], 1, 1],
  [["x".repeat(90), "y".repeat(90), "z".repeat(90)], 2, 1],
])("cuts long lists of departments (%#)", (only, shown, more) => {
  const { departments } = summarizeRules({ departments: { only } }, clean);
  expect(departments?.names).toHaveLength(shown);
  expect(departments?.more).toBe(more);
});
