import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { countRequests } from "../../support/count-requests.ts";
import { CHANNEL, noticeOf, openCallback, PERSON, snsEvent } from "./open-callback.ts";

type Callback = Awaited<ReturnType<typeof openCallback>>;

let callback: Callback;
beforeEach(async () => {
  callback = await openCallback();
});
afterEach(() => callback[Symbol.asyncDispose]());

/** What stands in the channel for everybody. */
const announcements = () =>
  callback.slack.posted.filter(({ channel, user }) => channel === CHANNEL && user === undefined);

const record = (drawNo: number) => callback.lottery.readDrawn(drawNo);

describe("the notice of a decided draw", () => {
  test("is announced in the channel of the draw, and the draw is settled", async () => {
    const draw = await callback.drawn(2);
    await callback.hear(noticeOf(draw));
    expect(announcements()).toMatchObject([
      {
        text: expect.stringMatching(/^Draw 1: Name \d+, Name \d+\. Congratulations!$/),
        metadata: { event_type: "lottery_draw", event_payload: { draw_id: draw.draw_id } },
      },
    ]);
    expect(callback.slack.calls).toEqual(["chat.postMessage"]);
    expect(await record(1)).toMatchObject({ message_ts: announcements()[0]?.ts, announcement_attempts: 1 });
    expect(await record(1)).not.toHaveProperty("pending");
  });

  test("is announced once though it is delivered twice", async () => {
    const notice = noticeOf(await callback.drawn());
    await callback.hear(notice);
    await callback.hear(notice);
    expect(callback.slack.calls).toEqual(["chat.postMessage"]);
  });

  test("is announced once, and as it stands now, though it is revised after a run has posted it that stopped there", async () => {
    const draw = await callback.drawn(2);
    const { ledger, slack, lottery } = callback;
    const ours = await ledger.announcements.begin(draw, lottery.clock.now(), 60);
    expect(ours).toBeDefined();
    slack.posted.push({
      ts: "1700000009.000100",
      channel: CHANNEL,
      text: "Draw 1",
      metadata: {
        event_type: "lottery_draw",
        event_payload: { draw_id: draw.draw_id, part: "winners", revision: 0 },
      },
    });
    await callback.revise(draw.draw_no, { kind: "void" });
    await expect(callback.hear(noticeOf(draw))).rejects.toThrow("is being announced by another run");
    lottery.advance(61);
    await callback.hear(noticeOf(draw));
    expect(announcements()).toMatchObject([
      { text: "Draw 1 is void: all its wins were cancelled.", ts: "1700000009.000100" },
      { metadata: { event_payload: { draw_id: draw.draw_id, revision: 1 } } },
    ]);
  });

  test("is announced as it stands now, with a note, where it is revised before anything was posted", async () => {
    const draw = await callback.drawn(2);
    await callback.revise(draw.draw_no, { kind: "void" });
    await callback.hear(noticeOf(draw));
    expect(callback.slack.calls).toEqual(["chat.postMessage", "chat.postMessage"]);
    expect(announcements()).toMatchObject([
      {
        text: "Draw 1 is void: all its wins were cancelled.",
        metadata: { event_payload: { part: "winners", revision: 1 } },
      },
      { metadata: { event_payload: { draw_id: draw.draw_id, revision: 1 } } },
    ]);
    expect(await record(1)).toMatchObject({ message_ts: announcements()[0]?.ts });
  });

  test("is announced once though it is delivered twice at a time, and the one that did not post comes back", async () => {
    const notice = noticeOf(await callback.drawn());
    const release = callback.slack.hold();
    const both = [callback.hear(notice), callback.hear(notice)];
    const first = Promise.race(both);
    await expect(first).rejects.toMatchObject({ name: "AnnouncementInProgress" });
    release();
    const results = await Promise.allSettled(both);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await callback.hear(notice);
    expect(announcements()).toHaveLength(1);
  });

  test("settles the draw where whoever announced it stopped right there, and asks for nothing after that", async () => {
    const draw = await callback.drawn();
    const { ledger, lottery, slack } = callback;
    await ledger.announcements.begin(draw, lottery.clock.now(), 60);
    await ledger.announcements.mark(draw, { at: lottery.clock.now(), messageTs: "1700000009.000100" });
    expect(await record(1)).toMatchObject({ pending: "yes" });
    await callback.hear(noticeOf(draw));
    expect(await record(1)).not.toHaveProperty("pending");
    expect(slack.calls).toEqual([]);
    const settled = await record(1);
    expect(await countRequests(lottery.client, () => ledger.pending.remove(settled))).toBe(0);
  });

  test("needs no Slack where the draw was started by hand", async () => {
    await callback.hear(noticeOf(await callback.drawn(1, {})));
    expect(callback.slack.calls).toEqual([]);
    expect(await record(1)).not.toHaveProperty("pending");
  });

  test("announces, where it is plain text of an older state machine, what has just been decided", async () => {
    await callback.drawn();
    await callback.drawn();
    await callback.hear(snsEvent("Winners: Ann, Bert"));
    expect(announcements().map(({ text }) => text.slice(0, 7))).toEqual(["Draw 1:", "Draw 2:"]);
  });

  test("of a draw that the ledger does not have is a named error", async () => {
    const draw = await callback.drawn();
    await expect(callback.hear(noticeOf({ ...draw, draw_id: "forged" }))).rejects.toMatchObject({
      name: "UnknownDraw",
    });
    expect(callback.slack.calls).toEqual([]);
  });
});

