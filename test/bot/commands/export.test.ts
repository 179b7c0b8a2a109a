import { afterAll, beforeAll, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { MEMBER, openRegistry } from "./open-registry.ts";

let bot: Awaited<ReturnType<typeof openRegistry>>;
beforeAll(async () => {
  bot = await openRegistry();
  await bot.lottery.draw(2);
  await bot.lottery.attempt(100);
});
afterAll(() => bot[Symbol.asyncDispose]());

const RESPONSE_URL = "https://hooks.slack.com/commands/T0LOTTERY/1/secret";

test.each(["export 1", "export #1", "export 1 "])(
  "anybody may ask for the record of a draw: %s",
  async (text) => {
    bot.requestedFiles.length = 0;
    const { text: said } = await bot.respond(text, MEMBER);
    expect(said).toBe(locales.en.export.preparing);
    expect(bot.requestedFiles).toEqual([
      { file: { kind: "draw", draw_no: 1 }, user_id: MEMBER, response_url: RESPONSE_URL },
    ]);
  },
);

test("the record of a failed draw can be exported, too", async () => {
  expect((await bot.respond("export 2", MEMBER)).text).toBe(locales.en.export.preparing);
});

test.each([
  ["export 9", locales.en.history.unknownDraw(9)],
  ["export 1 2", locales.en.export.usage],
  ["export ann", locales.en.export.usage],
  ["export 99999999999999", locales.en.export.usage],
])("%s requests nothing", async (text, said) => {
  bot.requestedFiles.length = 0;
  expect((await bot.respond(text, MEMBER)).text).toBe(said);
  expect(bot.requestedFiles).toEqual([]);
});

test("an operator may ask for the winners as a spreadsheet, and nobody else", async () => {
  bot.requestedFiles.length = 0;
  expect((await bot.respond("export", MEMBER)).text).toBe(locales.en.operatorsOnly);
  bot.setAccount("U0OPERATOR", "guest");
  expect((await bot.respond("export")).text).toBe(locales.en.accounts.guest);
  bot.setAccount("U0OPERATOR", "member");
  expect(bot.requestedFiles).toEqual([]);
  expect((await bot.respond("export")).text).toBe(locales.en.export.preparing);
  expect(bot.requestedFiles).toEqual([
    { file: { kind: "winners" }, user_id: "U0OPERATOR", response_url: RESPONSE_URL },
  ]);
});

test("says so if AWS does not confirm the request", async () => {
  await using broken = await openRegistry();
  await broken.lottery.draw(1);
  broken.breakStart();
  expect((await broken.respond("export 1")).text).toBe(locales.en.export.notRequested);
});
