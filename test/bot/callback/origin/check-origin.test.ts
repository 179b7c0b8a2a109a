/** @module-tag slow */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EXECUTION_SECONDS } from "../../../../workflow/attempt/leases.ts";
import { drawRequest } from "../../../../workflow/attempt/requests.ts";
import { CHANNEL, noticeOf, openCallback, PERSON } from "../open-callback.ts";

let callback: Awaited<ReturnType<typeof openCallback>>;
beforeEach(async () => {
  callback = await openCallback();
});
afterEach(() => callback[Symbol.asyncDispose]());

const DAY = 24 * 60 * 60;
const FROM_SLACK = { channel_id: CHANNEL, requested_by: PERSON };
const refusals = () => callback.log.events("draw-not-ours");

/** Writes a draw of which no execution knows, longer ago than Step Functions may need to list one. */
async function forgeDraw() {
  const draw = await callback.drawn(2, FROM_SLACK, null);
  callback.lottery.advance(61);
  return draw;
}

/** Expects that nobody hears of draw 1, apart from earlier messages, and that it is not pending. */
async function expectRefused(reason: string, messages = 0) {
  expect(callback.slack.posted).toHaveLength(messages);
  expect(callback.published).toEqual([]);
  expect(refusals()).toEqual([{ level: "error", event: "draw-not-ours", draw_no: 1, reason }]);
  expect(await callback.record(1)).not.toHaveProperty("pending");
}

describe("a decided draw", () => {
  test("of the state machine is announced, after one question to Step Functions", async () => {
    const draw = await callback.drawn(2);
    await callback.receive(noticeOf(draw));
    expect(callback.announcements()).toHaveLength(1);
    expect(callback.described).toEqual([draw.draw_id]);
  });

  test("that no execution has made is not announced: not by its notice, delivered twice, and not with the next draw", async () => {
    const forged = await forgeDraw();
    await callback.receive(noticeOf(forged));
    await callback.receive(noticeOf(forged));
    await expectRefused("no-execution");
    expect(callback.described).toEqual([forged.draw_id]);

    callback.lottery.advance(EXECUTION_SECONDS);
    await callback.receive(noticeOf(await callback.drawn()));
    expect(callback.announcements()).toMatchObject([{ text: expect.stringMatching(/^Draw 2:/) }]);
    expect(callback.published).toEqual([]);
    expect(refusals()).toHaveLength(1);
  });

  test.for([
    ["prize", { input: 2, prize: "AirPods", ...FROM_SLACK }],
    ["purpose: it was a void", { revise: { kind: "void", draw_no: 1 }, ...FROM_SLACK }],
  ] as const)("whose execution asked for another %s is not announced", async ([, asked]) => {
    await callback.receive(noticeOf(await callback.drawn(2, FROM_SLACK, asked)));
    await expectRefused("other-request");
  });

  test("is announced if its execution asked for the same in another form, as the first task reads it", async () => {
    const asked = { body: { input: 2, prize: "  A\u202e pair\n of  socks ", ...FROM_SLACK, more: true } };
    const request = { ...FROM_SLACK, prize: drawRequest.parse(asked.body).prize };
    await callback.receive(noticeOf(await callback.drawn(2, request, asked)));
    expect(callback.announcements()).toHaveLength(1);
  });

  test("that is refused leaves the pending draws once its claims are final", async () => {
    const { name, drawNo, body } = await callback.underWay(1, FROM_SLACK, null);
    expect(await callback.lottery.validateWinners(body)).toMatchObject({ status: 0 });
    callback.lottery.advance(61);
    const draw = await callback.lottery.readDrawn(drawNo);
    expect(draw.draw_id).toBe(name);
    await callback.receive(noticeOf(draw));
    expect(await callback.record(1)).toMatchObject({ pending: "yes" });
    await callback.lottery.recovery.recoverPending();
    await expectRefused("no-execution");
  });

  test("without a channel is mailed only if an execution has made it", async () => {
    await callback.drawn(1, {}, null);
    const genuine = await callback.drawn(1, {});
    callback.lottery.advance(EXECUTION_SECONDS);
    await callback.receive(noticeOf(await callback.drawn(1, {})));
    expect(callback.published.map(({ subject }) => subject)).toEqual(["Lottery draw 2: 1 winner"]);
    expect(callback.described).toEqual(["execution-1", genuine.draw_id]);
    expect(refusals()).toEqual([
      { level: "error", event: "draw-not-ours", draw_no: 1, reason: "no-execution" },
    ]);
    for (const drawNo of [1, 2]) expect(await callback.record(drawNo)).not.toHaveProperty("pending");
  });
});

