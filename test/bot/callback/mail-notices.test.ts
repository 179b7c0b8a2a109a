/** @module-tag slow */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EXECUTION_SECONDS } from "../../../workflow/attempt/leases.ts";
import { CHANNEL, delivered, endedEvent, noticeOf, openCallback, PERSON } from "./open-callback.ts";

let callback: Awaited<ReturnType<typeof openCallback>>;
beforeEach(async () => {
  callback = await openCallback();
});
afterEach(() => callback[Symbol.asyncDispose]());

const record = (drawNo: number) => callback.lottery.readDrawn(drawNo);
const subjects = () => callback.published.map(({ subject }) => subject);
const outage = () => Object.assign(new Error("The service is unavailable."), { name: "ServiceUnavailable" });
const underWay = { name: "NoticeInProgress" };

const failed = (name: string, input: object = {}) =>
  endedEvent(name, { status: "FAILED", error: "States.TaskFailed", input: JSON.stringify(input) });

/** A draw whose execution failed after the decision, before it published the notice. */
async function failedDraw(winners = 1) {
  const draw = await callback.drawn(winners);
  return { draw, event: failed(draw.draw_id) };
}

describe("the delivery of a draw's notice", () => {
  test("records it as mailed, so that no later event publishes it again", async () => {
    const { draw, event } = await failedDraw();
    await callback.receive(noticeOf(draw));
    expect(await record(1)).toMatchObject({ mailed_at: { 0: expect.any(String) } });
    expect(await record(1)).not.toHaveProperty("pending");
    await callback.receive(noticeOf(draw));
    callback.lottery.advance(EXECUTION_SECONDS);
    await callback.receive(event);
    await callback.receive(noticeOf(await callback.drawn()));
    expect(callback.published).toEqual([]);
  });

  test("records it as mailed even if Slack is down, so that nobody is emailed twice", async () => {
    const notice = noticeOf(await callback.drawn());
    callback.slack.fail("chat.postMessage", { status: 429, retryAfter: 60 });
    await expect(callback.receive(notice)).rejects.toThrow();
    expect(await record(1)).toMatchObject({ mailed_at: { 0: expect.any(String) }, pending: "yes" });
  });

  test("completes a draw that is already announced", async () => {
    const { draw, event } = await failedDraw();
    await expect(callback.receive(event)).rejects.toMatchObject(underWay);
    expect(await record(1)).toMatchObject({ pending: "yes", announced_at: expect.any(String) });
    await callback.receive(noticeOf(draw));
    expect(await record(1)).not.toHaveProperty("pending");
    expect(callback.slack.calls).toEqual(["chat.postMessage"]);
  });
});

describe("a draw that was decided before its execution failed", () => {
  test("is announced at once, and mailed after a minute, because SNS may still deliver its own notice", async () => {
    const { draw, event } = await failedDraw(2);
    await expect(callback.receive(event)).rejects.toMatchObject(underWay);
    expect(callback.slack.posted).toMatchObject([{ channel: CHANNEL }]);
    callback.lottery.advance(59);
    await expect(callback.receive(event)).rejects.toMatchObject(underWay);
    callback.lottery.advance(1);
    await callback.receive(event);
    expect(callback.published.map(delivered)).toEqual([noticeOf(draw)]);
    expect(subjects()).toEqual(["Lottery draw 1: 2 winners"]);
    expect(await record(1)).toMatchObject({ mailed_at: { 0: expect.any(String) } });
    expect(await record(1)).not.toHaveProperty("pending");
    expect(callback.log.events("notice-published-late")).toMatchObject([{ draw_no: 1, revision: 0 }]);

    // SNS delivers it to the callback, too.
    await callback.receive(noticeOf(draw));
    await callback.receive(event);
    expect(callback.published).toHaveLength(1);
    expect(callback.slack.calls).toEqual(["chat.postMessage"]);
  });

  test("is mailed though Slack is down", async () => {
    const { event } = await failedDraw();
    callback.lottery.advance(60);
    callback.slack.fail("chat.postMessage", { status: 429, retryAfter: 60 });
    await expect(callback.receive(event)).rejects.toMatchObject({ retryAfter: 60 });
    expect(subjects()).toEqual(["Lottery draw 1: 1 winner"]);
  });

  test("is announced even if SNS is down, and mailed with the next draw", async () => {
    const { event } = await failedDraw();
    callback.lottery.advance(60);
    callback.breakSns(outage());
    await expect(callback.receive(event)).rejects.toMatchObject({ name: "ServiceUnavailable" });
    expect(callback.slack.posted).toMatchObject([{ channel: CHANNEL }]);
    expect(await record(1)).toMatchObject({ pending: "yes", mailing: { revision: 0, until: 0 } });

    callback.breakSns(undefined);
    await callback.receive(noticeOf(await callback.drawn()));
    expect(subjects()).toEqual(["Lottery draw 1: 1 winner"]);
    expect(await record(1)).not.toHaveProperty("pending");
  });

  test("is mailed once if the event is delivered twice at the same time", async () => {
    const { event } = await failedDraw();
    callback.lottery.advance(60);
    await Promise.allSettled([callback.receive(event), callback.receive(event)]);
    await callback.receive(event);
    expect(callback.published).toHaveLength(1);
  });

  test("is mailed by another run if one stopped while publishing and its time is up", async () => {
    const { draw, event } = await failedDraw();
    callback.lottery.advance(60);
    const now = callback.lottery.clock.now();
    await callback.lottery.ledger.mailing.begin(draw, 0, { now, until: now.getTime() + 60_000 });
    await expect(callback.receive(event)).rejects.toMatchObject(underWay);
    expect(callback.published).toEqual([]);
    callback.lottery.advance(61);
    await callback.receive(event);
    expect(callback.published).toHaveLength(1);
  });

  test("is mailed with its current winners after a redraw, which has its own notice", async () => {
    const { event } = await failedDraw(2);
    await callback.revise(1, { kind: "redraw" });
    callback.lottery.advance(EXECUTION_SECONDS);
    await callback.receive(event);
    const [own, redraw] = callback.published.map(({ notice }): string => JSON.parse(notice).email);
    expect(own).toMatch(/1\. Name 1 .*\n2\. Name 3 /);
    expect(redraw).toMatch(/Name 2 .*Name 3/);
    expect(await record(1)).not.toHaveProperty("pending");
  });
});

