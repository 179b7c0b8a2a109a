/** @module-tag slow */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CHANNEL, noticeOf, openCallback, PERSON } from "./open-callback.ts";

let callback: Awaited<ReturnType<typeof openCallback>>;
beforeEach(async () => {
  callback = await openCallback();
});
afterEach(() => callback[Symbol.asyncDispose]());

describe("a message that Slack may have lost", () => {
  test.for([
    { lost: true as const },
    { status: 500, done: true },
    { status: 429, retryAfter: 1, done: true },
  ])("is found in the channel and not posted twice: %o", async (trouble) => {
    const notice = noticeOf(await callback.drawn());
    callback.slack.fail("chat.postMessage", trouble);
    await callback.receive(notice);
    expect(callback.slack.calls).toEqual(["chat.postMessage", "conversations.history"]);
    expect(callback.announcements()).toHaveLength(1);
    expect(await callback.record(1)).toMatchObject({ message_ts: callback.announcements()[0]?.ts });
  });

  test("is posted again if it is not in the channel", async () => {
    const notice = noticeOf(await callback.drawn());
    callback.slack.fail("chat.postMessage", { status: 500 }, { error: "internal_error" });
    await callback.receive(notice);
    expect(callback.slack.calls).toEqual([
      "chat.postMessage",
      "conversations.history",
      "chat.postMessage",
      "conversations.history",
      "chat.postMessage",
    ]);
    expect(callback.announcements()).toHaveLength(1);
    expect(callback.waits).toEqual([500, 1_000]);
  });

  test("is found by a later delivery if this one could not search", async () => {
    const notice = noticeOf(await callback.drawn());
    callback.slack.fail("chat.postMessage", { lost: true });
    callback.slack.fail("conversations.history", { status: 503 }, { status: 503 });
    await expect(callback.receive(notice)).rejects.toMatchObject({ statusCode: 503 });
    expect(await callback.record(1)).toMatchObject({ pending: "yes" });
    await callback.receive(notice);
    expect(callback.announcements()).toHaveLength(1);
    expect(await callback.record(1)).not.toHaveProperty("pending");
  });

  test("is not mistaken for the announcement of another draw", async () => {
    await callback.receive(noticeOf(await callback.drawn()));
    const second = noticeOf(await callback.drawn());
    callback.slack.fail("chat.postMessage", { status: 502 });
    await callback.receive(second);
    expect(callback.announcements().map(({ text }) => text.slice(0, 7))).toEqual(["Draw 1:", "Draw 2:"]);
  });
});

test("links in a prize have no preview", async () => {
  await callback.receive(
    noticeOf(await callback.drawn(1, { channel_id: CHANNEL, prize: "https://example.com/a.png" })),
  );
  expect(callback.announcements()).toMatchObject([{ withoutPreview: ["links", "media"] }]);
});

describe("a channel that the bot may not search", () => {
  test.for([{ lost: true as const }, { error: "internal_error" }])(
    "gets the announcement again, although it may already be there: %o",
    async (trouble) => {
      const notice = noticeOf(await callback.drawn());
      callback.slack.notJoined.add(CHANNEL);
      callback.slack.fail("chat.postMessage", trouble);
      await callback.receive(notice);
      expect(callback.slack.calls).toEqual(["chat.postMessage", "conversations.history", "chat.postMessage"]);
      expect(callback.announcements().at(-1)).toMatchObject({ text: expect.stringMatching(/^Draw 1:/) });
      expect(await callback.record(1)).toMatchObject({ message_ts: callback.announcements().at(-1)?.ts });
      expect(await callback.record(1)).not.toHaveProperty("pending");
      expect(callback.log.events("channel-not-searched")).toMatchObject([{ reason: "not_in_channel" }]);
      expect(callback.slack.posted.filter(({ channel }) => channel === PERSON)).toEqual([]);
    },
  );

  test.for(["missing_scope", "an_error_that_slack_adds_next_year"])(
    "(%s) gets the announcement if a run stopped before it posted",
    async (error) => {
      const draw = await callback.drawn();
      await callback.ledger.announcements.begin(draw, callback.lottery.clock.now(), 60);
      callback.lottery.advance(61);
      callback.slack.fail("conversations.history", { error });
      await callback.receive(noticeOf(draw));
      expect(callback.announcements()).toHaveLength(1);
    },
  );

  test("gets the announcement with the third delivery if every search fails", async () => {
    const notice = noticeOf(await callback.drawn());
    callback.slack.fail("chat.postMessage", { status: 503 });
    callback.slack.fail("conversations.history", ...Array.from({ length: 8 }, () => ({ status: 503 })));
    await expect(callback.receive(notice)).rejects.toMatchObject({ statusCode: 503 });
    await expect(callback.receive(notice)).rejects.toMatchObject({ statusCode: 503 });
    expect(callback.announcements()).toEqual([]);
    await callback.receive(notice);
    expect(callback.announcements()).toHaveLength(1);
  });
});