describe("what Slack has lost", () => {
  test.for([
    { lost: true as const },
    { status: 500, done: true },
    { status: 503, done: true },
    { status: 429, retryAfter: 1, done: true },
  ])("is found again and not posted twice: %o", async (trouble) => {
    const notice = noticeOf(await callback.drawn());
    callback.slack.trouble("chat.postMessage", trouble);
    await callback.hear(notice);
    expect(callback.slack.calls).toEqual(["chat.postMessage", "conversations.history"]);
    expect(announcements()).toHaveLength(1);
    expect(await record(1)).toMatchObject({ message_ts: announcements()[0]?.ts });
  });

  test("is posted again where it does not stand", async () => {
    const notice = noticeOf(await callback.drawn());
    callback.slack.trouble("chat.postMessage", { status: 500 }, { error: "internal_error" });
    await callback.hear(notice);
    expect(callback.slack.calls).toEqual([
      "chat.postMessage",
      "conversations.history",
      "chat.postMessage",
      "conversations.history",
      "chat.postMessage",
    ]);
    expect(announcements()).toHaveLength(1);
    expect(callback.waits).toEqual([500, 1_000]);
  });

  test("is found by a later delivery, when this one could not even look", async () => {
    const notice = noticeOf(await callback.drawn());
    callback.slack.trouble("chat.postMessage", { lost: true });
    callback.slack.trouble("conversations.history", { status: 503 }, { status: 503 });
    await expect(callback.hear(notice)).rejects.toMatchObject({ statusCode: 503 });
    expect(await record(1)).toMatchObject({ pending: "yes" });
    await callback.hear(notice);
    expect(announcements()).toHaveLength(1);
    expect(await record(1)).not.toHaveProperty("pending");
  });

  test("is not mistaken for another draw's announcement", async () => {
    await callback.hear(noticeOf(await callback.drawn()));
    const second = noticeOf(await callback.drawn());
    callback.slack.trouble("chat.postMessage", { status: 502 });
    await callback.hear(second);
    expect(announcements().map(({ text }) => text.slice(0, 7))).toEqual(["Draw 1:", "Draw 2:"]);
  });
});

