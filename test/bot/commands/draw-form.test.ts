import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { FormResponse } from "../../../bot/commands/form-response.ts";
import { locales } from "../../../bot/locales/locales.ts";
import { DRAW_CHANGES } from "../../../bot/messages/draw-form.ts";
import type { Form } from "../../../bot/messages/form.ts";
import { formatParagraph } from "../../../bot/messages/message.ts";
import { drawnRecord } from "../../support/draw-records.ts";
import { employeeItems } from "../../support/start-dynamodb.ts";
import { acceptForm, buttonsIn, fillIn, readForm } from "./fill-in.ts";
import { MEMBER, OPERATOR, openRegistry } from "./open-registry.ts";

const { form: texts } = locales.en.draw;
const PRIZES = [
  { prize_id: "grand", name: "Grand prize", quantity: 1 },
  { prize_id: "third", name: "Third prize", quantity: 5 },
];
const DEPARTMENTS = ["Sales", "IT", "sales"];

/** Ten people: six in Sales, in two spellings, three in IT, one without a department. Two joined in 2020. */
const roster = employeeItems(10).map((item, i) => ({
  ...item,
  ...(i < 9 && { department: DEPARTMENTS[i % 3] }),
  employee_entry_date: i < 2 ? "20200101" : "20250101",
}));

let open: Awaited<ReturnType<typeof openRegistry>>;
beforeAll(async () => {
  open = await openRegistry("en", roster);
  const current = await open.lottery.ledger.campaigns.readCurrent();
  await open.lottery.ledger.campaigns.setPrizes(current, PRIZES);
});
afterAll(() => open[Symbol.asyncDispose]());
afterEach(() => {
  open.started.length = 0;
  open.setChannelStatus("open");
});

const errorsOf = (response: FormResponse) => ("errors" in response ? response.errors : undefined);
const changedTo = (response: unknown): Form => {
  const { change } = response as { change?: Form };
  if (!change) throw new Error(`Not changed: ${JSON.stringify(response)}`);
  return change;
};

/** The form after this field was changed. */
const change = async (form: Form, values: Parameters<typeof fillIn>[1] = {}) =>
  changedTo(await open.change(DRAW_CHANGES.who, undefined, form, fillIn(form, values)));

