import { BatchWriteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, test } from "vitest";
import { countRequests } from "../../support/count-requests.ts";
import { drawnRecord, winnerAt } from "../../support/draw-records.ts";
import { employeeItems } from "../../support/start-dynamodb.ts";
import { startLottery } from "../../support/start-lottery.ts";
import { MEMBER, openHome, readTab } from "./open-home.ts";

const entryOf = (no: number) => String(no).padStart(10, "0");

test("the Home tab costs the same at 10,000 draws as at ten, and one request more for each win that it shows", async () => {
  await using lottery = await startLottery({
    roster: employeeItems(3).map((item, i) => ({ ...item, ...(i === 0 && { slack_user_id: MEMBER }) })),
  });
  const { client, tables } = lottery;
  const fill = async (from: number, to: number) => {
    const puts = Array.from({ length: to - from + 1 }, (_, i) => {
      const draw_no = from + i;
      const draw = drawnRecord({ draw_no, draw_id: `d${draw_no}`, winners: [winnerAt(2)], roster_size: 3 });
      const { candidates: _none, ...item } = draw;
      return { PutRequest: { Item: { ...item, ledger: "draws", entry: entryOf(draw_no) } } };
    });
    const batches = Array.from({ length: Math.ceil(puts.length / 25) }, (_, i) =>
      puts.slice(i * 25, i * 25 + 25),
    );
    for (const batch of batches)
      await client.send(new BatchWriteCommand({ RequestItems: { [tables.draws]: batch } }));
    // As each draw leaves it: all but the newest draw are counted.
    await client.send(
      new PutCommand({
        TableName: tables.draws,
        Item: {
          ledger: "campaigns",
          entry: entryOf(1),
          campaign_no: 1,
          counted_to: to - 1,
          draws: to - 1,
          winners: to - 1,
        },
      }),
    );
  };
  const win = (draw_no: number) =>
    client.send(
      new PutCommand({
        TableName: tables.winners,
        Item: { employee_id: "E0001", draw_id: `d${draw_no}`, draw_no, won_at: "2026-06-15T12:00:01.000Z" },
      }),
    );
  const home = openHome(lottery);
  const count = async () => {
    let tab = "";
    const requests = await countRequests(client, async () => {
      tab = readTab(await home.read(MEMBER, "E0001"));
    });
    return { requests, tab };
  };

  await fill(1, 10);
  const few = await count();
  expect(few.tab).toContain("10 draws · 10 winners");
  // The campaign, the draws after its totals, the newest draws, the person, and their claim.
  expect(few.requests).toBe(5);
  // More than DynamoDB returns at once.
  await fill(9_001, 10_000);
  const many = await count();
  expect(many.tab).toContain("10,000 draws · 10,000 winners");
  expect(many.requests).toBe(few.requests);
  await win(5);
  expect((await count()).requests).toBe(few.requests + 1);
});
