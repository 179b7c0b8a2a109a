import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Lottery, OPERATOR, openLottery } from "../support/open-lottery.ts";
import { recordLog } from "../support/record-log.ts";

let lottery: Lottery;
let log: ReturnType<typeof recordLog>;
beforeAll(async () => {
  log = recordLog();
  lottery = await openLottery({ LOTTERY_LOCALE: "zh-CN" });
});
afterAll(async () => {
  await lottery[Symbol.asyncDispose]();
  log[Symbol.dispose]();
});

test("with LOTTERY_LOCALE=zh-CN every entry speaks Chinese: answers, announcements, mails and failures", async () => {
  expect((await lottery.type("help")).text).toContain("我能做这些");

  await lottery.say("/lottery draw 1 耳机");
  await lottery.untilSettled(1);
  const [announcement] = await lottery.announcements();
  expect(announcement?.text).toMatch(/^第 1 次抽奖（耳机）：/);
  const [mail] = await lottery.mails();
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
});
