/** @module-tag browser */
import { expect, test } from "vitest";
import { explainRules } from "../../infra/cli/story/explain-rules.ts";
import { type ExportedDraw, exportedDraw } from "../../workflow/draw/exported-draw.ts";
import { verifyDraw } from "../../workflow/draw/verify-draw.ts";
import { planDraw } from "../support/planned-draw.ts";
import { publishedBeacon } from "../support/published-beacon.ts";
import { examplePlan } from "./example-plan.ts";
import { asIs, forge } from "./forgeries.ts";
import { FILE, findFaults, useVerifyPage, verifyQuietly } from "./use-verify-page.ts";

const openPage = useVerifyPage();

test("says the rules of a draw in words, as `npm run verify` does, also in Chinese", async () => {
  const page = await openPage();
  const all = [
    { departments: { only: ["IT"] } },
    { departments: { not: ["HR", "IT", "Interns"] }, joined_before: "2026-07-01" },
    { departments: { not: ["HR"] }, again: true as const },
    { joined_before: "2026-07-01", again: true as const, campaign: { no: 3 } },
  ];
  const show = (rules: ExportedDraw["rules"]) =>
    page.evaluate(`showFacts({ rules: ${JSON.stringify(rules)} }).map(({ textContent }) => textContent)`);
  expect(await show({})).toEqual([]);
  for (const rules of all) expect(await show(rules)).toEqual(explainRules(rules));
  const chinese = await openPage(FILE, { locale: "zh-CN" });
  const shownChinese = await chinese.evaluate(
    `${JSON.stringify(all)}.flatMap((rules) => showFacts({ rules }).map(({ textContent }) => textContent))`,
  );
  expect(shownChinese).toEqual([
    "只有 IT 部门的人员可以参加。",
    "只有 HR、IT、Interns 部门以外、在 2026-07-01 之前入职的人员可以参加。",
    "只有 HR 部门以外的人员可以参加。已中过奖的人可以再次中奖。",
    "只有在 2026-07-01 之前入职的人员可以参加。已中过奖的人可以再次中奖。活动：第 3 期。",
  ]);
});

test("reads the same rules and exclusions as `npm run verify`", async () => {
  const page = await openPage();
  const long = (length: number) => "名".repeat(length);
  const simple = planDraw({ size: 1, winners: 1, beacon: "none" });
  const ofRules: unknown[] = [
    {},
    null,
    [],
    { campaign: { no: 1 } },
    ...[0, 1.5, "1", 2 ** 53].map((no) => ({ campaign: { no } })),
    ...["", long(75), long(76), null].map((name) => ({ campaign: { no: 2, name } })),
    { campaign: { no: 2, prize: "Tea" } },
    { departments: {} },
    { departments: null },
    { departments: ["IT"] },
    { departments: { only: ["IT"], not: ["HR"] } },
    ...[
      [],
      ["IT"],
      "IT",
      [""],
      [long(200)],
      [long(201)],
      [7],
      Array(100).fill("IT"),
      Array(101).fill("IT"),
    ].flatMap((names) => [{ departments: { only: names } }, { departments: { not: names } }]),
    ...[true, false, "true", null].map((again) => ({ again })),
    ...days().map((joined_before) => ({ joined_before })),
  ];
  const samples = [
    ...ofRules.map((rules) => ({ ...simple, rules })),
    ...[...days(), "always", "Always"].map((excluded_until) => ({
      ...simple,
      positions: [{ ...simple.positions[0], outcome: "excluded", excluded_until }],
    })),
  ].map((sample) => JSON.stringify(sample));
  const isReadable = samples.map((sample) => exportedDraw.safeParse(JSON.parse(sample)).success);
  const found = await verifyQuietly(page, samples);
  expect(found.map((faults) => faults !== "unreadable")).toEqual(isReadable);
  expect(new Set(isReadable).size).toBe(2);
});

/** Days of all kinds: some do not exist. */
function days(): unknown[] {
  return [
    ...["2026-07-01", "2028-02-29", "2000-02-29", "0001-01-01"],
    ...["2027-02-29", "2027-02-30", "2100-02-29", "2026-04-31", "2026-13-01", "2026-00-01", "2026-01-00"],
    ...[
      "20260701",
      "2026-7-1",
      "2026-07-01T00:00:00Z",
      " 2026-07-01",
      "-2026-07-01",
      "+02026-07-01",
      "",
      20260701,
      null,
    ],
  ];
}

test("the order of the keys of rules in a file does not matter", async () => {
  const page = await openPage();
  const reordered = forge((it) => {
    const { campaign, ...others } = it.rules;
    it.rules = { ...others, campaign: { name: campaign?.name, no: campaign?.no ?? 0 } };
  }, asIs);
  expect(JSON.stringify(reordered)).not.toBe(JSON.stringify(planDraw(examplePlan)));
  expect(await findFaults(page, reordered)).toEqual([]);
  expect(verifyDraw(exportedDraw.parse(JSON.parse(JSON.stringify(reordered))), publishedBeacon)).toEqual([]);
});
