/** @module-tag slow */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CHANNEL, endedEvent, PERSON } from "./open-callback.ts";
import { FROM_SLACK, openSealedDraw, SEALED, type SealedDraw } from "./open-sealed-draw.ts";

let draw: SealedDraw;
beforeEach(async () => {
  draw = await openSealedDraw();
});
afterEach(() => draw[Symbol.asyncDispose]());

describe("a seal that Slack refuses", () => {
  test.for(["not_in_channel", "an_error_that_slack_adds_next_year"])(
    "(%s) fails the draw at once, and the requester is told why, privately",
    async (word) => {
      draw.slack.closed.set(CHANNEL, word);
      const body = await draw.open();
      await expect(draw.announce(body)).rejects.toMatchObject({ name: "SealNotPosted" });
      expect(draw.slack.calls).toEqual(["chat.postMessage"]);
      const failed = await draw.record();
      expect(failed).toMatchObject({ status: "failed", error: "SealNotPosted" });
      expect(failed).not.toHaveProperty("seed");

      await draw.receive(endedEvent(SEALED, { status: "FAILED", error: "SealNotPosted" }));
      expect(draw.slack.posted).toMatchObject([
        {
          channel: PERSON,
          text: expect.stringContaining(
            `Draw 1 did not take place: Slack did not let me post its seal in the channel (\`${word}\`), so it was stopped before anyone could know the result.`,
          ),
        },
      ]);
      expect(await draw.record()).not.toHaveProperty("pending");
      await expect(draw.announce(body)).rejects.toMatchObject({ name: "DrawFailed" });
    },
  );
});

describe("while Slack does not respond", () => {
  test.for([
    ["status 500", { status: 500 }],
    ["a rate limit", { status: 429, retryAfter: 60 }],
    ["a broken connection", { lost: true, slow: 0 }],
    ["a refused token", { error: "token_revoked" }],
  ] as const)("(%s) the seal is retried by the state machine", async ([, trouble]) => {
    const body = await draw.open();
    draw.slack.fail("chat.postMessage", trouble, trouble, trouble);
    draw.slack.fail("conversations.history", { status: 500 }, { status: 500 }, { status: 500 });
    await expect(draw.announce(body)).rejects.toMatchObject({ name: "SlackUnreachable" });
    expect(await draw.record()).toMatchObject({ status: "drawing" });
    draw.slack.recover();
    draw.lottery.advance(1);
    await draw.announce(body);
    expect(await draw.seals()).toMatchObject([{ message_ts: draw.announcements()[0]?.ts }]);
    expect(draw.announcements()).toHaveLength(1);
  });

  test("a refused token is logged for the administrator", async () => {
    draw.slack.fail("chat.postMessage", { error: "invalid_auth" });
    await expect(draw.announce(await draw.open())).rejects.toMatchObject({ name: "SlackUnreachable" });
    expect(draw.log.events("slack-token-refused")).toMatchObject([
      { level: "error", draw_no: 1, reason: "invalid_auth" },
    ]);
  });
});

test("the log contains nothing personal, and no secret", async () => {
  draw.slack.fail("chat.postMessage", { well: true, slow: 20 });
  const body = await draw.open(1, { ...FROM_SLACK, prize: "Teapot" });
  await draw.announce(body);
  const { secret = "" } = await draw.record();
  expect(draw.log.events("seal-posted")).toHaveLength(2);
  expect(draw.log.events("seal-late")).toMatchObject([{ level: "warn", draw_no: 1, seals: 1 }]);
  expect(draw.log.text()).not.toMatch(/Name \d|E\d{4}|Teapot|U0OPERATOR|C0LOTTERY|xoxb/);
  expect(draw.log.text()).not.toContain(secret);
});