describe("a channel that the bot may not search", () => {
  test.for([{ lost: true as const }, { status: 503 }, { error: "internal_error" }])(
    "gets the announcement again, though it may stand there: %o",
    async (trouble) => {
      const notice = noticeOf(await callback.drawn());
      callback.slack.notJoined.add(CHANNEL);
      callback.slack.trouble("chat.postMessage", trouble);
      await callback.hear(notice);
      expect(callback.slack.calls).toEqual(["chat.postMessage", "conversations.history", "chat.postMessage"]);
      expect(announcements().at(-1)).toMatchObject({ text: expect.stringMatching(/^Draw 1:/) });
      expect(await record(1)).toMatchObject({ message_ts: announcements().at(-1)?.ts });
      expect(await record(1)).not.toHaveProperty("pending");
      expect(callback.log.events("channel-not-searched")).toMatchObject([{ reason: "not_in_channel" }]);
      expect(callback.slack.posted.filter(({ channel }) => channel === PERSON)).toEqual([]);
    },
  );

  test.for(["missing_scope", "no_permission", "an_error_that_slack_adds_next_year"])(
    "(%s) gets the announcement of a run that died before it posted anything",
    async (error) => {
      const draw = await callback.drawn();
      await callback.ledger.announcements.begin(draw, callback.lottery.clock.now(), 60);
      callback.lottery.advance(61);
      callback.slack.trouble("conversations.history", { error });
      await callback.hear(noticeOf(draw));
      expect(announcements()).toHaveLength(1);
    },
  );

  test("gets the announcement with the third delivery, where searching fails with each", async () => {
    const notice = noticeOf(await callback.drawn());
    callback.slack.trouble("chat.postMessage", { status: 503 });
    callback.slack.trouble("conversations.history", ...Array.from({ length: 8 }, () => ({ status: 503 })));
    await expect(callback.hear(notice)).rejects.toMatchObject({ statusCode: 503 });
    await expect(callback.hear(notice)).rejects.toMatchObject({ statusCode: 503 });
    expect(announcements()).toEqual([]);
    await callback.hear(notice);
    expect(announcements()).toHaveLength(1);
  });
});

describe("a message whose posting Slack did not confirm", () => {
  const HOUR = 60 * 60 * 1_000;

  test.for([-5, -1, 0, 1, 5])(
    "is found though the bot's clock is %i hours ahead of Slack's, also after an hour of chat",
    async (hours) => {
      callback.runAhead(hours * HOUR);
      const notice = noticeOf(await callback.drawn());
      callback.slack.trouble("chat.postMessage", { lost: true });
      await callback.hear(notice);
      expect(announcements()).toHaveLength(1);

      const second = noticeOf(await callback.drawn());
      const lost = { lost: true as const };
      callback.slack.trouble("chat.postMessage", lost);
      callback.slack.trouble("conversations.history", { status: 503 }, { status: 503 });
      await expect(callback.hear(second)).rejects.toThrow();
      callback.lottery.advance(3_600);
      for (let i = 0; i < 450; i++) callback.slack.chat(CHANNEL, `Message ${i}`);
      await callback.hear(second);
      expect(announcements().filter(({ metadata }) => metadata)).toHaveLength(2);
    },
  );

  test("is searched for no further back than it can stand, and in a thousand messages at most", async () => {
    const { slack, lottery } = callback;
    const searches = () => slack.calls.filter((call) => call === "conversations.history").length;
    for (let i = 0; i < 900; i++) slack.chat(CHANNEL, `Message ${i}`);
    lottery.advance(120);
    slack.chat(CHANNEL, "The last message");
    slack.trouble("chat.postMessage", { status: 503 });
    await callback.hear(noticeOf(await callback.drawn()));
    expect(searches()).toBe(1);

    for (let i = 0; i < 1_100; i++) slack.chat(CHANNEL, `Message ${i}`);
    slack.trouble("chat.postMessage", { status: 503 });
    await callback.hear(noticeOf(await callback.drawn()));
    expect(searches()).toBe(1 + 5);
  });
});

