import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const guide = readFileSync("docs/operations.md", "utf8");
const DASHBOARD = 3;
const FREE_METRICS = 10 * 0.1;

test("the costs of a month in the operations guide add up", () => {
  const [, rows = "", sum = ""] =
    /\nA month:\n([\s\S]*?)\| \*\*A month\*\* \| \| \*\*([\d.]+)\*\*/.exec(guide) ?? [];
  const costs = [...rows.matchAll(/\| ([\d.]+) \|$/gm)].map(([, cost]) => Number(cost));
  const month = costs.reduce((total, cost) => total + cost, 0);
  expect(month).toBeGreaterThan(0);
  expect(sum).toBe(month.toFixed(2));
  // Each of the first two rotations of the key adds 1.00.
  expect(guide).toContain(`${(month + 1).toFixed(2)} in the second year, and ${(month + 2).toFixed(2)} from`);
  expect(guide).toContain(`about ${(month - DASHBOARD - FREE_METRICS).toFixed(2)} in the first year`);
});
