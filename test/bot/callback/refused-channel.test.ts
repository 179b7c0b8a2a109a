/** @module-tag slow */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CHANNEL, noticeOf, openCallback, PERSON } from "./open-callback.ts";

let callback: Awaited<ReturnType<typeof openCallback>>;
beforeEach(async () => {
  callback = await openCallback();
});
afterEach(() => callback[Symbol.asyncDispose]());

describe("a channel that refuses the announcement", () => {
  test.for([
    ["not_in_channel", "Invite me there"],
    ["restricted_action_thread_only_channel", "Ask a manager of the channel"],
    ["an_error_that_slack_adds_next_year", "Ask a manager of the channel"],
  ] as const)(
    "(%s) is reported to the requester, once; the draw is announced with the next draw once the channel accepts it",
    async ([word, advice]) => {
      const notice = noticeOf(await callback.drawn());
      callback.slack.closed.set(CHANNEL, word);
      await callback.receive(notice);
      expect(callback.slack.calls).toEqual(["chat.postMessage", "chat.postMessage"]);
      await callback.receive(notice);
      await callback.receive(noticeOf(await callback.drawn(1, {})));
      expect(callback.slack.posted).toMatchObject([
        { channel: PERSON, text: expect.stringContaining(`(\`${word}\`). ${advice}`) },
      ]);
      expect(callback.log.events("announcement-refused")).toContainEqual({
        level: "error",
        event: "announcement-refused",
        draw_no: 1,
        reason: word,
      });

      callback.slack.closed.clear();
      await callback.receive(noticeOf(await callback.drawn()));
      expect(callback.announcements().map(({ text }) => text.slice(0, 7))).toEqual(["Draw 3:", "Draw 1:"]);
      expect(await callback.record(1)).not.toHaveProperty("pending");
    },
  );

  test("is given up after a day", async () => {
    callback.slack.closed.set(CHANNEL, "is_archived");
    const notice = noticeOf(await callback.drawn());
    await callback.receive(notice);
    callback.lottery.advance(24 * 60 * 60);
    await callback.receive(notice);
    expect(await callback.record(1)).toMatchObject({ pending: "yes" });
    callback.lottery.advance(1);
    await callback.receive(notice);
    expect(await callback.record(1)).toMatchObject({ announcement_error: "is_archived" });
    expect(await callback.record(1)).not.toHaveProperty("pending");
    expect(callback.slack.posted).toHaveLength(1);
  });

  test("is not given up after the first refusal, however late, and the requester is notified", async () => {
    callback.slack.closed.set(CHANNEL, "not_in_channel");
    const notice = noticeOf(await callback.drawn());
    callback.lottery.advance(25 * 60 * 60);
    await callback.receive(notice);
    expect(callback.slack.posted).toMatchObject([{ channel: PERSON }]);
    expect(await callback.record(1)).toMatchObject({ pending: "yes", announcement_error: "not_in_channel" });
  });

  test("is tried for a day after a redraw or a void, however old the draw is, and its requester is notified", async () => {
    const notice = noticeOf(await callback.drawn(2));
    await callback.receive(notice);
    callback.lottery.advance(25 * 60 * 60);
    await callback.revise(1, { kind: "void", requested_by: "U0SECOND" });
    const redraw = noticeOf(await callback.record(1));
    callback.slack.closed.set(CHANNEL, "is_archived");
    await callback.receive(redraw);
    callback.lottery.advance(24 * 60 * 60);
    await callback.receive(redraw);
    expect(callback.slack.posted.slice(1)).toMatchObject([{ channel: "U0SECOND" }]);
    expect(await callback.record(1)).toMatchObject({ pending: "yes" });

    callback.slack.closed.clear();
    await callback.receive(redraw);
    expect(callback.announcements()).toMatchObject([
      { text: "Draw 1 is void: all its wins were cancelled." },
      { metadata: {} },
    ]);
    expect(await callback.record(1)).not.toHaveProperty("pending");
  });

  test("does not stop other draws if the requester cannot be notified either", async () => {
    callback.slack.closed.set(CHANNEL, "not_in_channel").set(PERSON, "user_disabled");
    await callback.receive(noticeOf(await callback.drawn()));
    expect(callback.slack.posted).toEqual([]);
    expect(callback.log.events("requester-not-notified")).toHaveLength(1);
    callback.slack.closed.clear();
    await callback.receive(noticeOf(await callback.drawn()));
    expect(callback.announcements()).toHaveLength(2);
  });

  test("is reported again if the report failed", async () => {
    const notice = noticeOf(await callback.drawn());
    callback.slack.closed.set(CHANNEL, "not_in_channel");
    callback.slack.fail("chat.postMessage", { error: "not_in_channel" }, { status: 500 });
    await expect(callback.receive(notice)).rejects.toMatchObject({ statusCode: 500 });
    await callback.receive(notice);
    expect(callback.slack.posted).toMatchObject([{ channel: PERSON }]);
  });
});