describe("the form of a draw", () => {
  test("offers the first prize that is left, its number, everyone, this channel, and says who can win", async () => {
    const form = await open.openForm("draw");
    expect(fillIn(form)).toEqual({
      prize: "grand",
      winners: "1",
      who: "all",
      joined: undefined,
      again: [],
      channel: "C0LOTTERY",
    });
    expect(readForm(form)).toMatch(/^\*10\* people can win \(as of .*\)\.\n/);
    expect(readForm(form)).toContain("🎉 *Grand prize*: one winner");
  });

  test("opens before it reads a roster that was large at the newest draw", async () => {
    const draw = drawnRecord({ roster_size: 100_000 });
    vi.spyOn(open.lottery.ledger, "listAfter").mockResolvedValueOnce([{ drawNo: draw.draw_no, draw }]);
    const survey = vi.spyOn(open.lottery.roster, "survey");
    expect(readForm(await open.openForm("draw"))).toContain(texts.counting);
    expect(survey).not.toHaveBeenCalled();
  });

  test("starts with the number that is left when another prize is chosen", async () => {
    const first = await open.openForm("draw");
    const values = fillIn(first, { prize: "third" });
    const form = changedTo(await open.change(DRAW_CHANGES.prize, "third", first, values));
    expect(fillIn(form)).toMatchObject({ prize: "third", winners: "5" });
    expect(readForm(form)).toContain("🎉 *Third prize*: 5 winners");
  });

  test.for<[string, Parameters<typeof fillIn>[1], string]>([
    ["only a department, in all its spellings", { who: "only", departments: ["Sales"] }, "*6* people"],
    ["not a department", { who: "not", departments: ["Sales"] }, "*4* people"],
    ["a date of joining", { joined: "2021-01-01" }, "*2* people"],
    ["a date before everybody", { joined: "2000-01-01" }, "Nobody can win"],
  ])("counts who can win with %s", async ([, values, expected]) => {
    const limited = await change(await open.openForm("draw"), values?.["who"] ? { who: values["who"] } : {});
    expect(readForm(await change(limited, values))).toContain(expected);
  });

  test("has a field for another prize", async () => {
    const form = await change(await open.openForm("draw"), { prize: "other:" });
    expect(readForm(await change(form, { other: "A <!channel> cake" }))).toContain(
      "*A &lt;!channel&gt; cake*",
    );
  });

  test("of a campaign without prizes and without departments is short", async () => {
    await using plain = await openRegistry();
    const form = await plain.openForm("draw");
    expect(Object.keys(fillIn(form))).toEqual(["other", "winners", "joined", "again", "channel"]);
    expect(await plain.submit(form, fillIn(form, { winners: "2" }))).toHaveProperty("done");
    expect(plain.started).toEqual([
      {
        idempotencyKey: "draw-nonce",
        request: { input: 2, requested_by: OPERATOR, channel_id: "C0LOTTERY" },
      },
    ]);
  });

  test("says so if Slack does not open it", async () => {
    await using refused = await openRegistry();
    refused.refuseForms(formatParagraph(locales.en.forms.expired));
    expect((await refused.respond("draw")).text).toBe(locales.en.forms.expired);
  });

  test("is only for operators, also when it is changed and submitted", async () => {
    const form = await open.openForm("draw");
    const refusal = { done: formatParagraph(locales.en.operatorsOnly) };
    expect((await open.respond("draw", MEMBER)).text).toBe(locales.en.operatorsOnly);
    expect(await open.submit(form, fillIn(form), MEMBER)).toEqual(refusal);
    expect(await open.change(DRAW_CHANGES.prize, "third", form, fillIn(form), MEMBER)).toEqual(refusal);
    expect(open.started).toEqual([]);
  });

  test("opens without departments if the roster is malformed, and counts again on request", async () => {
    await using broken = await openRegistry("en", [
      { ...roster[0], lottery_serial: 0.5 } as (typeof roster)[0],
    ]);
    const form = await broken.openForm("draw");
    expect(readForm(form)).toContain(texts.notCounted);
    expect(buttonsIn(form)).toEqual([DRAW_CHANGES.count]);
    acceptForm(changedTo(await broken.change(DRAW_CHANGES.count, undefined, form, fillIn(form))));
  });
});

