import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { expect, test } from "vitest";
import { formatRecordKey } from "../../data/ledger/record-item.ts";
import { drawsTable } from "../../data/tables.ts";
import { MEMBER, OPERATOR } from "../support/open-lottery.ts";
import { setUpLottery } from "../support/set-up-lottery.ts";

const { lottery } = await setUpLottery();

/** The draws that the newest message shows. */
const shown = async (user: string) => {
  const message = (await lottery.messages(user)).at(-1);
  return {
    draws: [...(message?.text ?? "").matchAll(/^\*Draw (\d+)\*/gm)].map(([, drawNo]) => Number(drawNo)),
    buttons: (message?.blocks ?? [])
      .filter(({ type }) => type === "actions")
      .flatMap(({ elements = [] }) => elements.map(({ action_id }) => action_id)),
    visibleTo: message?.visible_to,
    count: (await lottery.messages(user)).length,
  };
};

test("an empty history explains how to start the first draw", async () => {
  expect(await lottery.type("winners")).toMatchObject({
    response_type: "ephemeral",
    text: expect.stringContaining("There are no draws yet. `/lottery draw 2`"),
  });
});

test("the history shows everybody ten draws per page, and its buttons lead to older draws and back", async () => {
  for (let draw = 1; draw <= 4; draw++) await lottery.execute({ input: 1, exception: draw % 2 === 0 });
  await Promise.all(Array.from({ length: 8 }, () => lottery.execute({ input: 1, exception: true })));
  await lottery.waitForDraws(12);

  await lottery.say("/lottery winners", MEMBER);
  const first = await shown(MEMBER);
  expect(first).toMatchObject({
    draws: [12, 11, 10, 9, 8, 7, 6, 5, 4, 3],
    buttons: ["lottery_winners_older"],
    visibleTo: MEMBER,
  });
  expect((await lottery.messages(OPERATOR)).length).toBe(0);

  await lottery.click("Older draws", MEMBER);
  expect(await shown(MEMBER)).toMatchObject({
    draws: [2, 1],
    buttons: ["lottery_winners_newest"],
    count: first.count,
  });

  await lottery.click("Newest draws", MEMBER);
  expect(await shown(MEMBER)).toEqual(first);
});

test("a draw is shown by its number, and an unknown number is refused", async () => {
  const draw = await lottery.ledger.read(3);
  if (draw?.status !== "drawn") throw new Error("There is no draw.");
  const { text } = await lottery.type(`winners ${draw.draw_no}`, { user: MEMBER });
  expect(text).toContain(`*Draw ${draw.draw_no}*`);
  expect(text).toContain(`1. *${draw.winners[0]?.employee_name}*`);
  expect(await lottery.type("winners 99")).toMatchObject({
    text: expect.stringContaining("There is no draw 99"),
  });
  expect(await lottery.type("winners all")).toMatchObject({
    text: expect.stringContaining("`/lottery winners 3`"),
  });
});

test("deleting the newest draw and the counter does not free its number, and the history continues without it", async () => {
  for (const Key of [formatRecordKey(12), { ledger: "numbers", entry: "counter" }])
    await lottery.client.send(new DeleteCommand({ TableName: drawsTable.name, Key }));
  for (const command of ["winners 12", "verify 12"])
    expect(await lottery.type(command)).toMatchObject({
      text: expect.stringContaining("There is no draw 12"),
    });
  await lottery.type("draw 1 Socks");
  await lottery.idle();
  expect((await lottery.announcements()).at(-1)?.text).toMatch(/^Socks \(draw 13\): /);

  await lottery.say("/lottery winners", MEMBER);
  expect((await shown(MEMBER)).draws).toEqual([13, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
  await lottery.click("Older draws", MEMBER);
  expect(await shown(MEMBER)).toMatchObject({ draws: [2, 1], buttons: ["lottery_winners_newest"] });
});
