import { expect, test } from "vitest";
import {
  cleanCampaignName,
  findNameFault,
  parseCampaignChange,
} from "../../../bot/input/parse-campaign-change.ts";
import { LONGEST_CAMPAIGN } from "../../../data/ledger/rules.ts";

test.each([
  ...["new", "start", "New", "ＮＥＷ", "新", "新建", "开始"].map((word) => [word, "start"] as const),
  ...["rename", "name", "RENAME", "改名", "重命名"].map((word) => [word, "rename"] as const),
])("%s means %s", (word, kind) => {
  expect(parseCampaignChange(`${word}  “Summer party”`)).toEqual({ kind, name: "Summer party" });
  expect(parseCampaignChange(`${word}\nSummer\nparty`)).toEqual({ kind, name: "Summer party" });
  expect(parseCampaignChange(word)).toEqual({ kind, name: "" });
});

test.each(["", "next", "news party", "newest", "toString x", "__proto__ x", "the new one", "新年会"])(
  "%j changes no campaign",
  (text) => {
    expect(parseCampaignChange(text)).toBeUndefined();
  },
);

test("a name is one line without quotes, and not too long", () => {
  expect(cleanCampaignName(' *"Party\u200b\n2026"* ')).toBe("Party 2026");
  expect([findNameFault(""), findNameFault("x".repeat(LONGEST_CAMPAIGN + 1))]).toEqual(["empty", "tooLong"]);
  expect([findNameFault("x"), findNameFault("x".repeat(LONGEST_CAMPAIGN))]).toEqual([undefined, undefined]);
});