describe("a redraw or a void that was decided before its execution failed", () => {
  test("is mailed after a minute, and the draw's own notice is not mailed again", async () => {
    await callback.receive(noticeOf(await callback.drawn(2)));
    callback.lottery.advance(EXECUTION_SECONDS);
    await callback.revise(1, { kind: "redraw" });
    const { revision_id } = (await record(1)).revisions[0] ?? {};
    const event = failed(revision_id ?? "", { revise: { draw_no: 1 }, requested_by: PERSON });
    await expect(callback.receive(event)).rejects.toMatchObject(underWay);
    callback.lottery.advance(60);
    await callback.receive(event);
    expect(callback.published.map(delivered)).toEqual([noticeOf(await record(1))]);
    expect(await record(1)).not.toHaveProperty("pending");
    expect(callback.slack.posted.filter(({ user }) => user)).toEqual([]);
  });
});

describe("an unpublished notice", () => {
  test("is published with the next draw once its execution must have ended, and not before", async () => {
    await callback.drawn();
    callback.lottery.advance(EXECUTION_SECONDS - 1);
    await callback.receive(noticeOf(await callback.drawn(1, {})));
    expect(callback.published).toEqual([]);
    callback.lottery.advance(1);
    await callback.receive(noticeOf(await callback.drawn(1, {})));
    expect(subjects()).toEqual(["Lottery draw 1: 1 winner"]);
    expect(await record(1)).not.toHaveProperty("pending");
  });

  test("is published even by a run whose own message Slack refuses", async () => {
    await callback.drawn();
    callback.lottery.advance(EXECUTION_SECONDS);
    const notice = noticeOf(await callback.drawn());
    callback.slack.fail("chat.postMessage", { status: 429, retryAfter: 60 });
    await expect(callback.receive(notice)).rejects.toMatchObject({ retryAfter: 60 });
    expect(subjects()).toEqual(["Lottery draw 1: 1 winner"]);
    expect(callback.slack.calls).toEqual(["chat.postMessage"]);
  });

  test("of a redraw is left to its execution while a callback mails the draw", async () => {
    const { event } = await failedDraw(2);
    callback.lottery.advance(60);
    callback.breakSns(outage());
    await expect(callback.receive(event)).rejects.toMatchObject({ name: "ServiceUnavailable" });
    callback.breakSns(undefined);
    await callback.revise(1, { kind: "redraw" });
    await callback.receive(noticeOf(await callback.drawn(1, {})));
    expect(subjects()).toEqual(["Lottery draw 1: 2 winners"]);
    expect(await record(1)).toMatchObject({ pending: "yes" });
  });

  test("is tried once by each run while SNS is down, however many there are", async () => {
    for (let i = 0; i < 3; i++) await callback.drawn(1, {});
    callback.lottery.advance(EXECUTION_SECONDS);
    callback.breakSns(outage());
    await callback.receive(noticeOf(await callback.drawn(1, {})));
    expect(callback.log.events("draw-still-unmailed")).toMatchObject([
      { draw_no: 1, error: "ServiceUnavailable" },
    ]);
    callback.breakSns(undefined);
    await callback.receive(noticeOf(await callback.drawn(1, {})));
    expect(callback.published).toHaveLength(3);
  });

  test("of one draw does not wait for another that a run is publishing", async () => {
    const first = await callback.drawn(1, {});
    await callback.drawn(1, {});
    callback.lottery.advance(EXECUTION_SECONDS);
    const now = callback.lottery.clock.now();
    await callback.lottery.ledger.mailing.begin(first, 0, { now, until: now.getTime() + 60_000 });
    await callback.receive(noticeOf(await callback.drawn(1, {})));
    expect(subjects()).toEqual(["Lottery draw 2: 1 winner"]);
  });
});

test("a draw is completed if a run stopped just before that", async () => {
  const draw = await callback.drawn(1, {});
  const { ledger, lottery } = callback;
  await ledger.announcements.mark(draw, { at: lottery.clock.now() });
  await lottery.ledger.mailing.mark(draw, 0, lottery.clock.now());
  expect(await record(1)).toMatchObject({ pending: "yes" });
  await callback.receive(noticeOf(await callback.drawn(1, {})));
  expect(await record(1)).not.toHaveProperty("pending");
});

test("a failed draw has nothing to mail", async () => {
  const { name } = await callback.underWay();
  await callback.receive(failed(name));
  callback.lottery.advance(EXECUTION_SECONDS);
  await callback.receive(noticeOf(await callback.drawn(1, {})));
  expect(callback.published).toEqual([]);
});
