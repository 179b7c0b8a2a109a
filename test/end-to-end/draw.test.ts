import { describe, expect, test } from "vitest";
import { z } from "zod";
import { orderSerials } from "../../workflow/draw/order.ts";
import { CHANNEL, MEMBER, OPERATOR } from "../support/open-lottery.ts";
import { setUpLottery } from "../support/set-up-lottery.ts";

const EMAILS = ["anna@example.com", "bert@example.com"];

const win = z.strictObject({
  employee_id: z.string(),
  draw_id: z.string(),
  draw_no: z.number(),
  campaign_no: z.literal(1),
  won_at: z.string(),
});

const { lottery, log } = await setUpLottery({ LOTTERY_EMAILS: EMAILS.join(",") });

describe("a draw from Slack", () => {
  test("gets a response at once, is announced, mailed and recorded, and can be replayed", async () => {
    expect(await lottery.type("draw 2 AirPods & <!channel> 🎁 礼物")).toMatchObject({
      response_type: "ephemeral",
      text: expect.stringContaining("Drawing 2 winners for *AirPods &amp; @channel 🎁 礼物*"),
    });
    const [draw] = await lottery.waitForDraws(1);
    if (draw?.status !== "drawn") throw new Error("The draw is not drawn.");
    expect(draw).toMatchObject({
      draw_no: 1,
      draw_id: expect.stringMatching(/^slack-[0-9a-f]{40}$/),
      num_of_winners: 2,
      prize: "AirPods & @channel 🎁 礼物",
      requested_by: OPERATOR,
      channel_id: CHANNEL,
      roster_size: 10,
      eligible: 10,
      walked: 2,
      claims_final: true,
    });
    const order = orderSerials(Buffer.from(draw.seed, "hex"), draw.roster_size);
    expect(draw.winners.map(({ lottery_serial }) => lottery_serial)).toEqual([
      order.next().value,
      order.next().value,
    ]);

    const announcements = await lottery.announcements();
    expect(announcements).toHaveLength(1);
    const names = draw.winners.map(({ employee_name }) => employee_name);
    for (const name of names) {
      expect(announcements[0]?.text).toContain(name);
      expect(JSON.stringify(announcements[0]?.blocks)).toContain(`*${name}*`);
    }
    expect(announcements[0]?.text).toContain("AirPods &amp; @channel 🎁 礼物 (draw 1)");
    expect(announcements[0]?.ts).toBe(draw.message_ts);

    const mails = await lottery.mails();
    expect(mails.map(({ to }) => to)).toEqual(EMAILS);
    for (const { subject, text } of mails) {
      expect(subject).toBe("Lottery draw 1: 2 winners");
      expect(text).toContain("(AirPods & @channel 🎁 礼物)");
      for (const name of names) expect(text).toContain(name);
      expect(text).not.toMatch(/[{}<>]|&amp;/);
    }

    const wins = z.array(win).parse(await lottery.winners());
    expect(new Set(wins.map(({ employee_id }) => employee_id))).toEqual(
      new Set(draw.winners.map(({ employee_id }) => employee_id)),
    );
    expect(wins.every(({ draw_no }) => draw_no === 1)).toBe(true);
  });

  test("starts once, even if the same trigger comes twice at once and again after the end", async () => {
    const before = (await lottery.announcements()).length;
    const twice = { trigger: "1.2.same" };
    await Promise.all([lottery.type("draw 1", twice), lottery.type("draw 1", twice)]);
    await lottery.waitForDraws(2);
    expect(await lottery.type("draw 1", twice)).toMatchObject({ text: expect.stringContaining("Drawing") });
    await lottery.waitForDraws(2);
    expect(await lottery.announcements()).toHaveLength(before + 1);
    expect(await lottery.mails()).toHaveLength(2 * EMAILS.length);
  });

  test("is refused with an explanation, and nothing is written, if it comes from another workspace or app", async () => {
    const before = await lottery.records();
    const form = {
      ...{ command: "/lottery", text: "draw 1", user_id: OPERATOR, channel_id: CHANNEL, trigger_id: "9.9" },
      ...{ team_id: "T0LOTTERY", api_app_id: "A0LOTTERY" },
    };
    for (const foreign of [{ team_id: "T0OTHER" }, { api_app_id: "A0OTHER" }]) {
      const response = await lottery.postForm({ ...form, ...foreign });
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({
        response_type: "ephemeral",
        text: expect.stringContaining("set up for another Slack workspace"),
      });
    }
    await lottery.idle();
    expect(await lottery.records()).toEqual(before);
  });

  test("gets a response in any case of the command's letters", async () => {
    await lottery.say("/Lottery help");
    expect((await lottery.messages(OPERATOR)).at(-1)?.text).toContain("Here is what I can do");
  });

  test("is refused, and nothing is written, if the signature is forged", async () => {
    const [draws, messages] = [await lottery.records(), await lottery.messages(OPERATOR)];
    const response = await lottery.sendCommand("draw 2", { signingSecret: "forged" });
    expect(response.status).toBe(401);
    expect(await response.text()).toBe("");
    expect(await lottery.waitForDraws(draws.length)).toEqual(draws);
    expect(await lottery.messages(OPERATOR)).toEqual(messages);
  });
});