describe("a post that Slack did not confirm", () => {
  const HOUR = 60 * 60 * 1_000;

  test.for([-5, 5])(
    "is found if the bot's clock is %i hours ahead of Slack's, even after an hour of chat",
    async (hours) => {
      callback.runAhead(hours * HOUR);
      const notice = noticeOf(await callback.drawn());
      callback.slack.fail("chat.postMessage", { lost: true });
      await callback.receive(notice);
      expect(callback.announcements()).toHaveLength(1);

      const second = noticeOf(await callback.drawn());
      const lost = { lost: true as const };
      callback.slack.fail("chat.postMessage", lost);
      callback.slack.fail("conversations.history", { status: 503 }, { status: 503 });
      await expect(callback.receive(second)).rejects.toThrow();
      callback.lottery.advance(3_600);
      for (let i = 0; i < 450; i++) callback.slack.chat(CHANNEL, `Message ${i}`);
      await callback.receive(second);
      expect(callback.announcements().filter(({ metadata }) => metadata)).toHaveLength(2);
    },
  );

  test("is searched for only as far back as it can be, and in a thousand messages at most", async () => {
    const { slack, lottery } = callback;
    const searches = () => slack.calls.filter((call) => call === "conversations.history").length;
    for (let i = 0; i < 900; i++) slack.chat(CHANNEL, `Message ${i}`);
    lottery.advance(120);
    slack.chat(CHANNEL, "The last message");
    slack.fail("chat.postMessage", { status: 503 });
    await callback.receive(noticeOf(await callback.drawn()));
    expect(searches()).toBe(1);

    for (let i = 0; i < 1_100; i++) slack.chat(CHANNEL, `Message ${i}`);
    slack.fail("chat.postMessage", { status: 503 });
    await callback.receive(noticeOf(await callback.drawn()));
    expect(searches()).toBe(1 + 5);
  });
});

test("a message of another app is not mistaken for the announcement, even with the same metadata", async () => {
  const draw = await callback.drawn();
  const event_payload = { draw_id: draw.draw_id, part: "winners", revision: 0 };
  callback.slack.forge(CHANNEL, "Mallory won", { event_type: "lottery_draw", event_payload });
  callback.slack.fail("chat.postMessage", { status: 502 });
  await callback.receive(noticeOf(draw));
  expect(callback.announcements().map(({ text }) => text)).toEqual([
    "Mallory won",
    "Draw 1: Name 1. Congratulations!",
  ]);
  expect(await callback.record(1)).toMatchObject({ message_ts: callback.announcements()[1]?.ts });
});

describe("while Slack is failing", () => {
  test.for([
    ["status 503", { status: 503 }],
    ["a fatal error", { error: "fatal_error" }],
  ] as const)(
    "(%s) a post is tried three times, then the delivery fails, and a later one announces the draw",
    async ([, trouble]) => {
      const notice = noticeOf(await callback.drawn());
      callback.slack.fail("chat.postMessage", trouble, trouble, trouble);
      await expect(callback.receive(notice)).rejects.toThrow();
      expect(callback.slack.calls.filter((call) => call === "chat.postMessage")).toHaveLength(3);
      expect(callback.announcements()).toEqual([]);
      expect(await callback.record(1)).toMatchObject({ status: "drawn", pending: "yes" });
      await callback.receive(notice);
      expect(callback.announcements()).toHaveLength(1);
    },
  );

  test("a short pause that Slack asks for is kept", async () => {
    callback.slack.fail("chat.postMessage", { status: 429, retryAfter: 3 });
    await callback.receive(noticeOf(await callback.drawn()));
    expect(callback.waits).toEqual([3_000]);
    expect(callback.slack.calls).toEqual(["chat.postMessage", "conversations.history", "chat.postMessage"]);
  });

  test("a long pause that Slack asks for is left to a later delivery", async () => {
    const notice = noticeOf(await callback.drawn());
    callback.slack.fail("chat.postMessage", { status: 429, retryAfter: 60 });
    await expect(callback.receive(notice)).rejects.toMatchObject({ retryAfter: 60 });
    expect(callback.waits).toEqual([]);
    await callback.receive(notice);
    expect(callback.announcements()).toHaveLength(1);
  });

  test("a refused token is not tried again, and the draws stay pending", async () => {
    const reason = "invalid_auth";
    const notice = noticeOf(await callback.drawn());
    callback.slack.fail("chat.postMessage", { error: reason });
    await expect(callback.receive(notice)).rejects.toThrow(reason);
    expect(callback.slack.calls).toEqual(["chat.postMessage"]);
    expect(callback.log.events("slack-token-refused")).toMatchObject([
      { level: "error", draw_no: 1, reason },
    ]);
    callback.lottery.advance(61);
    await callback.receive(noticeOf(await callback.drawn()));
    expect(callback.announcements().map(({ text }) => text.slice(0, 7))).toEqual(["Draw 2:", "Draw 1:"]);
  });
});
