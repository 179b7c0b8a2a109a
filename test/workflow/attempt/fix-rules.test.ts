import { expect, test } from "vitest";
import type { Campaign } from "../../../data/ledger/campaigns.ts";
import { drawRules } from "../../../data/ledger/rules.ts";
import { fixRules } from "../../../workflow/attempt/fix-rules.ts";

const campaign = (campaign_no: number, name?: string): Campaign => ({
  campaign_no,
  ...(name !== undefined && { name }),
  prizes: [],
  version: 0,
  counted_to: 0,
  draws: 0,
  winners: 0,
  voided: new Set(),
  drawn: {},
});

test.each([
  ["the first campaign without a name is not mentioned", campaign(1), {}],
  ["the first campaign with a name is", campaign(1, "Party"), { campaign: { no: 1, name: "Party" } }],
  ["a later campaign without a name is", campaign(2), { campaign: { no: 2 } }],
  ["a later campaign has its name", campaign(2, "派对"), { campaign: { no: 2, name: "派对" } }],
])("%s", (_, current, expected) => {
  expect(fixRules(current)).toEqual(expected);
});

test("the rules have the order of seals and receipts, whatever the order of the request", () => {
  const departments = { not: ["Board"] };
  const fixed = fixRules(campaign(3, "Party"), { again: true, joined_before: "2026-01-01", departments });
  expect(JSON.stringify(fixed)).toBe(
    '{"campaign":{"no":3,"name":"Party"},"departments":{"not":["Board"]},"joined_before":"2026-01-01","again":true}',
  );
  expect(JSON.stringify(drawRules.parse(fixed))).toBe(JSON.stringify(fixed));
});
