/** @module-tag slow */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { countRequests } from "../../support/count-requests.ts";
import { CHANNEL, noticeOf, openCallback, PERSON, snsEvent } from "./open-callback.ts";
import { BOT_ID } from "./serve-slack-api.ts";

let callback: Awaited<ReturnType<typeof openCallback>>;
beforeEach(async () => {
  callback = await openCallback();
});
afterEach(() => callback[Symbol.asyncDispose]());

describe("the notice of a decided draw", () => {
  test("is announced in the draw's channel, and the draw is no longer pending", async () => {
    const draw = await callback.drawn(2);
    await callback.receive(noticeOf(draw));
    expect(callback.announcements()).toMatchObject([
      {
        text: expect.stringMatching(/^Draw 1: Name \d+, Name \d+\. Congratulations!$/),
        metadata: { event_type: "lottery_draw", event_payload: { draw_id: draw.draw_id } },
      },
    ]);
    expect(callback.slack.calls).toEqual(["chat.postMessage"]);
    expect(await callback.record(1)).toMatchObject({
      message_ts: callback.announcements()[0]?.ts,
      announcement_attempts: 1,
    });
    expect(await callback.record(1)).not.toHaveProperty("pending");
  });

  test("is announced once if it is delivered twice", async () => {
    const notice = noticeOf(await callback.drawn());
    await callback.receive(notice);
    await callback.receive(notice);
    expect(callback.slack.calls).toEqual(["chat.postMessage"]);
  });

  test("is announced once, with the current winners, if the draw is revised after a run posted it and stopped", async () => {
    const draw = await callback.drawn(2);
    const { ledger, slack, lottery } = callback;
    const ours = await ledger.announcements.begin(draw, lottery.clock.now(), 60);
    expect(ours).toBeDefined();
    slack.posted.push({
      ts: "1700000009.000100",
      bot_id: BOT_ID,
      channel: CHANNEL,
      text: "Draw 1",
      metadata: {
        event_type: "lottery_draw",
        event_payload: { draw_id: draw.draw_id, part: "winners", revision: 0 },
      },
    });
    await callback.revise(draw.draw_no, { kind: "void" });
    await expect(callback.receive(noticeOf(draw))).rejects.toThrow("is being announced by another run");
    lottery.advance(61);
    await callback.receive(noticeOf(draw));
    expect(callback.announcements()).toMatchObject([
      { text: "Draw 1 is void: all its wins were cancelled.", ts: "1700000009.000100" },
      { metadata: { event_payload: { draw_id: draw.draw_id, revision: 1 } } },
    ]);
  });

  test("is announced with the current winners and a note if the draw is revised before the first post", async () => {
    const draw = await callback.drawn(2);
    await callback.revise(draw.draw_no, { kind: "void" });
    await callback.receive(noticeOf(draw));
    expect(callback.slack.calls).toEqual(["chat.postMessage", "chat.postMessage"]);
    expect(callback.announcements()).toMatchObject([
      {
        text: "Draw 1 is void: all its wins were cancelled.",
        metadata: { event_payload: { part: "winners", revision: 1 } },
      },
      { metadata: { event_payload: { draw_id: draw.draw_id, revision: 1 } } },
    ]);
    expect(await callback.record(1)).toMatchObject({ message_ts: callback.announcements()[0]?.ts });
  });

  test("is announced once if it is delivered twice at the same time, and the other delivery is retried", async () => {
    const notice = noticeOf(await callback.drawn());
    const release = callback.slack.hold();
    const both = [callback.receive(notice), callback.receive(notice)];
    const first = Promise.race(both);
    await expect(first).rejects.toMatchObject({ name: "AnnouncementInProgress" });
    release();
    const results = await Promise.allSettled(both);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await callback.receive(notice);
    expect(callback.announcements()).toHaveLength(1);
  });

  test("removes a draw from the pending draws if the run that announced it stopped right after that", async () => {
    const draw = await callback.drawn();
    const { ledger, lottery, slack } = callback;
    await ledger.announcements.begin(draw, lottery.clock.now(), 60);
    await ledger.announcements.mark(draw, { at: lottery.clock.now(), messageTs: "1700000009.000100" });
    expect(await callback.record(1)).toMatchObject({ pending: "yes" });
    await callback.receive(noticeOf(draw));
    expect(await callback.record(1)).not.toHaveProperty("pending");
    expect(slack.calls).toEqual([]);
    const announced = await callback.record(1);
    expect(await countRequests(lottery.client, () => ledger.pending.remove(announced))).toBe(0);
  });

  test("needs no Slack for a draw that was started without it", async () => {
    await callback.receive(noticeOf(await callback.drawn(1, {})));
    expect(callback.slack.calls).toEqual([]);
    expect(await callback.record(1)).not.toHaveProperty("pending");
  });

  test("in plain text announces the draws that were just decided", async () => {
    await callback.drawn();
    await callback.drawn();
    await callback.receive(snsEvent("Winners: Ann, Bert"));
    expect(callback.announcements().map(({ text }) => text.slice(0, 7))).toEqual(["Draw 1:", "Draw 2:"]);
  });

  test("of a draw that is not in the ledger is a named error", async () => {
    const draw = await callback.drawn();
    await expect(callback.receive(noticeOf({ ...draw, draw_id: "forged" }))).rejects.toMatchObject({
      name: "UnknownDraw",
    });
    expect(callback.slack.calls).toEqual([]);
  });
});

test("another run takes over when a run stopped while posting and its time is up", async () => {
  const draw = await callback.drawn();
  await callback.ledger.announcements.begin(draw, callback.lottery.clock.now(), 60);
  await expect(callback.receive(noticeOf(draw))).rejects.toMatchObject({ name: "AnnouncementInProgress" });
  callback.lottery.advance(61);
  await callback.receive(noticeOf(draw));
  expect(callback.slack.calls).toEqual(["conversations.history", "chat.postMessage"]);
  expect(callback.announcements()).toHaveLength(1);
});

test("the log contains nothing personal, even if Slack fails", async () => {
  callback.slack.fail("chat.postMessage", { status: 500 }, { lost: true });
  const draw = await callback.drawn(3, { channel_id: CHANNEL, requested_by: PERSON, prize: "Teapot" });
  await callback.receive(noticeOf(draw));
  callback.slack.closed.set(CHANNEL, "not_in_channel");
  await callback.receive(noticeOf(await callback.drawn()));
  expect(callback.log.lines.length).toBeGreaterThan(1);
  expect(callback.log.text()).not.toMatch(/Name \d|E\d{4}|Teapot|U0OPERATOR|C0LOTTERY|xoxb/);
  expect(callback.announcements()).toHaveLength(1);
});