describe("a draw started by hand", () => {
  test("is mailed and recorded, and announced in no channel", async () => {
    const before = await lottery.messages(OPERATOR);
    const mailed = (await lottery.mails()).length;
    expect(await lottery.execute({ input: 2 })).toMatchObject({ status: "SUCCEEDED" });
    const [draw] = await lottery.waitForDraws(3);
    expect(draw).toMatchObject({ draw_no: 3, status: "drawn", num_of_winners: 2, claims_final: true });
    expect(draw).not.toHaveProperty("channel_id");
    expect(await lottery.winners()).toHaveLength(5);
    expect(await lottery.mails()).toHaveLength(mailed + EMAILS.length);
    expect(await lottery.messages(OPERATOR)).toEqual(before);
  });

  test("fails with its error's name as a fire drill, and is logged", async () => {
    const before = await lottery.messages(OPERATOR);
    const mailed = (await lottery.mails()).length;
    expect(await lottery.execute({ input: 2, exception: true })).toMatchObject({
      status: "FAILED",
      error: "CustomError",
    });
    const [draw] = await lottery.waitForDraws(4);
    expect(draw).toMatchObject({ draw_no: 4, status: "failed", error: "CustomError", claims_released: true });
    expect(log.events("draw-failed")).toEqual([
      { level: "warn", event: "draw-failed", draw_no: 4, error: "CustomError" },
    ]);
    expect(await lottery.winners()).toHaveLength(5);
    expect(await lottery.mails()).toHaveLength(mailed);
    expect(await lottery.messages(OPERATOR)).toEqual(before);
  });

  test("reports its failure to the channel in its input, or only to the person in its input", async () => {
    await lottery.execute({ input: 1, exception: true, channel_id: CHANNEL });
    await lottery.waitForDraws(5);
    expect((await lottery.announcements()).at(-1)?.text).toMatch(/^Draw 5 did not take place:.*fire drill/);

    await lottery.execute({ input: 1, exception: true, requested_by: MEMBER });
    await lottery.waitForDraws(6);
    expect((await lottery.messages(MEMBER)).at(-1)).toMatchObject({
      text: expect.stringMatching(/^Draw 6 did not take place:.*fire drill/),
      visible_to: MEMBER,
    });

    await lottery.execute({ input: 0, requested_by: MEMBER, channel_id: CHANNEL });
    expect((await lottery.messages(MEMBER)).at(-1)).toMatchObject({
      text: expect.stringMatching(/^The draw did not take place: the request does not say/),
      visible_to: MEMBER,
    });
    expect(await lottery.records()).toHaveLength(6);
  });

  test("is announced in the channel in its input", async () => {
    await lottery.execute({ input: 1, channel_id: CHANNEL });
    const [draw] = await lottery.waitForDraws(7);
    if (draw?.status !== "drawn") throw new Error("The draw is not drawn.");
    expect((await lottery.announcements()).at(-1)?.text).toContain(draw.winners[0]?.employee_name);
  });
});

test("successful draws log no errors and no personal data", async () => {
  expect(log.lines.filter(({ level }) => level === "error")).toEqual([]);
  const people = (await lottery.records()).flatMap((draw) => (draw.status === "drawn" ? draw.winners : []));
  for (const { employee_name, employee_id } of people) {
    expect(log.text()).not.toContain(employee_name);
    expect(log.text()).not.toContain(employee_id);
  }
  expect(log.text()).not.toMatch(/@|AirPods|U0OPERATOR|U0MEMBER|xoxb|secret/);
});
