/** @module-tag slow */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { attemptOf } from "../../support/draw-records.ts";
import { CHANNEL, endedEvent, noticeOf, openCallback, PERSON } from "./open-callback.ts";

type Callback = Awaited<ReturnType<typeof openCallback>>;

let callback: Callback;
beforeEach(async () => {
  callback = await openCallback();
});
afterEach(() => callback[Symbol.asyncDispose]());

/** The cause of an execution that failed in a Lambda function. */
const lambdaCause = (errorMessage: string) =>
  JSON.stringify({ errorType: "Error", errorMessage, trace: ["at /var/task/index.mjs:1:1"] });

describe("the end of an execution without success", () => {
  test.for([
    [
      { status: "FAILED", error: "States.DataLimitExceeded", cause: "Too large." },
      /an internal error occurred/,
    ],
    [{ status: "FAILED" }, /an internal error occurred/],
    [{ status: "TIMED_OUT" }, /this took too long and was stopped/],
    [{ status: "ABORTED", cause: null, error: null }, /it was stopped before it finished/],
  ] as const)(
    "marks the draw as failed, releases its candidates and notifies the requester: %o",
    async ([detail, reason]) => {
      const { name, drawNo, body } = await callback.underWay(2);
      const { ledger, readById, winnerItems } = callback.lottery;
      await ledger.attempts.addCandidates(
        attemptOf(await readById(name)),
        body.winner_details.map(({ employee_id }) => employee_id),
      );
      await callback.lottery.claims.claim(
        body.winner_details[0]?.employee_id ?? "",
        { drawId: name, drawNo, campaignNo: 1, round: 0, expiresAt: 2_000_000_000 },
        callback.lottery.clock.now(),
      );
      expect(await winnerItems()).toHaveLength(1);

      await callback.receive(endedEvent(name, detail));
      expect(await ledger.read(drawNo)).toMatchObject({ status: "failed", claims_released: true });
      expect(await ledger.read(drawNo)).not.toHaveProperty("pending");
      expect(await winnerItems()).toEqual([]);
      expect(callback.slack.posted).toMatchObject([
        { channel: CHANNEL, user: PERSON, text: expect.stringMatching(reason) },
      ]);
      expect(callback.slack.posted[0]?.text).toMatch(/^Draw 1 did not take place: /);
    },
  );

  test("is reported once if it is delivered twice", async () => {
    const { name } = await callback.underWay();
    await callback.receive(endedEvent(name, { status: "TIMED_OUT" }));
    await callback.receive(endedEvent(name, { status: "TIMED_OUT" }));
    expect(callback.slack.calls).toEqual(["chat.postEphemeral"]);
  });

  test("is reported with the figures in the ledger", async () => {
    const request = { requested_by: PERSON, channel_id: CHANNEL };
    await expect(callback.lottery.draw(11, request)).rejects.toMatchObject({ name: "NotEnoughEntrants" });
    await callback.receive(
      endedEvent("execution-1", {
        status: "FAILED",
        error: "NotEnoughEntrants",
        cause: lambdaCause("11 winners"),
      }),
    );
    expect(callback.slack.posted).toMatchObject([
      { user: PERSON, text: expect.stringMatching(/asked for 11 winners, but only 10 people/) },
    ]);
  });

  test("completes a draw that was decided before it", async () => {
    const { name, drawNo, body } = await callback.underWay(2);
    expect(await callback.lottery.validateWinners(body)).toMatchObject({ status: 0 });
    const event = endedEvent(name, { status: "FAILED", error: "States.TaskFailed", cause: "x" });
    await expect(callback.receive(event)).rejects.toMatchObject({ name: "NoticeInProgress" });
    const draw = await callback.lottery.readDrawn(drawNo);
    expect(draw).toMatchObject({ status: "drawn", claims_final: true });
    const items = await callback.lottery.winnerItems();
    expect(items).toHaveLength(2);
    for (const item of items) expect(item).not.toHaveProperty("claim_expires_at");
    expect(callback.slack.posted).toMatchObject([
      { channel: CHANNEL, text: expect.stringContaining("Draw 1: ") },
    ]);
    expect(callback.slack.posted[0]).not.toHaveProperty("user");
  });

  test("is reported to the requester named in its input if it failed before it had a number", async () => {
    const input = JSON.stringify({ input: 5_000, requested_by: PERSON, channel_id: CHANNEL });
    const detail = { status: "FAILED", error: "TooManyWinners", cause: lambdaCause("x"), input };
    await callback.receive(endedEvent("never-opened", detail));
    expect(callback.slack.posted).toMatchObject([
      {
        channel: CHANNEL,
        user: PERSON,
        text: expect.stringMatching(/^The draw did not take place: a draw can have at most 1,000/),
      },
    ]);
    expect(await callback.lottery.records()).toEqual([]);
  });

  test("is in the audit log, also if its first task stopped before it added it, and once", async () => {
    // The test's draw is opened without the task.
    const { draw_id } = await callback.drawn();
    const event = endedEvent(draw_id, { status: "TIMED_OUT" });
    await callback.receive(event).catch(() => undefined);
    await callback.receive(event).catch(() => undefined);
    const { entries } = await callback.ledger.auditLog.page("all", 10);
    expect(entries.map(({ entry }) => entry)).toMatchObject([
      { id: draw_id, action: "draw.request", draw_no: 1, who: { user_id: PERSON } },
    ]);
  });

  test("prevents a late run of its first task from opening the draw", async () => {
    const input = JSON.stringify({ input: 1, requested_by: PERSON, channel_id: CHANNEL });
    await callback.receive(endedEvent("stopped", { status: "ABORTED", input }));
    await callback.receive(endedEvent("stopped", { status: "ABORTED", input }));
    expect(callback.slack.posted[0]?.text).toMatch(/^The draw did not take place: it was stopped/);
    await expect(callback.lottery.open(1, "stopped")).rejects.toMatchObject({ name: "DrawFailed" });
    expect(await callback.lottery.records()).toEqual([]);
  });

  test("lets the next revision begin, although a late run of the stopped one began afterwards", async () => {
    const draw = await callback.drawn();
    await callback.lottery.recovery.finalizeClaims(draw);
    const redraw = (execution: string) =>
      callback.lottery.inputWinners({
        execution,
        started_at: "2026-06-15T12:00:00.000Z",
        request: {
          revise: { kind: "redraw", draw_no: 1, employee_id: draw.winners[0]?.employee_id },
          requested_by: PERSON,
          channel_id: CHANNEL,
        },
      });
    const input = JSON.stringify({ revise: { kind: "redraw", draw_no: 1 }, requested_by: PERSON });
    await callback.receive(endedEvent("stopped-redraw", { status: "ABORTED", input }));
    expect(callback.slack.posted.at(-1)).toMatchObject({
      channel: PERSON,
      text: expect.stringMatching(/^Draw 1 was not changed: it was stopped/),
    });
    await redraw("stopped-redraw");
    expect(await callback.ledger.read(1)).toMatchObject({ attempt_id: "stopped-redraw" });
    await redraw("next-redraw");
    expect(await callback.ledger.read(1)).toMatchObject({ attempt_id: "next-redraw" });
  });

  test.for([undefined, "no JSON", '"text"', '{"input":0}', '{"requested_by":"<!channel>"}'])(
    "is only logged if its input names nobody: %s",
    async (input) => {
      await callback.receive(endedEvent("never-opened", { status: "FAILED", error: "InvalidInput", input }));
      expect(callback.slack.calls).toEqual([]);
      expect(callback.log.events("draw-failed")).toMatchObject([{ error: "InvalidInput" }]);
    },
  );

  test("is logged with the name of its error, but not with text from the person who stopped it", async () => {
    for (const error of ["States.TaskFailed", "stopped for Ann Lee (E0001)", "x".repeat(100)])
      await callback.receive(endedEvent("never-opened", { status: "ABORTED", error }));
    expect(callback.log.events("draw-failed")).toMatchObject([
      { error: "States.TaskFailed" },
      { error: "unnamed" },
      { error: "unnamed" },
    ]);
  });

  test("also announces draws that are still unannounced", async () => {
    await callback.drawn();
    callback.lottery.advance(61);
    await callback.receive(endedEvent("never-opened", { status: "FAILED", error: "InvalidInput" }));
    expect(callback.slack.posted).toMatchObject([
      { channel: CHANNEL, text: expect.stringMatching(/^Draw 1:/) },
    ]);
  });
});

