import { describe, expect, test } from "vitest";
import { classifyClaim, findDrawToRead } from "../../../workflow/draw/classify-claim.ts";
import { drawnRecord, voidedBy, winnerAt } from "../../support/draw-records.ts";

const now = new Date("2026-06-15T12:00:00Z");
const READER = { attemptId: "mine", scope: { campaignNo: 2, again: false }, now };

describe("the record of a claim's draw", () => {
  const claim = { employee_id: "E0001", draw_id: "draw", draw_no: 3, claim_expires_at: 1 };

  test("decides about a claim of another attempt", () => {
    expect(findDrawToRead(claim, "mine")).toBe(3);
  });

  test.each([
    ["there is no claim", undefined],
    ["the claim is the attempt's own", { ...claim, draw_id: "mine" }],
    ["the win is void", { ...claim, void: true as const }],
    ["the win is permanent", { employee_id: "E0001", draw_id: "draw", draw_no: 3 }],
    ["the win is older than the ledger", { employee_id: "E0001" }],
    ["the claim does not name its draw", { ...claim, draw_no: undefined }],
  ])("is not read if %s", (_, item) => {
    expect(findDrawToRead(item, "mine")).toBeUndefined();
  });

  test("says that the claim of a void win is dead", () => {
    const winners = [winnerAt(1), winnerAt(2, voidedBy(1))];
    const record = drawnRecord({ draw_id: "draw", draw_no: 3, winners });
    const judge = (employee_id: string) => classifyClaim({ ...claim, employee_id }, record, READER);
    expect(judge("E0001")).toEqual({ status: "won", drawNo: 3 });
    expect(judge("E0002")).toEqual({ status: "free", replaced: { ...claim, employee_id: "E0002" } });
  });

  test("is not needed while the lease of the claim says enough", () => {
    const expires = now.getTime() / 1_000;
    const judge = (claim_expires_at: number) =>
      classifyClaim({ ...claim, claim_expires_at }, undefined, READER);
    expect(judge(expires + 1)).toEqual({ status: "held", drawNo: 3 });
    expect(judge(expires)).toEqual({ status: "free", replaced: { ...claim, claim_expires_at: expires } });
  });
});

describe("earlier wins", () => {
  const first = { draw_id: "one", draw_no: 1 };
  const second = { draw_id: "two", draw_no: 2, campaign_no: 2 };
  const classify = (item: object, scope = READER.scope) =>
    classifyClaim({ employee_id: "E0001", ...item }, undefined, { ...READER, scope });

  test("of the same campaign keep a person from winning", () => {
    expect(classify(second)).toEqual({ status: "won", drawNo: 2 });
    expect(classify({ ...first, wins: [second] })).toEqual({ status: "won", drawNo: 2 });
  });

  test("of other campaigns do not, and the item may be replaced", () => {
    expect(classify(first)).toEqual({ status: "free", replaced: { employee_id: "E0001", ...first } });
    expect(classify({})).toEqual({ status: "free", replaced: { employee_id: "E0001" } });
    expect(classify({ ...second, campaign_no: 3 })).toMatchObject({ status: "free" });
  });

  test("from before the ledger belong to the first campaign", () => {
    expect(classify({}, { campaignNo: 1, again: false })).toEqual({ status: "won", drawNo: undefined });
  });

  test("do not count if earlier winners may win again", () => {
    expect(classify(second, { campaignNo: 2, again: true })).toMatchObject({ status: "free" });
  });

  test("do not hide that a draw under way holds the person", () => {
    const held = { draw_id: "rival", draw_no: 9, held_until: now.getTime() / 1_000 + 1, wins: [first] };
    expect(classify(held)).toEqual({ status: "held", drawNo: 9 });
    expect(classify({ ...held, held_until: 1 })).toMatchObject({
      status: "free",
      replaced: { wins: [first] },
    });
    expect(classify({ ...held, wins: [second] })).toEqual({ status: "won", drawNo: 2 });
  });

  test("are kept by the attempt's own claim", () => {
    const own = { draw_id: "mine", draw_no: 9, held_until: 1, wins: [first] };
    expect(classify(own)).toEqual({ status: "free", replaced: { employee_id: "E0001", ...own } });
  });

  test("are not a reason to claim the attempt's own final win again", () => {
    const own = { draw_id: "mine", draw_no: 9, won_at: now.toISOString(), wins: [first] };
    expect(classify(own)).toEqual({ status: "free" });
  });
});