describe("submitting the form of a draw", () => {
  test("starts the draw with its rules, in the chosen channel, and says so", async () => {
    const form = await change(await open.openForm("draw"), { prize: "third", who: "not" });
    const values = {
      prize: "third",
      who: "not",
      departments: ["IT"],
      winners: "2",
      joined: "2026-01-01",
      again: ["again"],
      channel: "C0OTHER",
    };
    const response = await open.submit(form, fillIn(form, values), OPERATOR, "n1");
    expect(open.started).toEqual([
      {
        idempotencyKey: "draw-n1",
        request: {
          input: 2,
          prize: "Third prize",
          rules: { departments: { not: ["IT"] }, joined_before: "2026-01-01", again: true },
          requested_by: OPERATOR,
          channel_id: "C0OTHER",
        },
      },
    ]);
    expect(response).toEqual({
      done: formatParagraph(
        texts.started({ winners: 2, prize: "Third prize", channel: "<#C0OTHER>", isSealed: false }),
      ),
    });
  });

  test("twice starts executions of one name", async () => {
    const form = await open.openForm("draw");
    for (let i = 0; i < 2; i++) await open.submit(form, fillIn(form), OPERATOR, "twice");
    expect(new Set(open.started.map(({ idempotencyKey }) => idempotencyKey))).toEqual(
      new Set(["draw-twice"]),
    );
  });

  const { faults } = texts.errors;
  test.for<[string, Parameters<typeof fillIn>[1], Record<string, string>]>([
    ["no number", { winners: "" }, { winners: faults.winners }],
    ["a malformed number", { winners: "1e3" }, { winners: faults.winners }],
    ["a number below 1", { winners: "0" }, { winners: faults.winners }],
    ["a number above 1000", { winners: "1001" }, { winners: faults.winners }],
    ["a prize that is not listed", { prize: "gone" }, { prize: faults.unknownPrize }],
    ["a malformed date", { joined: "2026-02-30" }, { joined: faults.joined }],
    ["no channel", { channel: undefined }, { channel: faults.noChannel }],
    ["a direct message", { channel: "D0SOMEONE" }, { channel: faults.noChannel }],
    ["no department", { who: "only" }, { departments: faults.noDepartments }],
    [
      "fewer people than winners",
      { joined: "2021-01-01", prize: "third", winners: "3" },
      { winners: texts.errors.tooFew(2) },
    ],
  ])("with %s shows that at the field and draws nothing", async ([, values, errors]) => {
    const form = await open.openForm("draw");
    expect(errorsOf(await open.submit(form, { ...fillIn(form), ...values }))).toEqual(errors);
    expect(open.started).toEqual([]);
  });

  test.each(["not-invited", "archived", "not-allowed"] as const)(
    "with a channel that is %s says so at the channel",
    async (status) => {
      open.setChannelStatus(status);
      const form = await open.openForm("draw");
      expect(errorsOf(await open.submit(form, fillIn(form)))).toEqual({
        channel: texts.errors.channels[status],
      });
      expect(open.started).toEqual([]);
    },
  );

  test("with more winners than are left asks for a tick, for just this number", async () => {
    const form = await open.openForm("draw");
    const asked = changedTo(await open.submit(form, fillIn(form, { winners: "2" })));
    expect(open.started).toEqual([]);
    expect(errorsOf(await open.submit(asked, { ...fillIn(asked), winners: "2" }))).toEqual({
      overdraw: texts.errors.overdraw(1),
    });
    const ticked = { ...fillIn(asked), winners: "3", overdraw: ["grand:2:1"] };
    changedTo(await open.submit(asked, ticked));
    expect(open.started, "the tick was for two").toEqual([]);
    await open.submit(asked, { ...ticked, winners: "2" });
    expect(open.started).toHaveLength(1);
  });

  test("of a campaign that has ended draws nothing", async () => {
    const form = await open.openForm("draw");
    const stale = { ...form, state: '[7,""]' };
    expect(errorsOf(await open.submit(stale, fillIn(form)))).toEqual({ winners: texts.errors.otherCampaign });
    await expect(open.submit({ ...form, state: "{}" }, fillIn(form))).rejects.toThrow("state");
    expect(open.started).toEqual([]);
  });

  test("that AWS does not confirm says so", async () => {
    await using broken = await openRegistry();
    broken.breakStart();
    const form = await broken.openForm("draw");
    expect(await broken.submit(form, fillIn(form))).toEqual({
      done: formatParagraph(locales.en.draw.notStarted),
    });
  });

  test("again with other values, after it has started a draw, says that nothing was started now", async () => {
    await using again = await openRegistry();
    const form = await again.openForm("draw");
    await again.submit(form, fillIn(form));
    again.breakStart("other");
    expect(await again.submit(form, fillIn(form, { winners: "3" }))).toEqual({
      done: formatParagraph(locales.en.draw.startedOther),
    });
  });
});

describe("a typed draw of a listed prize", () => {
  test("starts at once if enough are left", async () => {
    await open.respond("draw 5 third prize");
    expect(open.started).toMatchObject([{ request: { input: 5, prize: "third prize" } }]);
  });

  test("asks first if more are drawn than are left, and starts once when it is confirmed twice", async () => {
    const { text, blocks } = await open.respond("draw 6 THIRD prize");
    expect(text).toBe(locales.en.draw.moreThanLeft({ winners: 6, prize: "THIRD prize", left: 5 }));
    expect(open.started).toEqual([]);
    const [, actions] = blocks;
    const [yes] = actions?.type === "actions" ? actions.elements : [];
    if (yes?.type !== "button") throw new Error("There is no button.");
    for (let i = 0; i < 2; i++) await open.click(yes.action_id ?? "", yes.value ?? "");
    expect(new Set(open.started.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    expect(open.started[0]).toMatchObject({ request: { input: 6, prize: "THIRD prize" } });
    expect((await open.click("lottery_draw_cancel", "")).text).toBe(locales.en.cancelled);
  });
});
