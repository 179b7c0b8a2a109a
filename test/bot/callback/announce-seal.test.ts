/** @module-tag slow */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { firstAttempt } from "../../../workflow/attempt/attempt.ts";
import { roundTime } from "../../../workflow/beacon/chain.ts";
import { formatReceipt } from "../../../workflow/draw/receipt.ts";
import { CHANNEL, PERSON } from "./open-callback.ts";
import { FROM_SLACK, openSealedDraw, SEALED, type SealedDraw } from "./open-sealed-draw.ts";

let draw: SealedDraw;
beforeEach(async () => {
  draw = await openSealedDraw();
});
afterEach(() => draw[Symbol.asyncDispose]());

describe("the seal of a draw", () => {
  test("is posted before its round exists, and says what will be drawn, when, and what is fixed", async () => {
    const body = await draw.open(2, { ...FROM_SLACK, prize: "AirPods" });
    const sealedAt = draw.now().getTime();
    const beaconAt = await draw.announce(body);
    const [seal, ...more] = await draw.seals();
    if (!seal) throw new Error("There is no seal.");
    expect(more).toEqual([]);
    expect(seal.seal).toBe(await draw.sealWith(seal.round));
    const publishedAt = roundTime(draw.beacon.chain, seal.round);
    expect(publishedAt - sealedAt).toBeGreaterThanOrEqual(12_000);
    expect(publishedAt - sealedAt).toBeLessThan(15_000);
    expect(Date.parse(beaconAt)).toBe(publishedAt + 1_000);
    expect(draw.slack.posted).toMatchObject([
      {
        channel: CHANNEL,
        text: `🔒 Draw 1: 2 winners of *AirPods* will be drawn in ${Math.round((publishedAt - sealedAt) / 1_000)} seconds, from 10 people who can win.`,
        metadata: { event_payload: { draw_id: SEALED, part: "seal", revision: 1 } },
        ts: seal.message_ts,
      },
    ]);
    const [{ blocks } = { blocks: "" }] = draw.slack.posted;
    expect(blocks).toContain("The list of people and the rules are fixed now.");
    expect(blocks).toContain(`Seal \`${formatReceipt(seal.seal)}\``);
    expect(blocks).toContain(`drand network: round ${seal.round}, published <!date^${publishedAt / 1_000}^`);
    expect(blocks).toContain(`Requested by <@${PERSON}>`);
    expect(draw.slack.calls).toEqual(["chat.postMessage"]);
  });

  test("contains neither the seed nor the secret, and the seed is not known", async () => {
    await draw.announce(await draw.open());
    const { secret = "", seed } = await draw.record();
    expect(seed).toBeUndefined();
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(draw.slack.posted)).not.toContain(secret.slice(0, 16));
  });

  test("shows what people wrote as it is, without mentions or formatting", async () => {
    const prize = "<!channel> *🎁* 王芳的奖品 & <@U0ANNA>";
    await draw.announce(await draw.open(1, { ...FROM_SLACK, prize }));
    const [{ text } = { text: "" }] = draw.slack.posted;
    expect(text).toContain("one winner of *&lt;!channel&gt; ∗🎁∗ 王芳的奖品 &amp; &lt;@U0ANNA&gt;*");
  });

  test("is in the ledger only if the draw has no channel, and the draw waits for the round all the same", async () => {
    const body = await draw.open(1, {});
    const beaconAt = await draw.announce(body);
    expect(draw.slack.calls).toEqual([]);
    const [seal] = await draw.seals();
    expect(seal).not.toHaveProperty("message_ts");
    expect(Date.parse(beaconAt)).toBe(roundTime(draw.beacon.chain, seal?.round ?? 0) + 1_000);
    draw.lottery.advance(60);
    expect(await draw.announce(body)).toBe(beaconAt);
    expect(await draw.seals()).toEqual([seal]);
  });
});