describe("an announcement that cannot be edited any more", () => {
  /** A draw that was announced, and redrawn since; the announcement cannot be edited. */
  const redrawn = async (reason: string) => {
    const notice = noticeOf(await callback.drawn(2));
    await callback.hear(notice);
    callback.slack.uneditable.set((await record(1)).message_ts ?? "", reason);
    await callback.revise(1, { kind: "redraw", requested_by: "U0SECOND" });
    callback.slack.calls.length = 0;
    return noticeOf(await record(1));
  };
  const contents = () => announcements().map(({ text, metadata }) => [text, metadata?.event_payload["part"]]);
  const reports = () => callback.slack.posted.filter(({ channel }) => channel === "U0SECOND");

  test.for([
    "cant_update_message",
    "edit_window_closed",
    "block_mismatch",
    "an_error_that_slack_adds_next_year",
  ])("(%s) is followed by a new one and the note, once, and the requester is told", async (reason) => {
    const notice = await redrawn(reason);
    await callback.hear(notice);
    await callback.hear(notice);
    expect(callback.slack.calls).toEqual([
      "chat.update",
      "chat.postMessage",
      "chat.postMessage",
      "chat.postMessage",
    ]);
    expect(contents()).toEqual([
      ["Draw 1: Name 1, Name 2. Congratulations!", "winners"],
      ["Draw 1: Name 1, Name 3. Congratulations!", "winners"],
      [expect.stringContaining("Name 3"), "note"],
    ]);
    expect(reports()).toMatchObject([{ text: expect.stringContaining(`(\`${reason}\`)`) }]);
    expect(await record(1)).toMatchObject({ message_ts: announcements()[1]?.ts });
    expect(await record(1)).not.toHaveProperty("pending");
  });

  test.for([1, 2, 3])(
    "is followed by one new announcement and one note, though the run stops at its call %i of three to post",
    async (call) => {
      const notice = await redrawn("edit_window_closed");
      const well = { well: true as const };
      const lost = { lost: true as const };
      callback.slack.trouble("chat.postMessage", ...Array.from({ length: call - 1 }, () => well), lost);
      callback.slack.trouble("conversations.history", { status: 429, retryAfter: 60 });
      await expect(callback.hear(notice)).rejects.toThrow();
      // What the first run could not search for, or did not come to search for, is left to a later one.
      await callback.hear(notice).catch(() => callback.hear(notice));
      expect(contents().map(([, part]) => part)).toEqual(["winners", "winners", "note"]);
      expect(reports().length).toBeGreaterThanOrEqual(1);
      expect(await record(1)).toMatchObject({ message_ts: announcements()[1]?.ts });
    },
  );

  test("is not taken for the new one where the run stopped before it posted that", async () => {
    const notice = await redrawn("edit_window_closed");
    callback.slack.trouble("chat.postMessage", { status: 429, retryAfter: 60 });
    await expect(callback.hear(notice)).rejects.toThrow();
    await callback.hear(notice);
    expect(contents().map(([, part]) => part)).toEqual(["winners", "winners", "note"]);
  });

  test("is left alone by the next redraw, which edits the new one", async () => {
    const notice = await redrawn("edit_window_closed");
    await callback.hear(notice);
    await callback.revise(1, { kind: "redraw" });
    await callback.hear(notice);
    expect(contents()).toEqual([
      ["Draw 1: Name 1, Name 2. Congratulations!", "winners"],
      ["Draw 1: Name 1, Name 4. Congratulations!", "winners"],
      [expect.stringContaining("Name 3"), "note"],
      [expect.stringContaining("Name 4"), "note"],
    ]);
  });

  test("is replaced by one that is brought up to date where a redraw comes between two runs", async () => {
    const notice = await redrawn("edit_window_closed");
    // The first run posts the new announcement, and stops there.
    callback.slack.trouble("chat.postMessage", { well: true }, { status: 429, retryAfter: 60 });
    await expect(callback.hear(notice)).rejects.toThrow();
    await callback.revise(1, { kind: "redraw" });
    await callback.hear(notice);
    expect(contents()).toEqual([
      ["Draw 1: Name 1, Name 2. Congratulations!", "winners"],
      ["Draw 1: Name 1, Name 4. Congratulations!", "winners"],
      [expect.stringContaining("Name 4"), "note"],
    ]);
    expect(await record(1)).toMatchObject({ message_ts: announcements()[1]?.ts });
  });

  test("is replaced again where the new one cannot be edited either", async () => {
    const notice = await redrawn("edit_window_closed");
    await callback.hear(notice);
    callback.slack.uneditable.set((await record(1)).message_ts ?? "", "cant_update_message");
    await callback.revise(1, { kind: "void" });
    await callback.hear(notice);
    expect(contents().at(-2)).toEqual(["Draw 1 is void: all its wins were cancelled.", "winners"]);
    expect(await record(1)).toMatchObject({ message_ts: announcements().at(-2)?.ts });
  });

  test("is replaced without a report where somebody has deleted it", async () => {
    const notice = await redrawn("message_not_found");
    await callback.hear(notice);
    expect(contents().map(([, part]) => part)).toEqual(["winners", "winners", "note"]);
    expect(reports()).toEqual([]);
  });
});

