import { expect, test } from "vitest";
import { createCatalog } from "../../../bot/commands/registry.ts";
import { locales } from "../../../bot/locales/locales.ts";
import { MEMBER, OPERATOR, openRegistry } from "./open-registry.ts";

test.each(createCatalog(locales.en))(
  "the ids of the buttons of $name contain its name, by which a click finds it",
  async ({ name }) => {
    await using open = await openRegistry();
    for (const action of await open.buttonsOf(name))
      expect(action).toMatch(new RegExp(`^lottery_${name}_[a-z_]+$`));
  },
);

test("a button that no command has is refused", async () => {
  await using open = await openRegistry();
  for (const action of ["lottery_draw_yes", "lottery_other_yes", "lottery_toString_yes", "other"])
    await expect(open.click(action, "1")).rejects.toThrow(`There is no button ${action}.`);
});

test("everybody gets responses in their own language", async () => {
  await using open = await openRegistry("en");
  open.setLocale(MEMBER, "zh-CN");
  expect((await open.respond("help", MEMBER)).text).toContain(locales["zh-CN"].help.title);
  expect((await open.respond("nonsense", MEMBER)).text).toContain(
    locales["zh-CN"].unknownCommand("nonsense"),
  );
  expect((await open.respond("draw 2", MEMBER)).text).toBe(locales["zh-CN"].operatorsOnly);
  expect((await open.click("lottery_winners_newest", "newest", MEMBER)).text).toBe(
    locales["zh-CN"].history.empty,
  );
  expect((await open.respond("help")).text).toContain(locales.en.help.title);
});

test("a click on an old question says that it has expired, and changes nothing", async () => {
  await using open = await openRegistry("en");
  await open.lottery.draw(1);
  const value = JSON.stringify({ nonce: "n", draw_no: 1 });
  const now = open.lottery.clock.now().getTime();
  const asked = (minutes: number) => new Date(now - minutes * 60_000);
  expect((await open.click("lottery_void_confirm", value, OPERATOR, asked(15))).text).toBe(
    locales.en.expired,
  );
  expect(open.started).toEqual([]);
  await open.click("lottery_void_confirm", value, OPERATOR, asked(14));
  expect(open.started).toHaveLength(1);
});
