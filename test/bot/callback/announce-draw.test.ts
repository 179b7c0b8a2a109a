import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DrawnRecord } from "../../../data/draw-record.ts";
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

/** Decides that all wins of the draw are taken back, and tells nobody. */
async function takeBack(draw: DrawnRecord) {
  const { clock, revisions } = callback.lottery;
  const at = clock.now();
  const request = {
    revision_id: "void",
    kind: "void" as const,
    requested_at: at.toISOString(),
    voided: draw.winners.map(({ employee_id }) => employee_id),
  };
  await revisions.begin(draw, { ...request, lease_expires_at: at.getTime() / 1_000 + 1_800 });
  const mark = { revision: 1, revised_at: at.toISOString() };
  const outcome = { revised_at: mark.revised_at, walked_from: 2, winners: [], lost: [], pages: [] };
  const decided = await revisions.decide(
    draw,
    { ...request, ...outcome, receipt: "" },
    {
      winners: draw.winners.map((winner) => ({ ...winner, void: mark })),
      walked: 2,
      leaseBeyond: at.getTime() / 1_000,
    },
  );
  expect(decided).toBeDefined();
}

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
    expect(await record(1)).not.toHaveProperty("unsettled");
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
    const ours = await ledger.beginAnnouncing(draw, lottery.clock.now(), 60);
    expect(ours).toBeDefined();
    slack.posted.push({
      ts: "1700000009.000100",
      channel: CHANNEL,
      text: "Draw 1",
      metadata: { event_type: "lottery_draw", event_payload: { draw_id: draw.draw_id, revision: 0 } },
    });
    await takeBack(draw);
    await expect(callback.hear(noticeOf(draw))).rejects.toThrow("is being announced by another run");
    lottery.advance(61);
    await callback.hear(noticeOf(draw));
    expect(announcements()).toMatchObject([
      { text: "Draw 1 was taken back.", ts: "1700000009.000100" },
      { metadata: { event_payload: { draw_id: draw.draw_id, revision: 1 } } },
    ]);
  });

  test("is announced as it stands now, with a note, where it is revised before anything was posted", async () => {
    const draw = await callback.drawn(2);
    await takeBack(draw);
    await callback.hear(noticeOf(draw));
    expect(callback.slack.calls).toEqual(["chat.postMessage", "chat.postMessage"]);
    expect(announcements()).toMatchObject([
      { text: "Draw 1 was taken back.", metadata: { event_payload: { revision: 0 } } },
      { metadata: { event_payload: { draw_id: draw.draw_id, revision: 1 } } },
    ]);
    expect(await record(1)).toMatchObject({ message_ts: announcements()[0]?.ts });
  });

  test("is announced once though it is delivered twice at a time, and the one that did not post comes back", async () => {
    const notice = noticeOf(await callback.drawn());
    const release = callback.slack.hold();
    const both = [callback.hear(notice), callback.hear(notice)];
    const first = Promise.race(both);
    await expect(first).rejects.toMatchObject({ name: "AnnouncementUnderWay" });
    release();
    const results = await Promise.allSettled(both);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await callback.hear(notice);
    expect(announcements()).toHaveLength(1);
  });

  test("settles the draw where whoever announced it stopped right there, and asks for nothing after that", async () => {
    const draw = await callback.drawn();
    const { ledger, lottery, slack } = callback;
    await ledger.beginAnnouncing(draw, lottery.clock.now(), 60);
    await ledger.markAnnounced(draw, { at: lottery.clock.now(), messageTs: "1700000009.000100" });
    expect(await record(1)).toMatchObject({ unsettled: "yes" });
    await callback.hear(noticeOf(draw));
    expect(await record(1)).not.toHaveProperty("unsettled");
    expect(slack.calls).toEqual([]);
    const settled = await record(1);
    expect(await countRequests(lottery.client, () => ledger.settle(settled))).toBe(0);
  });

  test("needs no Slack where the draw was started by hand", async () => {
    await callback.hear(noticeOf(await callback.drawn(1, {})));
    expect(callback.slack.calls).toEqual([]);
    expect(await record(1)).not.toHaveProperty("unsettled");
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
  test.for([{ lost: true as const }, { status: 500, done: true }, { status: 503, done: true }])(
    "is found again and not posted twice: %o",
    async (trouble) => {
      const notice = noticeOf(await callback.drawn());
      callback.slack.trouble("chat.postMessage", trouble);
      await callback.hear(notice);
      expect(callback.slack.calls).toEqual(["chat.postMessage", "conversations.history"]);
      expect(announcements()).toHaveLength(1);
      expect(await record(1)).toMatchObject({ message_ts: announcements()[0]?.ts });
    },
  );

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
    expect(await record(1)).toMatchObject({ unsettled: "yes" });
    await callback.hear(notice);
    expect(announcements()).toHaveLength(1);
    expect(await record(1)).not.toHaveProperty("unsettled");
  });

  test("is not mistaken for another draw's announcement", async () => {
    await callback.hear(noticeOf(await callback.drawn()));
    const second = noticeOf(await callback.drawn());
    callback.slack.trouble("chat.postMessage", { status: 502 });
    await callback.hear(second);
    expect(announcements().map(({ text }) => text.slice(0, 7))).toEqual(["Draw 1:", "Draw 2:"]);
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
      expect(await record(1)).toMatchObject({ status: "drawn", unsettled: "yes" });
      await callback.hear(notice);
      expect(announcements()).toHaveLength(1);
    },
  );

  test("that wants a short pause gets it", async () => {
    callback.slack.trouble("chat.postMessage", { status: 429, retryAfter: 3 });
    await callback.hear(noticeOf(await callback.drawn()));
    expect(callback.waits).toEqual([3_000]);
    expect(callback.slack.calls).toEqual(["chat.postMessage", "chat.postMessage"]);
  });

  test("that wants a long pause is left to a later delivery at once", async () => {
    const notice = noticeOf(await callback.drawn());
    callback.slack.trouble("chat.postMessage", { status: 429, retryAfter: 60 });
    await expect(callback.hear(notice)).rejects.toMatchObject({ retryAfter: 60 });
    expect(callback.waits).toEqual([]);
    await callback.hear(notice);
    expect(announcements()).toHaveLength(1);
  });

  test("keeps a revoked token's draws for later", async () => {
    const notice = noticeOf(await callback.drawn());
    const refusal = { error: "invalid_auth" };
    callback.slack.trouble("chat.postMessage", refusal, refusal, refusal);
    await expect(callback.hear(notice)).rejects.toThrow("invalid_auth");
    callback.lottery.advance(61);
    await callback.hear(noticeOf(await callback.drawn()));
    expect(announcements().map(({ text }) => text.slice(0, 7))).toEqual(["Draw 2:", "Draw 1:"]);
  });
});