describe("a Slack in trouble", () => {
  test.for([
    ["answers 500", { status: 500 }],
    ["answers 503", { status: 503 }],
    ["has no words", { error: "fatal_error" }],
  ] as const)(
    "that %s is tried three times, then the delivery fails, and a later one announces",
    async ([, trouble]) => {
      const notice = noticeOf(await callback.drawn());
      callback.slack.trouble("chat.postMessage", trouble, trouble, trouble);
      await expect(callback.hear(notice)).rejects.toThrow();
      expect(callback.slack.calls.filter((call) => call === "chat.postMessage")).toHaveLength(3);
      expect(announcements()).toEqual([]);
      expect(await record(1)).toMatchObject({ status: "drawn", pending: "yes" });
      await callback.hear(notice);
      expect(announcements()).toHaveLength(1);
    },
  );

  test("that wants a short pause gets it", async () => {
    callback.slack.trouble("chat.postMessage", { status: 429, retryAfter: 3 });
    await callback.hear(noticeOf(await callback.drawn()));
    expect(callback.waits).toEqual([3_000]);
    expect(callback.slack.calls).toEqual(["chat.postMessage", "conversations.history", "chat.postMessage"]);
  });

  test("that wants a long pause is left to a later delivery at once", async () => {
    const notice = noticeOf(await callback.drawn());
    callback.slack.trouble("chat.postMessage", { status: 429, retryAfter: 60 });
    await expect(callback.hear(notice)).rejects.toMatchObject({ retryAfter: 60 });
    expect(callback.waits).toEqual([]);
    await callback.hear(notice);
    expect(announcements()).toHaveLength(1);
  });

  test.for(["invalid_auth", "token_revoked", "account_inactive", "missing_scope"])(
    "that refuses the token (%s) is asked once, and the draws are kept for later",
    async (reason) => {
      const notice = noticeOf(await callback.drawn());
      callback.slack.trouble("chat.postMessage", { error: reason });
      await expect(callback.hear(notice)).rejects.toThrow(reason);
      expect(callback.slack.calls).toEqual(["chat.postMessage"]);
      expect(callback.log.events("slack-token-refused")).toMatchObject([
        { level: "error", draw_no: 1, reason },
      ]);
      callback.lottery.advance(61);
      await callback.hear(noticeOf(await callback.drawn()));
      expect(announcements().map(({ text }) => text.slice(0, 7))).toEqual(["Draw 2:", "Draw 1:"]);
    },
  );
});