describe("a seal is posted once", () => {
  test("if it is requested twice", async () => {
    const body = await draw.open();
    const beaconAt = await draw.announce(body);
    expect(await draw.announce(body)).toBe(beaconAt);
    draw.lottery.advance(60);
    expect(await draw.announce(body)).toBe(beaconAt);
    expect(draw.slack.calls).toEqual(["chat.postMessage"]);
  });

  test.for([
    { lost: true as const },
    { status: 500, done: true },
    { status: 429, retryAfter: 1, done: true },
  ])("if Slack's response is lost or is an error: %o", async (trouble) => {
    draw.slack.fail("chat.postMessage", trouble);
    await draw.announce(await draw.open());
    expect(draw.slack.calls).toEqual(["chat.postMessage", "conversations.history"]);
    expect(await draw.seals()).toMatchObject([{ message_ts: draw.announcements()[0]?.ts }]);
    expect(draw.announcements()).toHaveLength(1);
  });

  test("if a run stopped after it had stored the seal", async () => {
    const body = await draw.open();
    const seal = await draw.addSeal();
    draw.lottery.advance(4);
    await draw.announce(body);
    expect(draw.slack.calls).toEqual(["conversations.history", "chat.postMessage"]);
    expect(await draw.seals()).toEqual([{ ...seal, message_ts: draw.announcements()[0]?.ts }]);
    expect(draw.announcements()[0]?.text).toContain("drawn in 7 seconds");
  });

  test("if a run stopped after it had posted the seal", async () => {
    const body = await draw.open();
    draw.slack.fail("chat.postMessage", { lost: true });
    draw.slack.fail("conversations.history", { status: 503 }, { status: 503 });
    await expect(draw.announce(body)).rejects.toMatchObject({ name: "SlackUnreachable" });
    draw.lottery.advance(2);
    await draw.announce(body);
    expect(draw.posts()).toBe(1);
    expect(await draw.seals()).toMatchObject([{ message_ts: draw.announcements()[0]?.ts }]);
  });

  test("if a run stopped after it had posted the seal, and the next one begins when the round is known", async () => {
    const body = await draw.open();
    draw.slack.fail("chat.postMessage", { lost: true });
    draw.slack.fail("conversations.history", { status: 503 }, { status: 503 });
    await expect(draw.announce(body)).rejects.toMatchObject({ name: "SlackUnreachable" });
    draw.lottery.advance(60);
    await draw.announce(body);
    expect(draw.posts()).toBe(1);
    expect(await draw.seals()).toMatchObject([{ message_ts: draw.announcements()[0]?.ts }]);
  });

  test("if it is requested twice at the same time", async () => {
    const body = await draw.open();
    const release = draw.slack.hold();
    const both = [draw.announce(body), draw.announce(body)];
    await expect.poll(() => [draw.slack.calls.length, draw.waits.length]).toEqual([1, 1]);
    release();
    const [one, other] = await Promise.all(both);
    expect(one).toBe(other);
    expect(draw.posts()).toBe(1);
    expect(await draw.seals()).toMatchObject([{ message_ts: draw.announcements()[0]?.ts }]);
  });

  test("if another run stores its message at the same time", async () => {
    const body = await draw.open();
    const release = draw.slack.hold();
    const first = draw.announce(body);
    await expect.poll(() => draw.slack.calls.length).toBe(1);
    const [seal] = await draw.seals();
    const opened = await draw.record();
    const message_ts = (draw.now().getTime() / 1_000 - 1).toFixed(6);
    await draw.ledger.attempts.setSeals(firstAttempt(opened), opened.seals, [
      { round: 1, seal: "", ...seal, message_ts },
    ]);
    release();
    await first;
    expect(await draw.seals()).toMatchObject([{ message_ts }]);
  });

  test("although a person or another app wrote something similar", async () => {
    const body = await draw.open();
    await draw.addSeal();
    draw.slack.forge(CHANNEL, "🔒 Draw 1", {
      event_type: "lottery_draw",
      event_payload: { draw_id: SEALED, part: "seal", revision: 1 },
    });
    await draw.announce(body);
    expect(draw.posts()).toBe(1);
    expect(await draw.seals()).toMatchObject([{ message_ts: draw.slack.posted[1]?.ts }]);
  });
});

describe("a request for the seal of a draw that needs none", () => {
  test("does nothing if the draw has its seed", async () => {
    const body = await draw.open(1);
    draw.lottery.waitUntil(await draw.announce(body));
    await draw.lottery.randomSelectWinners(body);
    draw.slack.calls.length = 0;
    expect(await draw.announce(body)).toBe(draw.now().toISOString());
    expect(draw.slack.calls).toEqual([]);
    expect(await draw.seals()).toHaveLength(1);
  });

  test("does nothing if the draw is decided", async () => {
    const body = await draw.open(1);
    draw.lottery.waitUntil(await draw.announce(body));
    const selected = await draw.lottery.randomSelectWinners(body);
    await draw.lottery.validateWinners(selected.body);
    expect(await draw.announce(body)).toBe(draw.now().toISOString());
    expect(draw.posts()).toBe(1);
  });

  test("is refused if the draw has failed, also while it is being posted", async () => {
    const body = await draw.open(1);
    const release = draw.slack.hold();
    const announced = draw.announce(body);
    await expect.poll(() => draw.slack.calls.length).toBe(1);
    await draw.lottery.endFailedDraw(SEALED, "Aborted");
    release();
    await expect(announced).rejects.toMatchObject({ name: "DrawFailed" });
    expect(await draw.record()).toMatchObject({ status: "failed", error: "Aborted" });
    await expect(draw.announce(body)).rejects.toMatchObject({ name: "DrawFailed" });
    expect(draw.posts()).toBe(1);
  });

  test("is refused if it is about another draw", async () => {
    const body = await draw.open(1);
    await expect(draw.announce({ ...body, draw_id: "forged" })).rejects.toMatchObject({
      name: "UnknownDraw",
    });
    expect(draw.slack.calls).toEqual([]);
  });

  test("is refused if too little of the lease is left", async () => {
    const body = await draw.open(1);
    draw.lottery.advance(3_600);
    await expect(draw.announce(body)).rejects.toMatchObject({ name: "LeaseExpired" });
    expect(draw.slack.calls).toEqual([]);
  });
});
