import { expect, test } from "vitest";
import { MEMBER, OPERATOR } from "../support/open-lottery.ts";
import { setUpLottery } from "../support/set-up-lottery.ts";

const { lottery, log } = await setUpLottery();

const expectNothingWritten = async () => {
  expect(await lottery.records()).toEqual([]);
  expect(await lottery.winners()).toEqual([]);
  expect(await lottery.announcements()).toEqual([]);
  expect(await lottery.mails()).toEqual([]);
};

test("a member who draws is refused in an ephemeral message, and nothing is written", async () => {
  const response = await lottery.type("draw 2", { user: MEMBER });
  expect(response).toMatchObject({
    response_type: "ephemeral",
    text: expect.stringContaining("Only lottery operators"),
  });
  await expectNothingWritten();
});

test.for(["draw 0", "draw -1", "draw 1.5", "draw two", "draw 1e9", "draw 2AirPods", "draw ٣"])(
  "the response to /lottery %s explains the usage, and nothing is written",
  async (text) => {
    expect(await lottery.type(text)).toMatchObject({
      response_type: "ephemeral",
      text: expect.stringMatching(/number of winners, from 1 to 1000.*`\/lottery draw 2`/),
    });
    await expectNothingWritten();
  },
);

test.for([
  ["a direct message", "D024BE91L", "directmessage", "in a direct message"],
  ["a message to several people", "C0MPIM", "mpdm-olivia--max--amara-1", "in a direct message"],
  ["a private channel without the bot", "C0SECRET", "privategroup", "Invite me with `/invite`"],
])("a draw in %s is refused before it starts, with advice", async ([, id = "", name = "", says = ""]) => {
  const { text } = await lottery.type("draw 2", { channel: { id, name } });
  expect(text).toContain("Nothing was drawn");
  expect(text).toContain(says);
  await lottery.idle();
  await expectNothingWritten();
});

test.for([
  ["draw 1 000", "`/lottery draw 1000`"],
  ["draw 1,000", "`/lottery draw 1000`"],
  ["draw 1001", "at most 1,000 winners"],
  [`draw 2 ${"x".repeat(151)}`, "at most 150 characters"],
  ["dance <!channel>", "I don't know `dance`"],
])("/lottery %s is refused in an ephemeral message", async ([text = "", says = ""]) => {
  expect(await lottery.type(text)).toMatchObject({
    response_type: "ephemeral",
    text: expect.stringContaining(says),
  });
  await expectNothingWritten();
});

test("more winners than entrants are refused in an ephemeral message with the number of entrants", async () => {
  await lottery.type("draw 11");
  const [draw] = await lottery.waitForDraws(1);
  expect(draw).toMatchObject({ status: "failed", error: "NotEnoughEntrants", draw_no: 1 });
  expect((await lottery.messages(OPERATOR)).at(-1)).toMatchObject({
    visible_to: OPERATOR,
    text: expect.stringMatching(/Draw 1 did not take place: .*11 winners.*10/),
  });
  expect(await lottery.winners()).toEqual([]);
  expect(await lottery.announcements()).toEqual([]);
  expect(await lottery.mails()).toEqual([]);
});

test("all ten are drawn, in three draws, and the response to the next draw says that everyone has won", async () => {
  for (const [i, winners] of [8, 1, 1].entries()) {
    await lottery.type(`draw ${winners}`);
    await lottery.waitForDraws(i + 2);
  }
  const winners = (await lottery.records()).flatMap((draw) => (draw.status === "drawn" ? draw.winners : []));
  expect(new Set(winners.map(({ employee_id }) => employee_id)).size).toBe(10);
  expect(await lottery.winners()).toHaveLength(10);
  expect(await lottery.announcements()).toHaveLength(3);

  await lottery.type("draw 1");
  await lottery.waitForDraws(5);
  expect((await lottery.messages(OPERATOR)).at(-1)).toMatchObject({
    visible_to: OPERATOR,
    text: expect.stringMatching(/^Draw 5 did not take place: .*everyone .* won/),
  });
  expect(await lottery.announcements()).toHaveLength(3);
});

test("refusals are not errors in the log", () => {
  expect(log.lines.filter(({ level }) => level === "error")).toEqual([]);
});
