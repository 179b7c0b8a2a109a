/** @module-tag slow */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CHANNEL, endedEvent, PERSON } from "./open-callback.ts";
import { FROM_SLACK, openSealedDraw, SEALED, type SealedDraw } from "./open-sealed-draw.ts";

let draw: SealedDraw;
afterEach(() => draw[Symbol.asyncDispose]());

const unreachable = endedEvent(SEALED, { status: "FAILED", error: "BeaconUnreachable" });

/** The messages after the seal. */
const answers = () => draw.slack.posted.slice(1);

describe("the failure of a draw whose seal is in the channel", () => {
  beforeEach(async () => {
    draw = await openSealedDraw();
    await draw.announce(await draw.open());
    draw.lottery.advance(300);
  });

  test("is posted there, where people wait for the winners, and mentions the requester", async () => {
    await draw.receive(unreachable);
    expect(answers()).toMatchObject([
      {
        channel: CHANNEL,
        text: expect.stringMatching(
          /^Draw 1 did not take place: .+ could not be fetched.+ Nobody has won or lost anything\. Its seal no longer counts\.$/,
        ),
        metadata: { event_payload: { draw_id: SEALED, part: "failure" } },
        blocks: expect.stringContaining(`Requested by <@${PERSON}>`),
      },
    ]);
    expect(await draw.record()).not.toHaveProperty("pending");
    expect(draw.log.events("draw-failed")).toMatchObject([{ draw_no: 1, error: "BeaconUnreachable" }]);
  });

  test.for([
    ["ABORTED", "it was stopped before it finished"],
    ["TIMED_OUT", "this took too long"],
  ] as const)("is posted if the execution was stopped by hand or by AWS (%s)", async ([status, reason]) => {
    await draw.receive(endedEvent(SEALED, { status }));
    expect(answers()).toMatchObject([{ channel: CHANNEL, text: expect.stringContaining(reason) }]);
  });

  test.for([{ lost: true as const }, { status: 500, done: true }])(
    "is posted once although Slack's response is lost and the event is delivered again: %o",
    async (trouble) => {
      draw.slack.fail("chat.postMessage", trouble);
      draw.slack.fail("conversations.history", { status: 503 }, { status: 503 });
      await expect(draw.receive(unreachable)).rejects.toThrow();
      await draw.receive(unreachable);
      await draw.receive(unreachable);
      expect(answers()).toMatchObject([{ channel: CHANNEL }]);
    },
  );

  test("is reported to the requester if Slack refuses the message in the channel", async () => {
    draw.slack.closed.set(CHANNEL, "is_archived");
    await draw.receive(unreachable);
    expect(answers()).toMatchObject([
      { channel: PERSON, text: expect.stringMatching(/^Draw 1 did not take place: /) },
    ]);
    expect(draw.log.events("failure-not-posted")).toMatchObject([{ draw_no: 1, reason: "is_archived" }]);
    expect(await draw.record()).not.toHaveProperty("pending");
  });

  test("contains what people wrote as it is", async () => {
    await draw.lottery.recovery.failAttempt(
      { id: SEALED, drawNo: 1, drawId: SEALED },
      { error: "DuplicateSerial", cause: "", facts: { serial: 3, first: "<!here>", second: "*王芳*" } },
    );
    await draw.receive(unreachable);
    expect(answers()).toMatchObject([{ text: expect.stringContaining("&lt;!here&gt; and ∗王芳∗") }]);
  });
});

test("the failure of a sealed draw that no execution has made is posted nowhere", async () => {
  draw = await openSealedDraw();
  await draw.announce(await draw.open(2, FROM_SLACK, false));
  draw.lottery.advance(300);
  await draw.receive(unreachable);
  expect(answers().filter(({ user }) => user === undefined)).toEqual([]);
  expect(draw.log.events("draw-not-ours")).toMatchObject([{ draw_no: 1, reason: "no-execution" }]);
  expect(await draw.record()).not.toHaveProperty("pending");
});