describe("the requester of a draw that failed", () => {
  const fail = async () => {
    const { name } = await callback.underWay();
    return endedEvent(name, { status: "TIMED_OUT" });
  };

  test.for(["user_not_in_channel", "is_archived"])(
    "gets a direct message if the channel refuses the message (%s)",
    async (word) => {
      callback.slack.closed.set(CHANNEL, word);
      await callback.receive(await fail());
      expect(callback.slack.posted).toMatchObject([
        { channel: PERSON, text: expect.stringMatching(/^Draw 1/) },
      ]);
    },
  );

  test("gets a direct message if the private one fails with an internal error, as in channels that the bot has not joined", async () => {
    callback.slack.fail("chat.postEphemeral", { error: "internal_error" });
    await callback.receive(await fail());
    expect(callback.slack.posted).toMatchObject([
      { channel: PERSON, text: expect.stringMatching(/^Draw 1/) },
    ]);
  });

  test("gets no endless retries if Slack refuses every message: the failure is only logged", async () => {
    callback.slack.closed.set(CHANNEL, "channel_not_found").set(PERSON, "user_not_found");
    const event = await fail();
    await callback.receive(event);
    await callback.receive(event);
    expect(callback.slack.calls).toEqual(["chat.postEphemeral", "chat.postMessage"]);
    expect(callback.log.events("failure-not-reported")).toHaveLength(2);
    expect(await callback.ledger.read(1)).not.toHaveProperty("pending");
  });

  test.for([{ status: 500 }, { status: 429, retryAfter: 30 }, { error: "invalid_auth" }])(
    "is notified by a later delivery if Slack fails: %o",
    async (trouble) => {
      callback.slack.fail("chat.postEphemeral", trouble);
      const event = await fail();
      await expect(callback.receive(event)).rejects.toThrow();
      expect(await callback.ledger.read(1)).toMatchObject({ status: "failed", pending: "yes" });
      await callback.receive(event);
      expect(callback.slack.posted).toHaveLength(1);
    },
  );

  test("may be unknown: then the message goes to the channel, or only to the log", async () => {
    const { name } = await callback.underWay(1, { channel_id: CHANNEL });
    await callback.receive(endedEvent(name, { status: "ABORTED" }));
    expect(callback.slack.posted).toMatchObject([
      {
        channel: CHANNEL,
        text: "Draw 1 did not take place: it was stopped before it finished. Nobody has won or lost anything.",
      },
    ]);
    const silent = await callback.underWay(1, {});
    await callback.receive(endedEvent(silent.name, { status: "ABORTED" }));
    expect(callback.slack.posted).toHaveLength(1);
    expect(callback.log.events("draw-failed")).toHaveLength(2);
  });
});

