import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { formatEntry, RECORDS } from "../../data/ledger/record-item.ts";
import { EXECUTION_SECONDS } from "../../workflow/attempt/leases.ts";
import { drawnRecord } from "../support/draw-records.ts";
import { type Lottery, OPERATOR, openLottery } from "../support/open-lottery.ts";
import { recordLog } from "../support/record-log.ts";

const PATIENCE = { timeout: 8_000, interval: 20 };

let lottery: Lottery;
let log: ReturnType<typeof recordLog>;
beforeAll(async () => {
  log = recordLog();
  lottery = await openLottery({
    LOTTERY_LOCALE: "zh-CN",
    EMPLOYEE_TABLE: "Company-Staff",
    WINNERS_TABLE: "Company-Wins",
    DRAWS_TABLE: "Company-Draws",
    LOTTERY_EMAILS: "ann@example.com",
  });
});
afterAll(async () => {
  await lottery[Symbol.asyncDispose]();
  log[Symbol.dispose]();
});

/** A decided draw whose execution was stopped before its mails were sent. */
async function leaveDrawBehind() {
  const time = new Date(Date.now() - (EXECUTION_SECONDS + 120) * 1_000).toISOString();
  const {
    candidates: _,
    channel_id: __,
    ...record
  } = drawnRecord({
    draw_no: 1,
    draw_id: "left-behind",
    requested_at: time,
    drawn_at: time,
    announced_at: time,
    claims_final: true,
    pending: "yes",
  });
  const Item = { ledger: RECORDS, entry: formatEntry(1), ...record };
  await lottery.client.send(new PutCommand({ TableName: "Company-Draws", Item }));
}

test("every entry follows the settings: the language of all texts, the names of the tables, the addresses", async () => {
  const { TableNames = [] } = await lottery.client.send(new ListTablesCommand({}));
  expect(TableNames.toSorted()).toEqual(["Company-Draws", "Company-Staff", "Company-Wins"]);
  expect((await lottery.type("help")).text).toContain("可用的命令");

  await leaveDrawBehind();
  await lottery.say("/lottery draw 1 耳机");
  await vi.waitFor(async () => expect(await lottery.mails()).toHaveLength(2), PATIENCE);
  await lottery.idle();
  const [announcement] = await lottery.announcements();
  expect(announcement?.text).toMatch(/^第 2 次抽奖（耳机）：/);
  const mails = (await lottery.mails()).toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
    ["ann@example.com", "Lottery draw 1: 1 winner"],
    ["ann@example.com", "Lottery draw 2: 1 winner"],
  ]);
  expect(mails[0]?.text).toMatch(/^第 1 次抽奖共 1 位中奖者/);
  expect(mails[1]?.text).toMatch(/^第 2 次抽奖共 1 位中奖者（耳机）：/);

  await lottery.say("/lottery redraw 2 #1");
  await lottery.click("重抽");
  await vi.waitFor(async () => expect(await lottery.mails()).toHaveLength(3), PATIENCE);
  expect((await lottery.mails()).at(-1)?.text).toContain("的中奖资格已取消");

  await lottery.say("/lottery draw 100");
  await vi.waitFor(
    async () => expect((await lottery.messages(OPERATOR)).at(-1)?.text).toContain("第 3 次抽奖没有进行"),
    PATIENCE,
  );
  expect(await lottery.winners()).toHaveLength(2);
});