describe("a redraw", () => {
  const redraw = { kind: "redraw", requested_by: PERSON, reason: "On leave" } as const;
  const voided = (id: string) => ({
    revise: { kind: "redraw", draw_no: 1, employee_id: id, reason: "On leave" },
    requested_by: PERSON,
  });

  /** A genuine draw that is announced; then some time passes. */
  const announced = async () => {
    await callback.receive(noticeOf(await callback.drawn(2)));
    callback.described.splice(0);
    callback.lottery.advance(61);
  };

  test("of the state machine is announced, after a question about it and one about the draw", async () => {
    await announced();
    await callback.revise(1, redraw);
    await callback.receive(noticeOf(await callback.record(1)));
    expect(callback.slack.calls).toEqual(["chat.postMessage", "chat.update", "chat.postMessage"]);
    expect(callback.described).toEqual(["execution-1", "revision-2"]);
    expect(refusals()).toEqual([]);
  });

  test("of a genuine draw, made by no execution, is neither announced nor mailed; the next one is announced", async () => {
    await announced();
    await callback.revise(1, redraw, null);
    callback.lottery.advance(EXECUTION_SECONDS);
    await callback.receive(noticeOf(await callback.drawn(1, {})));
    await expectRefused("no-execution", 1);
    expect(callback.slack.calls).toEqual(["chat.postMessage"]);

    await callback.revise(1, { kind: "void", requested_by: PERSON });
    await callback.receive(noticeOf(await callback.record(1)));
    expect(callback.announcements()).toMatchObject([
      { text: "Draw 1 is void: all its wins were cancelled." },
      { text: expect.stringContaining("cancelled all its wins") },
    ]);
  });

  test("of a draw that no execution has made is not announced", async () => {
    await forgeDraw();
    await callback.revise(1, redraw);
    await callback.receive(noticeOf(await callback.record(1)));
    await expectRefused("no-execution");
  });

  test.for([
    ["winner", voided("E0001")],
    ["thing: it was a draw", { input: 2, requested_by: PERSON }],
  ] as const)("whose execution asked for another %s is not announced", async ([, asked]) => {
    await announced();
    await callback.revise(1, redraw, asked);
    await callback.receive(noticeOf(await callback.record(1)));
    await expectRefused("other-request", 1);
  });

  test("is announced although the person who had asked for the draw was erased in between", async () => {
    await callback.receive(noticeOf(await callback.drawn(2, FROM_SLACK)));
    const draw = await callback.record(1);
    const { requested_by, ...erased } = draw;
    expect(requested_by).toBe(PERSON);
    expect(await callback.ledger.erasing.replace(draw, erased)).toBeDefined();
    await callback.revise(1, redraw);
    await callback.receive(noticeOf(await callback.record(1)));
    expect(callback.announcements()).toHaveLength(2);
    expect(refusals()).toEqual([]);
  });

  test("is announced after AWS has deleted the draw's execution", async () => {
    const draw = await callback.drawn(2, FROM_SLACK, null);
    await callback.ledger.announcements.mark(draw, { at: callback.lottery.clock.now() });
    callback.lottery.advance(89 * DAY);
    await callback.revise(1, redraw);
    await callback.receive(noticeOf(await callback.record(1)));
    expect(callback.announcements()).not.toEqual([]);
    expect(refusals()).toEqual([]);
  });

  test("is refused while AWS must still have the draw's execution, but does not", async () => {
    const draw = await callback.drawn(2, FROM_SLACK, null);
    await callback.ledger.announcements.mark(draw, { at: callback.lottery.clock.now() });
    callback.lottery.advance(88 * DAY);
    await callback.revise(1, redraw);
    await callback.receive(noticeOf(await callback.record(1)));
    await expectRefused("no-execution");
  });

  test("that no execution has made is refused, too, however old it claims to be", async () => {
    await announced();
    await callback.revise(1, redraw, null);
    callback.lottery.advance(200 * DAY);
    await callback.receive(noticeOf(await callback.record(1)));
    await expectRefused("no-execution", 1);
  });
});

describe("while Step Functions", () => {
  test("fails, nothing is announced or mailed: a later delivery asks again", async () => {
    const notice = noticeOf(await callback.drawn());
    callback.breakStepFunctions(Object.assign(new Error("Slow down."), { name: "ThrottlingException" }));
    const failure = { name: "OriginUnknown", message: expect.stringContaining("ThrottlingException") };
    await expect(callback.receive(notice)).rejects.toMatchObject(failure);
    expect(callback.slack.posted).toEqual([]);
    expect(await callback.record(1)).toMatchObject({ pending: "yes" });
    callback.breakStepFunctions(undefined);
    await callback.receive(notice);
    expect(callback.announcements()).toHaveLength(1);
    expect(refusals()).toEqual([]);
  });

  test("fails, a run asks it about one pending draw, not about all", async () => {
    for (let i = 0; i < 3; i++) await callback.drawn();
    callback.lottery.advance(EXECUTION_SECONDS);
    const last = noticeOf(await callback.drawn(1, {}));
    callback.breakStepFunctions(new Error("Unavailable."));
    await callback.receive(last);
    // Once to announce it, and once to mail it.
    expect(callback.described).toEqual(["execution-1", "execution-1"]);
    expect(callback.log.events("draw-still-unannounced")).toMatchObject([{ error: "OriginUnknown" }]);
    callback.breakStepFunctions(undefined);
    await callback.receive(noticeOf(await callback.drawn(1, {})));
    expect(callback.announcements()).toHaveLength(3);
  });

  test("does not list a new execution yet, the draw is not refused: it is announced when it does", async () => {
    const draw = await callback.drawn(2, FROM_SLACK, null);
    const notice = noticeOf(draw);
    callback.lottery.advance(59);
    await expect(callback.receive(notice)).rejects.toMatchObject({
      name: "ExecutionUnlisted",
      message: expect.stringContaining(draw.draw_id),
    });
    await callback.startExecution(draw.draw_id, { input: 2, ...FROM_SLACK });
    await callback.receive(notice);
    expect(callback.announcements()).toHaveLength(1);
    expect(refusals()).toEqual([]);
  });
});
