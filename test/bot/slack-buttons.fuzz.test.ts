import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { locales } from "../../bot/locales/locales.ts";
import { FUZZ_TIMEOUT, fuzz } from "../support/fuzz.ts";
import { expectHarmless } from "../support/harmless.ts";
import { damaged, hostileJsonText, hostileText } from "../support/hostile-values.ts";
import { openSlackHandler } from "./open-slack-handler.ts";
import { message, signed } from "./typed-commands.ts";

let open: Awaited<ReturnType<typeof openSlackHandler>>;
beforeAll(async () => {
  open = await openSlackHandler();
});
afterAll(() => open[Symbol.asyncDispose]());
beforeEach(() => {
  open.posted.length = 0;
  open.started.length = 0;
});

describe("a click on any button", () => {
  const press = (action_id: string, value: unknown, user = "U0OPERATOR") =>
    signed({
      payload: JSON.stringify({
        type: "block_actions",
        user: { id: user },
        channel: { id: "C0LOTTERY" },
        team: { id: "T0LOTTERY" },
        api_app_id: "A0LOTTERY",
        trigger_id: "1.2.4",
        response_url: `${open.slackUrl}/response`,
        actions: [{ type: "button", action_id, block_id: "b", value }],
      }),
    });
  const everybodys = [
    "lottery_winners_older",
    "lottery_winners_newest",
    "lottery_winners_more",
    "lottery_verify_changes",
    "lottery_verify_positions",
  ];
  const operators = [
    "lottery_redraw_choose",
    "lottery_redraw_confirm",
    "lottery_redraw_cancel",
    "lottery_void_confirm",
    "lottery_void_cancel",
  ];
  const position = fc
    .tuple(fc.constantFrom("1", "2", "3", "-1", "NaN", ""), hostileText)
    .map(([drawNo, from]) => `${drawNo}:${from}`);
  const asked = damaged({ nonce: "n", draw_no: 1, employee_id: "E0001", reason: "away" }).map((each) =>
    JSON.stringify(each),
  );
  const values = fc.oneof(
    position,
    asked,
    hostileText,
    hostileJsonText.map((text) => text.slice(0, 2_000)),
  );

  test(
    "with any value gets a response that contains only plain text",
    async () => {
      const before = await open.lottery.allItems();
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...everybodys, ...operators), values, async (action, value) => {
          open.posted.length = 0;
          open.started.length = 0;
          expect(await open.send(press(action, value))).toEqual({ statusCode: 200, body: "" });
          expect(open.posted).toHaveLength(1);
          expectHarmless(message.parse(open.posted[0]));
          expect(open.started.length).toBeLessThanOrEqual(action.endsWith("_confirm") ? 1 : 0);
        }),
        fuzz(31, 150),
      );
      expect(await open.lottery.allItems()).toEqual(before);
    },
    FUZZ_TIMEOUT,
  );

  test(
    "of a former operator starts nothing",
    async () => {
      await open.expectNoChange(() =>
        fc.assert(
          fc.asyncProperty(fc.constantFrom(...operators), asked, async (action, value) => {
            await open.send(press(action, value, "U0FORMER"));
          }),
          fuzz(32, 20),
        ),
      );
    },
    FUZZ_TIMEOUT,
  );

  test.each([
    ["lottery_verify_positions", "1:-5"],
    ["lottery_verify_positions", "NaN:0"],
    ["lottery_winners_more", "1:1e999"],
    ["lottery_winners_more", "1:"],
    ["lottery_winners_older", "-1"],
    ["lottery_redraw_choose", "{}"],
    ["lottery_redraw_confirm", "{"],
    ["lottery_void_confirm", "null"],
  ])("%s with the value %s changes nothing and says so", async (action, value) => {
    await open.send(press(action, value));
    expect(open.posted).toMatchObject([{ text: locales.en.trouble }]);
    expect(open.log.events("click-failed").at(-1)).toMatchObject({ error: "InvalidInput" });
    expect(open.started).toEqual([]);
  });
});
