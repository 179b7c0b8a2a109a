/** @module-tag slow */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { roundTime } from "../../../workflow/beacon/chain.ts";
import { CHANNEL } from "./open-callback.ts";
import { openSealedDraw, type SealedDraw } from "./open-sealed-draw.ts";

let draw: SealedDraw;
beforeEach(async () => {
  draw = await openSealedDraw();
});
afterEach(() => draw[Symbol.asyncDispose]());

describe("a seal that Slack accepts too late", () => {
  test("is replaced by one with a later round, and both stay in the record", async () => {
    draw.slack.fail("chat.postMessage", { well: true, slow: 16 });
    const body = await draw.open();
    const beaconAt = await draw.announce(body);
    const [late, inTime, ...more] = await draw.seals();
    if (!late || !inTime) throw new Error("There are not two seals.");
    expect(more).toEqual([]);
    expect(draw.secondsBefore(late)).toBeLessThanOrEqual(0);
    expect(draw.secondsBefore(inTime)).toBeGreaterThanOrEqual(12);
    expect(inTime.round).toBeGreaterThan(late.round);
    expect(inTime.seal).not.toBe(late.seal);
    expect(Date.parse(beaconAt)).toBe(roundTime(draw.beacon.chain, inTime.round) + 1_000);
    expect(draw.announcements()).toMatchObject([
      { ts: late.message_ts, metadata: { event_payload: { revision: 1 } } },
      { ts: inTime.message_ts, metadata: { event_payload: { revision: 2 } } },
    ]);
    const [before, after] = draw.announcements().map(({ blocks }) => blocks);
    expect(before).not.toContain("replaces");
    expect(after).toContain("This seal replaces the one before it, which was not in the channel in time");
  });

  test("is replaced if Slack's clock is ahead of this machine's, by a round that Slack's clock has not reached", async () => {
    draw.runAhead(-60_000);
    await draw.announce(await draw.open());
    const [late, inTime] = await draw.seals();
    if (!late || !inTime) throw new Error("There are not two seals.");
    expect(draw.secondsBefore(late)).toBeLessThanOrEqual(0);
    expect(draw.secondsBefore(inTime)).toBeGreaterThan(0);
  });

  test("is not replaced if this machine's clock is ahead of Slack's", async () => {
    draw.runAhead(60_000);
    await draw.announce(await draw.open());
    expect(await draw.seals()).toHaveLength(1);
  });

  test("is not posted if a run stopped before that, and another one begins when the round is known", async () => {
    const body = await draw.open();
    const unposted = await draw.addSeal();
    draw.lottery.advance(60);
    await draw.announce(body);
    const [first, second, ...more] = await draw.seals();
    expect(more).toEqual([]);
    expect(first).toEqual(unposted);
    expect(second && draw.secondsBefore(second)).toBeGreaterThanOrEqual(12);
    expect(draw.announcements()).toHaveLength(1);
  });

  test("is not posted in the last moment: the next one replaces it once nothing can arrive in time", async () => {
    const body = await draw.open();
    const seal = await draw.addSeal();
    const left = roundTime(draw.beacon.chain, seal.round) - draw.now().getTime();
    draw.lottery.advance(left / 1_000 - 1.5);
    await draw.announce(body);
    expect(draw.waits).toEqual([2_500]);
    expect(await draw.seals()).toHaveLength(2);
    expect(draw.announcements()).toHaveLength(1);
  });

  test("counts if Slack had accepted an earlier post of it in time", async () => {
    draw.slack.fail("chat.postMessage", { lost: true, slow: 1 }, { well: true, slow: 20 });
    draw.slack.fail("conversations.history", { error: "not_in_channel" });
    await draw.announce(await draw.open());
    const [seal, ...more] = await draw.seals();
    expect(more).toEqual([]);
    expect(draw.announcements()).toHaveLength(2);
    expect(seal?.message_ts).toBe(draw.announcements()[0]?.ts);
  });

  test("fails the draw if nobody can say whether it was in the channel in time", async () => {
    draw.slack.notJoined.add(CHANNEL);
    draw.slack.fail("chat.postMessage", { lost: true, slow: 1 }, { well: true, slow: 20 });
    await expect(draw.announce(await draw.open())).rejects.toMatchObject({ name: "SealLate" });
    expect(await draw.record()).toMatchObject({ status: "failed", error: "SealLate" });
  });

  test("fails the draw if it is the third, and nobody could know the result", async () => {
    const late = { well: true as const, slow: 20 };
    draw.slack.fail("chat.postMessage", late, late, late);
    await expect(draw.announce(await draw.open())).rejects.toMatchObject({ name: "SealLate" });
    const failed = await draw.record();
    expect(failed).toMatchObject({ status: "failed", error: "SealLate" });
    expect(failed).not.toHaveProperty("seed");
    expect(failed.seals).toHaveLength(3);
    for (const seal of failed.seals) expect(draw.secondsBefore(seal)).toBeLessThanOrEqual(0);
    expect(draw.posts()).toBe(3);
  });
});