describe("a closed channel", () => {
  test.for(["not_in_channel", "channel_not_found", "is_archived"])(
    "(%s) is told to whoever asked, once; the draw is announced along with the next when it opens",
    async (word) => {
      const notice = noticeOf(await callback.drawn());
      callback.slack.closed.set(CHANNEL, word);
      await callback.hear(notice);
      await callback.hear(notice);
      await callback.hear(noticeOf(await callback.drawn(1, {})));
      expect(callback.slack.posted).toMatchObject([
        { channel: PERSON, text: expect.stringContaining(`(\`${word}\`). Invite me`) },
      ]);
      expect(callback.log.events("channel-closed")).toContainEqual({
        level: "error",
        event: "channel-closed",
        draw_no: 1,
        reason: word,
      });

      callback.slack.closed.clear();
      await callback.hear(noticeOf(await callback.drawn()));
      expect(announcements().map(({ text }) => text.slice(0, 7))).toEqual(["Draw 3:", "Draw 1:"]);
      expect(await record(1)).not.toHaveProperty("unsettled");
    },
  );

  test("is given up after a day", async () => {
    callback.slack.closed.set(CHANNEL, "is_archived");
    const notice = noticeOf(await callback.drawn());
    await callback.hear(notice);
    expect(await record(1)).toMatchObject({ unsettled: "yes" });
    callback.lottery.advance(24 * 60 * 60 + 1);
    await callback.hear(notice);
    expect(await record(1)).toMatchObject({ announcement_error: "is_archived" });
    expect(await record(1)).not.toHaveProperty("unsettled");
    expect(callback.slack.posted).toHaveLength(1);
  });

  test("stops nothing where whoever asked cannot be told either", async () => {
    callback.slack.closed.set(CHANNEL, "not_in_channel").set(PERSON, "user_disabled");
    await callback.hear(noticeOf(await callback.drawn()));
    expect(callback.slack.posted).toEqual([]);
    expect(callback.log.events("requester-not-told")).toHaveLength(1);
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
  await callback.ledger.beginAnnouncing(draw, callback.lottery.clock.now(), 60);
  await expect(callback.hear(noticeOf(draw))).rejects.toMatchObject({ name: "AnnouncementUnderWay" });
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
