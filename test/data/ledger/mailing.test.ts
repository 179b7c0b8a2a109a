import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { noticeDecidedAt, unmailedNotices } from "../../../data/ledger/mailing.ts";
import { CHANNEL, openCallback } from "../../bot/callback/open-callback.ts";
import { drawnRecord } from "../../support/draw-records.ts";

let open: Awaited<ReturnType<typeof openCallback>>;
beforeEach(async () => {
  open = await openCallback();
});
afterEach(() => open[Symbol.asyncDispose]());

const at = (seconds: number) => new Date(Date.parse("2026-06-15T12:00:00Z") + seconds * 1_000);
const until = (seconds: number) => at(seconds).getTime();
const record = () => open.lottery.readDrawn(1);

describe("a notice is marked as mailed", () => {
  test("once, when the topic first accepted it", async () => {
    const { ledger } = open.lottery;
    const draw = await open.drawn();
    expect(await ledger.mailing.mark(draw, 0, at(1))).toMatchObject({
      mailed_at: { 0: at(1).toISOString() },
    });
    expect(await ledger.mailing.mark(draw, 0, at(2))).toBeUndefined();
    expect(await record()).toMatchObject({ mailed_at: { 0: at(1).toISOString() } });
  });

  test("separately for each revision, in any order, also while others are decided", async () => {
    const { ledger } = open.lottery;
    const draw = await open.drawn(2);
    await open.revise(1, { kind: "redraw" });
    const read = await record();
    await ledger.mailing.mark(draw, 1, at(1));
    await open.revise(1, { kind: "redraw" });
    expect(read.revisions).toHaveLength(1);
    expect(unmailedNotices(await record())).toEqual([0, 2]);
    await ledger.mailing.mark(draw, 2, at(2));
    await ledger.mailing.mark(draw, 0, at(3));
    expect(unmailedNotices(await record())).toEqual([]);
  });

  test.for([1, 7])("only if it was decided: not %i of a draw without revisions", async (revision) => {
    const draw = await open.drawn();
    expect(await open.lottery.ledger.mailing.mark(draw, revision, at(1))).toBeUndefined();
    expect(await record()).toMatchObject({ mailed_at: {} });
  });

  test("only for the draw that it names, and only if that is decided", async () => {
    const { ledger } = open.lottery;
    const draw = await open.drawn();
    expect(await ledger.mailing.mark({ ...draw, draw_id: "another" }, 0, at(1))).toBeUndefined();
    const { drawNo, name } = await open.underWay(1, { channel_id: CHANNEL });
    const underWay = { draw_no: drawNo, draw_id: name };
    expect(await ledger.mailing.mark(underWay, 0, at(1))).toBeUndefined();
    expect(await ledger.mailing.begin(underWay, 0, { now: at(1), until: until(61) })).toBeUndefined();
  });
});

describe("the right to publish a notice", () => {
  test("belongs to one run at a time, and expires", async () => {
    const { ledger } = open.lottery;
    const draw = await open.drawn();
    const both = await Promise.all(
      [61, 62].map((end) => ledger.mailing.begin(draw, 0, { now: at(1), until: until(end) })),
    );
    expect(both.filter((each) => each)).toHaveLength(1);
    const end = both[0] ? 61 : 62;
    expect(await ledger.mailing.begin(draw, 0, { now: at(end), until: until(200) })).toBeUndefined();
    expect(await ledger.mailing.begin(draw, 0, { now: at(end + 1), until: until(200) })).toBeDefined();
  });

  test("allows the next notice of the draw to the run that has it, and to no other", async () => {
    const { ledger } = open.lottery;
    const draw = await open.drawn(2);
    await open.revise(1, { kind: "redraw" });
    await ledger.mailing.begin(draw, 0, { now: at(1), until: until(61) });
    await ledger.mailing.mark(draw, 0, at(2));
    expect(await ledger.mailing.begin(draw, 1, { now: at(2), until: until(62) })).toBeUndefined();
    const next = await ledger.mailing.begin(draw, 1, { now: at(2), until: until(62), held: until(61) });
    expect(next).toMatchObject({ mailing: { revision: 1, until: until(62) } });
  });

  test("ends with a failure, which is stored, unless another run has it by then", async () => {
    const { ledger } = open.lottery;
    const draw = await open.drawn();
    await ledger.mailing.begin(draw, 0, { now: at(1), until: until(61) });
    await ledger.mailing.abandon(draw, until(61));
    expect(await record()).toMatchObject({ mailing: { revision: 0, until: 0 } });
    await ledger.mailing.begin(draw, 0, { now: at(2), until: until(62) });
    await ledger.mailing.abandon(draw, until(61));
    expect(await record()).toMatchObject({ mailing: { revision: 0, until: until(62) } });
  });

  test("cannot be taken for a mailed notice", async () => {
    const { ledger } = open.lottery;
    const draw = await open.drawn();
    await ledger.mailing.mark(draw, 0, at(1));
    expect(await ledger.mailing.begin(draw, 0, { now: at(2), until: until(62) })).toBeUndefined();
  });
});

test("the notice of a revision is as old as the revision, that of the draw as old as the draw", () => {
  const revision = {
    revision_id: "r",
    kind: "void" as const,
    requested_at: at(0).toISOString(),
    voided: ["E1"],
    revised_at: at(100).toISOString(),
    walked_from: 1,
    winners: [],
    lost: [],
    pages: [],
    receipt: "",
  };
  const draw = drawnRecord({ drawn_at: at(10).toISOString(), revisions: [revision] });
  expect(noticeDecidedAt(draw, 0)).toBe(until(10));
  expect(noticeDecidedAt(draw, 1)).toBe(until(100));
});