test("a pending draw that cannot be announced does not stop the delivered one", async () => {
  await callback.drawn();
  callback.lottery.advance(61);
  const notice = noticeOf(await callback.drawn());
  await callback.ledger.announcements.begin(
    await callback.lottery.readDrawn(1),
    callback.lottery.clock.now(),
    60,
  );
  await callback.receive(notice);
  expect(callback.slack.posted).toMatchObject([{ text: expect.stringMatching(/^Draw 2:/) }]);
  expect(callback.log.events("draw-still-unannounced")).toMatchObject([{ draw_no: 1 }]);
});

describe("an event that is not about a draw is passed on, and announces nothing:", () => {
  afterEach(() => {
    expect(callback.slack.calls).toEqual([]);
  });

  test("a request for a file", async () => {
    const request = { file: { kind: "draw", draw_no: 1 }, user_id: PERSON } as const;
    await callback.receive({ send_file: request });
    expect(callback.fileRequests).toEqual([request]);
  });

  test.each(["FAILED", "TIMED_OUT", "ABORTED"])("the end of an import that is %s", async (status) => {
    const failed = { import_id: "import-1", requested_by: PERSON };
    await callback.receive(endedEvent("plan-1", { status, input: JSON.stringify(failed) }));
    expect(callback.failedImports).toEqual([failed]);
    expect(callback.log.events("draw-failed")).toEqual([]);
  });
});
