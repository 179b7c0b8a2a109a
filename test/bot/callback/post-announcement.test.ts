/** @module-tag slow */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { noticeOf, openCallback } from "./open-callback.ts";

let callback: Awaited<ReturnType<typeof openCallback>>;
beforeEach(async () => {
  callback = await openCallback();
});
afterEach(() => callback[Symbol.asyncDispose]());

describe("an announcement that can no longer be edited", () => {
  /** Announces a draw and redraws it. The announcement cannot be edited. */
  const redrawn = async (reason: string) => {
    const notice = noticeOf(await callback.drawn(2));
    await callback.receive(notice);
    callback.slack.uneditable.set((await callback.record(1)).message_ts ?? "", reason);
    await callback.revise(1, { kind: "redraw", requested_by: "U0SECOND" });
    callback.slack.calls.length = 0;
    return noticeOf(await callback.record(1));
  };
  const contents = () =>
    callback.announcements().map(({ text, metadata }) => [text, metadata?.event_payload["part"]]);
  const reports = () => callback.slack.posted.filter(({ channel }) => channel === "U0SECOND");

  test.for(["cant_update_message", "an_error_that_slack_adds_next_year"])(
    "(%s) is followed by a new one and a note, once, and the requester is notified",
    async (reason) => {
      const notice = await redrawn(reason);
      await callback.receive(notice);
      await callback.receive(notice);
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
      expect(callback.log.events("announcement-not-editable")).toEqual([
        { level: "warn", event: "announcement-not-editable", draw_no: 1, reason },
      ]);
      expect(await callback.record(1)).toMatchObject({ message_ts: callback.announcements()[1]?.ts });
      expect(await callback.record(1)).not.toHaveProperty("pending");
    },
  );

  test.for([1, 2, 3])(
    "is followed by one new announcement and one note if the run stops at its post %i of three",
    async (call) => {
      const notice = await redrawn("edit_window_closed");
      const well = { well: true as const };
      const lost = { lost: true as const };
      callback.slack.fail("chat.postMessage", ...Array.from({ length: call - 1 }, () => well), lost);
      callback.slack.fail("conversations.history", { status: 429, retryAfter: 60 });
      await expect(callback.receive(notice)).rejects.toThrow();
      // A later run searches for what the first one could not search for.
      await callback.receive(notice).catch(() => callback.receive(notice));
      expect(contents().map(([, part]) => part)).toEqual(["winners", "winners", "note"]);
      expect(reports().length).toBeGreaterThanOrEqual(1);
      expect(await callback.record(1)).toMatchObject({ message_ts: callback.announcements()[1]?.ts });
    },
  );

  test("is not mistaken for the new one if the run stopped before it posted that", async () => {
    const notice = await redrawn("edit_window_closed");
    callback.slack.fail("chat.postMessage", { status: 429, retryAfter: 60 });
    await expect(callback.receive(notice)).rejects.toThrow();
    await callback.receive(notice);
    expect(contents().map(([, part]) => part)).toEqual(["winners", "winners", "note"]);
  });

  test("is ignored by the next redraw, which edits the new one", async () => {
    const notice = await redrawn("edit_window_closed");
    await callback.receive(notice);
    await callback.revise(1, { kind: "redraw" });
    await callback.receive(notice);
    expect(contents()).toEqual([
      ["Draw 1: Name 1, Name 2. Congratulations!", "winners"],
      ["Draw 1: Name 1, Name 4. Congratulations!", "winners"],
      [expect.stringContaining("Name 3"), "note"],
      [expect.stringContaining("Name 4"), "note"],
    ]);
  });

  test("is replaced by one with the current winners if a redraw happens between two runs", async () => {
    const notice = await redrawn("edit_window_closed");
    // The first run stops after it has posted the new announcement.
    callback.slack.fail("chat.postMessage", { well: true }, { status: 429, retryAfter: 60 });
    await expect(callback.receive(notice)).rejects.toThrow();
    await callback.revise(1, { kind: "redraw" });
    await callback.receive(notice);
    expect(contents()).toEqual([
      ["Draw 1: Name 1, Name 2. Congratulations!", "winners"],
      ["Draw 1: Name 1, Name 4. Congratulations!", "winners"],
      [expect.stringContaining("Name 4"), "note"],
    ]);
    expect(await callback.record(1)).toMatchObject({ message_ts: callback.announcements()[1]?.ts });
  });

  test("is replaced again if the new one cannot be edited either", async () => {
    const notice = await redrawn("edit_window_closed");
    await callback.receive(notice);
    callback.slack.uneditable.set((await callback.record(1)).message_ts ?? "", "cant_update_message");
    await callback.revise(1, { kind: "void" });
    await callback.receive(notice);
    expect(contents().at(-2)).toEqual(["Draw 1 is void: all its wins were cancelled.", "winners"]);
    expect(await callback.record(1)).toMatchObject({ message_ts: callback.announcements().at(-2)?.ts });
  });

  test("is replaced without a report if it was deleted", async () => {
    const notice = await redrawn("message_not_found");
    await callback.receive(notice);
    expect(contents().map(([, part]) => part)).toEqual(["winners", "winners", "note"]);
    expect(reports()).toEqual([]);
  });
});
