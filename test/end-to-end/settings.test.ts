import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Lottery, OPERATOR, openLottery } from "../support/open-lottery.ts";
import { recordLog } from "../support/record-log.ts";

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

test("every entry obeys the settings: the language of all it says, the names of the tables, the addresses", async () => {
  const { TableNames = [] } = await lottery.client.send(new ListTablesCommand({}));
  expect(TableNames.toSorted()).toEqual(["Company-Draws", "Company-Staff", "Company-Wins"]);
  expect((await lottery.type("help")).text).toContain("我能做这些");

  await lottery.say("/lottery draw 1 耳机");
  await lottery.untilSettled(1);
  const [announcement] = await lottery.announcements();
  expect(announcement?.text).toMatch(/^第 1 次抽奖（耳机）：/);
  const [mail] = await lottery.mails();
  expect(mail?.to).toBe("ann@example.com");
  expect(mail?.subject, "SNS takes ASCII only").toBe("Lottery draw 1: 1 winner");
  expect(mail?.text).toMatch(/^第 1 次抽奖共 1 位中奖者（耳机）：/);

  await lottery.say("/lottery redraw 1 #1");
  await lottery.click("重抽");
  await vi.waitFor(async () => expect(await lottery.mails()).toHaveLength(2), { timeout: 8_000 });
  expect((await lottery.mails())[1]?.text).toContain("的中奖资格已取消");

  await lottery.say("/lottery draw 100");
  await lottery.untilSettled(2);
  await vi.waitFor(
    async () => expect((await lottery.messages(OPERATOR)).at(-1)?.text).toContain("第 2 次抽奖没有进行"),
    { timeout: 8_000 },
  );
  expect(await lottery.winners()).toHaveLength(2);
});
