import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { commands, createCatalog } from "../../../bot/commands/registry.ts";
import { locales } from "../../../bot/locales/locales.ts";
import { escapeMrkdwn } from "../../../bot/messages/mrkdwn.ts";
import { expectSlackTakes } from "../../support/slack-limits.ts";
import { helpLines } from "./help-lines.ts";
import { MEMBER, OPERATOR, openRegistry } from "./open-registry.ts";

describe.for(["en", "zh-CN"] as const)("in %s", (locale) => {
  const texts = locales[locale];
  let open: Awaited<ReturnType<typeof openRegistry>>;
  beforeAll(async () => {
    open = await openRegistry(locale);
  });
  afterAll(() => open[Symbol.asyncDispose]());
  beforeEach(() => {
    open.started.length = 0;
  });

  describe("/lottery draw", () => {
    const request = (input: number, prize?: string) => ({
      input,
      ...(prize && { prize }),
      requested_by: OPERATOR,
      channel_id: "C0LOTTERY",
    });

    test.for([
      ["draw 2", 2, undefined],
      ["  DRAW   2  ", 2, undefined],
      ["draw 0002", 2, undefined],
      ["draw ２", 2, undefined],
      ["draw 1000", 1_000, undefined],
      ["draw 2 AirPods", 2, "AirPods"],
      ["draw 2 3 days off", 2, "3 days off"],
      ["draw\u30002\u3000一等奖 🎁", 2, "一等奖 🎁"],
      ["draw 1 R&amp;D &lt;team&gt;", 1, "R&D <team>"],
      ["draw 1 <https://example.com/tv|TV> for <@U0MAX|max>", 1, "TV for @max"],
      ["draw 1 two\nlines", 1, "two lines"],
      ["draw 1 two \r\n\tlines", 1, "two lines"],
      ["draw 1 \u0007 ", 1, undefined],
      ["ｄｒａｗ　２　AirPods", 2, "AirPods"],
      ["\u202adr\u200baw\ufeff 2\u2069 Air\u00adPods", 2, "AirPods"],
      ["draw 1 👩‍👩‍👧‍👦 ❤️", 1, "👩‍👩‍👧‍👦 ❤️"],
      ["*draw* 2x *AirPods*", 2, "AirPods"],
      ["/lottery draw2", 2, undefined],
      ["draw 2：一等奖", 2, "一等奖"],
      ['draw 1 "000"', 1, "000"],
      ["draw 2 winners", 2, undefined],
      [`draw 1 ${"x".repeat(150)}`, 1, "x".repeat(150)],
    ] as const)("%s starts one draw", async ([text, input, prize]) => {
      const { text: response } = await open.respond(text);
      expect(open.started).toEqual([
        { idempotencyKey: expect.stringContaining("trigger-"), request: request(input, prize) },
      ]);
      expect(response).not.toMatch(/undefined|<(?!!date)/);
      expect(response).toBe(texts.draw.started(input, prize && escapeMrkdwn(prize)));
    });

    test.for([
      "draw 0",
      "draw -1",
      "draw 1.5",
      "draw two",
      "draw 1e9",
      "draw 2AirPods",
      "draw x2",
      "draw 0000000002",
      "draw 99999999999",
    ])("%s gets the usage", async (text) => {
      expect(await open.respond(text)).toMatchObject({ text: texts.draw.usage });
      expect(open.started).toEqual([]);
    });

    test.for(["draw 1,000", "draw 1.000 AirPods", "draw 1'000", "draw １，０００"])(
      "%s gets an example with a plain number",
      async (text) => {
        expect(await open.respond(text)).toMatchObject({ text: texts.draw.grouped("1000") });
        expect(texts.draw.grouped("1000")).toContain("`/lottery draw 1000`");
        expect(open.started).toEqual([]);
      },
    );

    test.for([
      ["draw 1 000", 'draw 1 "000"', "draw 1000"],
      ["draw 1\u00a0000 AirPods", 'draw 1 "000 AirPods"', "draw 1000 AirPods"],
      ["draw 2 0", 'draw 2 "0"', "draw 20"],
      ["draw 2 500", 'draw 2 "500"', undefined],
    ] as const)("%j draws nothing and shows both readings", async ([text, withPrize, asNumber]) => {
      const { text: response } = await open.respond(text);
      const commands = [...response.matchAll(/`\/lottery ([^`]+)`/g)].map(([, command]) => command);
      expect(commands).toEqual([withPrize, ...(asNumber ? [asNumber] : [])]);
      expect(open.started).toEqual([]);
    });

    test("is refused in direct messages and closed channels, with advice, before anything starts", async () => {
      await using elsewhere = await openRegistry(locale);
      for (const status of ["direct-message", "not-allowed", "not-invited", "archived"] as const) {
        elsewhere.setChannelStatus(status);
        expect(await elsewhere.respond("draw 2")).toMatchObject({ text: texts.draw.notHere[status] });
      }
      expect(texts.draw.notHere["not-invited"]).toContain("`/invite`");
      expect(elsewhere.started).toEqual([]);
      expect(elsewhere.checked).toEqual(
        Array.from({ length: 4 }, () => ({ channelId: "C0LOTTERY", channelName: "lottery" })),
      );
    });

    test("is refused to members, and gets the usage, without a check of the channel", async () => {
      await using elsewhere = await openRegistry(locale);
      await elsewhere.respond("draw 2", MEMBER);
      await elsewhere.respond("draw two");
      expect(elsewhere.checked).toEqual([]);
    });

    test("of too many winners, or with too long a prize, is refused", async () => {
      expect((await open.respond("draw 1001")).text).toContain(texts.reasons.TooManyWinners({ most: 1_000 }));
      expect(await open.respond(`draw 1 ${"x".repeat(151)}`)).toMatchObject({
        text: texts.draw.prizeTooLong(150),
      });
      expect(open.started).toEqual([]);
    });
  });

  test.for(["help", "", "  ", "HELP"])(
    "/lottery %s lists every command of the registry, and who may use it",
    async (text) => {
      const message = await open.respond(text, MEMBER);
      const [title, ...lines] = message.text.split("\n");
      expect(title).toBe(texts.help.title);
      expect(lines).toHaveLength(Object.keys(commands).length);
      for (const [i, [name, { needsOperator }]] of Object.entries(commands).entries()) {
        expect(lines[i]).toMatch(new RegExp(`^• \`/lottery ${name}\\b`));
        expect(lines[i]?.includes(texts.help.operatorsOnly)).toBe(needsOperator);
      }
      expectSlackTakes(message);
    },
  );

  test("the catalog has every command of the registry, with its usage and summary", () => {
    expect(createCatalog(locales[locale])).toEqual(
      Object.entries(commands).map(([name, { needsOperator }]) => ({
        name,
        usage: expect.stringMatching(new RegExp(`^${name}( |$)`)),
        summary: expect.stringMatching(/\S/),
        label: expect.stringMatching(/\S/),
        needsOperator,
      })),
    );
  });

  test("/lottery help says how each command is typed, what it does, and who may use it", async () => {
    const { text } = await open.respond("help", MEMBER);
    expect(text.split("\n").slice(1)).toEqual(helpLines[locale]);
  });

  test("a click starts an execution for the operator and the channel", async () => {
    const value = JSON.stringify({ nonce: "n", draw_no: 1 });
    expect(await open.click("lottery_void_confirm", value)).toMatchObject({
      text: texts.revision.started(1),
    });
    expect(open.started).toEqual([
      {
        idempotencyKey: "void-n",
        request: {
          revise: { kind: "void", draw_no: 1 },
          requested_by: OPERATOR,
          channel_id: "C0LOTTERY",
        },
      },
    ]);
  });

  test("a click on a button that does not exist is refused", async () => {
    await expect(open.click("lottery_dance", "1")).rejects.toThrow("There is no button lottery_dance.");
    await expect(open.click("constructor", "1")).rejects.toThrow(RangeError);
  });

  test.for([
    "dance",
    "<!channel>",
    "`code` *x*",
    "__proto__",
    "constructor",
    `x${"🎉".repeat(60)}`,
    "x".repeat(4_000),
  ])("an unknown command is shown unchanged, with the help: %s", async (text) => {
    const message = await open.respond(text, MEMBER);
    const [first = ""] = message.text.split("\n");
    expect(first).toContain(locale === "en" ? "I don't know `" : "我不认识 `");
    expect(first.split("`")).toHaveLength(3);
    expect(first).not.toMatch(/[<>]/);
    expect(first.isWellFormed()).toBe(true);
    expectSlackTakes(message);
  });

  test("says so if it is not certain that the draw was started", async () => {
    await using broken = await openRegistry(locale);
    broken.breakStart();
    expect(await broken.respond("draw 2")).toMatchObject({ text: texts.draw.notStarted });
  });

  describe("/lottery winners", () => {
    test("says how to start if there are no draws", async () => {
      expect(await open.respond("winners", MEMBER)).toMatchObject({ text: texts.history.empty });
      expect(await open.respond("winners 1", MEMBER)).toMatchObject({ text: texts.history.unknownDraw(1) });
    });

    test("shows all draws or one draw to everybody, with any kind of digits", async () => {
      const { body } = await open.lottery.draw(2, { prize: "一等奖" });
      const [winner] = body.winner_details;
      for (const text of ["winners", "winners 1", "Winners #1", "winners １"]) {
        const { text: response } = await open.respond(text, MEMBER);
        expect(response).toContain(texts.history.draw(1));
        expect(response).toContain(winner?.employee_name);
        expect(response).toContain("🎁 一等奖");
      }
    });

    test.for(["winners 0", "winners -1", "winners 1.5", "winners 1 2", "winners 99999999999", "winners all"])(
      "%s gets the usage",
      async (text) => {
        expect(await open.respond(text, MEMBER)).toMatchObject({ text: texts.history.usage });
      },
    );

    test("has verification for everybody, and refuses draws that do not exist", async () => {
      expect((await open.respond("verify 1", MEMBER)).text).toContain("1");
      expect(await open.respond("verify 9", MEMBER)).toMatchObject({ text: texts.history.unknownDraw(9) });
      for (const command of ["redraw 9 1", "void 9"])
        expect(await open.respond(command)).toMatchObject({ text: texts.history.unknownDraw(9) });
    });

    test("has buttons for everybody", async () => {
      for (const [action, value] of [
        ["lottery_winners_older", "2"],
        ["lottery_winners_newest", "newest"],
        ["lottery_winners_more", "1:0"],
      ] as const)
        expect((await open.click(action, value, MEMBER)).text).toContain(texts.history.draw(1));
      expect(await open.click("lottery_winners_older", "1", MEMBER)).toMatchObject({
        text: texts.history.empty,
      });
      await expect(open.click("lottery_winners_older", "x")).rejects.toThrow();
    });
  });
});
