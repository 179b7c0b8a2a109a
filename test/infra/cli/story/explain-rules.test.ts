import { expect, test } from "vitest";
import { explainRules } from "../../../../infra/cli/story/explain-rules.ts";

test.each([
  [
    {
      campaign: { no: 2, name: "Year-end party" },
      departments: { only: ["Sales", "IT"] },
      joined_before: "2026-07-01",
      again: true,
    },
    "Only people of the departments Sales and IT, who joined before 2026-07-01, could take part. Earlier winners could win again. Campaign: Year-end party.",
  ],
  [{ departments: { only: ["研发"] } }, "Only people of the department 研发 could take part."],
  [
    { departments: { not: ["Interns", "Executives", "HR"] } },
    "Only people outside the departments Interns, Executives and HR could take part.",
  ],
  [
    { departments: { not: ["Interns"] }, joined_before: "2026-07-01" },
    "Only people outside the department Interns, who joined before 2026-07-01, could take part.",
  ],
  [{ joined_before: "2026-07-01" }, "Only people who joined before 2026-07-01 could take part."],
  [{ again: true }, "Earlier winners could win again."],
  [{ campaign: { no: 3 } }, "Campaign: No. 3."],
] as const)("%j", (rules, sentences) => {
  expect(explainRules(structuredClone<object>(rules))).toEqual([sentences]);
});

test("a draw without rules has no sentence", () => {
  expect(explainRules({})).toEqual([]);
});

test("names cannot control a terminal", () => {
  const hostile = { campaign: { no: 1, name: "\u001b[2J" }, departments: { only: ["\u202e\n"] } };
  expect(explainRules(hostile).join("")).not.toMatch(/\p{Cc}|\u202e/u);
});