describe("a channel that refuses the announcement", () => {
  test.for([
    ["not_in_channel", "Invite me there"],
    ["channel_not_found", "Invite me there"],
    ["is_archived", "Ask somebody who manages the channel"],
    ["restricted_action_thread_only_channel", "Ask somebody who manages the channel"],
    ["an_error_that_slack_adds_next_year", "Ask somebody who manages the channel"],
  ] as const)(
    "(%s) is reported to the requester, once; the draw is announced along with the next when the channel allows it",
    async ([word, advice]) => {
      const notice = noticeOf(await callback.drawn());
      callback.slack.closed.set(CHANNEL, word);
      await callback.hear(notice);
      expect(callback.slack.calls).toEqual(["chat.postMessage", "chat.postMessage"]);
      await callback.hear(notice);
      await callback.hear(noticeOf(await callback.drawn(1, {})));
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
      await callback.hear(noticeOf(await callback.drawn()));
      expect(announcements().map(({ text }) => text.slice(0, 7))).toEqual(["Draw 3:", "Draw 1:"]);
      expect(await record(1)).not.toHaveProperty("pending");
    },
  );

  test("is given up after a day", async () => {
    callback.slack.closed.set(CHANNEL, "is_archived");
    const notice = noticeOf(await callback.drawn());
    await callback.hear(notice);
    callback.lottery.advance(24 * 60 * 60);
    await callback.hear(notice);
    expect(await record(1)).toMatchObject({ pending: "yes" });
    callback.lottery.advance(1);
    await callback.hear(notice);
    expect(await record(1)).toMatchObject({ announcement_error: "is_archived" });
    expect(await record(1)).not.toHaveProperty("pending");
    expect(callback.slack.posted).toHaveLength(1);
  });

  test("is not given up at its first refusal, which the requester is told of, however late that is", async () => {
    callback.slack.closed.set(CHANNEL, "not_in_channel");
    const notice = noticeOf(await callback.drawn());
    callback.lottery.advance(25 * 60 * 60);
    await callback.hear(notice);
    expect(callback.slack.posted).toMatchObject([{ channel: PERSON }]);
    expect(await record(1)).toMatchObject({ pending: "yes", announcement_error: "not_in_channel" });
  });

  test("has a day from a redraw or a void on, whose requester is told, however old the draw is", async () => {
    const notice = noticeOf(await callback.drawn(2));
    await callback.hear(notice);
    callback.lottery.advance(25 * 60 * 60);
    await callback.revise(1, { kind: "void", requested_by: "U0SECOND" });
    const redraw = noticeOf(await record(1));
    callback.slack.closed.set(CHANNEL, "is_archived");
    await callback.hear(redraw);
    callback.lottery.advance(24 * 60 * 60);
    await callback.hear(redraw);
    expect(callback.slack.posted.slice(1)).toMatchObject([{ channel: "U0SECOND" }]);
    expect(await record(1)).toMatchObject({ pending: "yes" });

    callback.slack.closed.clear();
    await callback.hear(redraw);
    expect(announcements()).toMatchObject([
      { text: "Draw 1 is void: all its wins were cancelled." },
      { metadata: {} },
    ]);
    expect(await record(1)).not.toHaveProperty("pending");
  });

  test("stops nothing where whoever asked cannot be told either", async () => {
    callback.slack.closed.set(CHANNEL, "not_in_channel").set(PERSON, "user_disabled");
    await callback.hear(noticeOf(await callback.drawn()));
    expect(callback.slack.posted).toEqual([]);
    expect(callback.log.events("requester-not-notified")).toHaveLength(1);
    callback.slack.closed.clear();
    await callback.hear(noticeOf(await callback.drawn()));
    expect(announcements()).toHaveLength(2);
  });

  test("is told again where the telling failed", async () => {
    const notice = noticeOf(await callback.drawn());
    callback.slack.closed.set(CHANNEL, "not_in_channel");
    callback.slack.trouble("chat.postMessage", { error: "not_in_channel" }, { status: 500 });
    await expect(callback.hear(notice)).rejects.toMatchObject({ statusCode: 500 });
    await callback.hear(notice);
    expect(callback.slack.posted).toMatchObject([{ channel: PERSON }]);
  });
});

test("a run that died while it was posting is taken over when its time is up", async () => {
  const draw = await callback.drawn();
  await callback.ledger.announcements.begin(draw, callback.lottery.clock.now(), 60);
  await expect(callback.hear(noticeOf(draw))).rejects.toMatchObject({ name: "AnnouncementInProgress" });
  callback.lottery.advance(61);
  await callback.hear(noticeOf(draw));
  expect(callback.slack.calls).toEqual(["conversations.history", "chat.postMessage"]);
  expect(announcements()).toHaveLength(1);
});

test("nothing personal is in the log, whatever happens", async () => {
  callback.slack.trouble("chat.postMessage", { status: 500 }, { lost: true });
  const draw = await callback.drawn(3, { channel_id: CHANNEL, requested_by: PERSON, prize: "Teapot" });
  await callback.hear(noticeOf(draw));
  callback.slack.closed.set(CHANNEL, "not_in_channel");
  await callback.hear(noticeOf(await callback.drawn()));
  expect(callback.log.lines.length).toBeGreaterThan(1);
  expect(callback.log.text()).not.toMatch(/Name \d|E\d{4}|Teapot|U0OPERATOR|C0LOTTERY|xoxb/);
  expect(announcements()).toHaveLength(1);
});
