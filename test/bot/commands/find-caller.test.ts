/** @module-tag slow */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { employeeItem } from "../../support/start-dynamodb.ts";
import { expectUnproved, useSealedDraws } from "./use-sealed-draws.ts";

const texts = locales.en;
const { openSealed, expectProved } = useSealedDraws();

describe("the caller of /lottery verify 1 me", () => {
  const roster = [
    employeeItem(1, { slack_user_id: "U0ANN" }),
    employeeItem(2, { employee_name: "No Account" }),
    employeeItem(3, { slack_user_id: "U0TWICE" }),
    employeeItem(4, { slack_user_id: "U0TWICE" }),
    employeeItem(5, { employee_id: "<!here>", slack_user_id: "U0TWICE" }),
    employeeItem(6, { employee_id: "é-7" }),
  ];
  let open: Awaited<ReturnType<typeof openSealed>>;
  beforeAll(async () => {
    open = await openSealed(roster);
    await open.lottery.draw(1);
  });
  afterAll(() => open[Symbol.asyncDispose]());

  test.each([
    ["verify 1 me", "U0ANN", 1],
    ["verify 1 ME", "U0ANN", 1],
    ["verify #1, ｍｅ", "U0ANN", 1],
    ["verify 第1次 我", "U0ANN", 1],
    ["verify 1 me E0001", "U0ANN", 1],
    ["verify 1 me e0001", "U0ANN", 1],
    ["verify 1 me E0002", "U0ANN", 2],
    ["verify 1 me “Ｅ0002”", "U0OTHER", 2],
    ["verify 1 me E0004", "U0TWICE", 4],
    ["verify 1 me é-7", "U0OTHER", 6],
  ])("%s by %s is about No. %i", async (text, user, serial) => {
    expect(expectProved(await open.respond(text, user)).lottery_serial).toBe(serial);
  });

  test.each([
    ["of somebody else", "E0001"],
    ["of nobody", "E0099"],
    ["that is a mention", "<@U0ANN>"],
    ["that is too long", "x".repeat(3_000)],
    ["that is too long in capital letters", "ß".repeat(128)],
  ])("an ID %s gets the same refusal, which says nothing about anybody", async (_, id) => {
    const message = await open.respond(`verify 1 me ${id}`, "U0OTHER");
    expect(message.text).toBe(texts.entry.notYours(1));
  });

  test("people whom nobody on the roster is get advice", async () => {
    const { text } = await open.respond("verify 1 me", "U0OTHER");
    expect(text).toBe(texts.entry.notFound(1));
    expect(text).toContain("`/lottery verify 1 me E0042`");
  });

  test("people with several entries choose one", async () => {
    const { text } = await open.respond("verify 1 me", "U0TWICE");
    expect(text).toBe(texts.entry.severalEntries(1, "E0003, E0004, &lt;!here&gt;"));
  });

  test("a draw that does not exist is unknown, and other words after the number are ignored", async () => {
    expect((await open.respond("verify 9 me", "U0ANN")).text).toBe(texts.history.unknownDraw(9));
    expect((await open.respond("verify 1 merry", "U0ANN")).text).toContain(texts.verify.valid(1));
  });

  test("a large roster is not searched: it asks for the employee ID, and says that there is no list", async () => {
    await using large = await openSealed(roster);
    await large.lottery.draw(1);
    const [items] = (await large.lottery.allItems()).filter((all) => all.some(({ receipt }) => receipt));
    const { roster_digest: _, roster_pages: __, ...record } = items?.find(({ receipt }) => receipt) ?? {};
    await large.lottery.putRecord({ ...record, roster_size: 100_001 });
    expect((await large.respond("verify 1 me", "U0ANN")).text).toBe(texts.entry.askForId(1));
    const message = await large.respond("verify 1 me E0001", "U0ANN");
    expectUnproved(message);
    expect(message.text).toContain(texts.entry.large(1));
  });
});
