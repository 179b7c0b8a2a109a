/** @module-tag slow */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { FormResponse } from "../../../bot/commands/form-response.ts";
import { locales } from "../../../bot/locales/locales.ts";
import type { Form } from "../../../bot/messages/form.ts";
import { formatParagraph } from "../../../bot/messages/message.ts";
import { PRIZE_ACTIONS } from "../../../bot/messages/prizes.ts";
import { acceptForm, buttonsIn, fillIn, readForm } from "./fill-in.ts";
import { MEMBER, OPERATOR, openRegistry } from "./open-registry.ts";

const texts = locales.en.prizes;

let open: Awaited<ReturnType<typeof openRegistry>>;
beforeAll(async () => {
  open = await openRegistry();
});
afterAll(() => open[Symbol.asyncDispose]());
afterEach(async () => {
  const current = await open.lottery.ledger.campaigns.readCurrent();
  await open.lottery.ledger.campaigns.setPrizes(current, []);
});

function formIn(response: unknown): Form {
  const shown = response as Partial<Record<"push" | "change" | "back", Form>>;
  const form = shown.push ?? shown.change ?? shown.back;
  if (!form) throw new Error(`No form: ${JSON.stringify(response)}`);
  return form;
}

const errorsOf = (response: FormResponse) => ("errors" in response ? response.errors : undefined);

/** Opens the form for the whole list, or for one more prize. */
const openForm = async (name: "add" | "edit") =>
  formIn(await open.change(PRIZE_ACTIONS[name], undefined, await open.openForm("prizes")));

/** Saves this text as the list. */
async function saveList(text: string, nonce = `nonce of ${text}`) {
  const form = await openForm("edit");
  return open.submit(form, fillIn(form, { list0: text }), OPERATOR, nonce);
}

const readPrizes = async () =>
  (await open.lottery.ledger.campaigns.readCurrent()).prizes.map(
    ({ name, quantity }) => `${quantity} ${name}`,
  );

const readLog = async () =>
  (await open.lottery.ledger.auditLog.page("all", 100)).entries.flatMap(({ entry }) =>
    entry?.action === "prizes.save" ? [entry] : [],
  );

describe("the list of prizes", () => {
  test("is shown to everybody, with what is left, and only operators get buttons", async () => {
    await saveList("Grand prize, 1000 €\n5 × Second prize\n20 × *Third* <!channel>");
    await open.lottery.draw(2, { prize: "second  PRIZE" });
    const shown = await open.openForm("prizes", MEMBER);
    expect(readForm(shown)).toBe(
      [
        "*Prizes*",
        "*Grand prize* (1000 €): 1 of 1 left",
        "*Second prize*: 3 of 5 left",
        "*∗Third∗ &lt;!channel&gt;*: 20 of 20 left",
        "In total: 24 of 26 left",
      ].join("\n"),
    );
    expect(buttonsIn(shown)).toEqual([]);
    expect(buttonsIn(await open.openForm("prizes"))).toEqual([PRIZE_ACTIONS.add, PRIZE_ACTIONS.edit]);
  });

  test("gets a prize back when its draw is void", async () => {
    await saveList("5 × Lamp");
    const { body } = await open.lottery.draw(2, { prize: "Lamp" });
    const revise = { kind: "void", draw_no: body.draw_no };
    const opened = await open.lottery.inputWinners({
      execution: "void-lamp",
      started_at: open.lottery.clock.now().toISOString(),
      request: { revise, requested_by: OPERATOR },
    });
    const chosen = await open.lottery.randomSelectWinners(opened.body);
    await open.lottery.recordWinners((await open.lottery.validateWinners(chosen.body)).body);
    expect(readForm(await open.openForm("prizes"))).toContain("*Lamp*: 5 of 5 left");
  });

  test("of any length is within Slack's limits, and stays the same when it is saved unchanged", async () => {
    const current = await open.lottery.ledger.campaigns.readCurrent();
    const prizes = Array.from({ length: 100 }, (_, i) => ({
      prize_id: `p${i}`,
      name: `${i}`.padEnd(150, "&"),
      quantity: 1_000,
      value: "&".repeat(100),
    }));
    await open.lottery.ledger.campaigns.setPrizes(current, prizes);
    acceptForm(await open.openForm("prizes"));
    const form = await openForm("edit");
    expect(await open.submit(form, fillIn(form))).toMatchObject({ back: {} });
    expect((await open.lottery.ledger.campaigns.readCurrent()).prizes).toEqual(prizes);
  });

  test("says so if Slack does not open it", async () => {
    await using refused = await openRegistry();
    refused.refuseForms(formatParagraph(locales.en.forms.expired));
    expect((await refused.respond("prizes")).text).toBe(locales.en.forms.expired);
  });
});

describe("adding a prize", () => {
  const add = async (values: Record<string, string>, nonce = `add ${values["name"]}`) => {
    const form = await openForm("add");
    return open.submit(form, fillIn(form, values), OPERATOR, nonce);
  };

  test("puts it at the end, records who did it, and shows the list", async () => {
    await saveList("Grand prize");
    const response = await add({ name: " Lamp ", quantity: "3", value: "30 €" });
    expect(readForm(formIn(response))).toContain(
      `${texts.saved}\n*Prizes*\n*Grand prize*: 1 of 1 left\n*Lamp* (30 €)`,
    );
    const [entry] = await readLog();
    expect(entry).toMatchObject({
      action: "prizes.save",
      who: { user_id: OPERATOR },
      before: { prizes: [{ name: "Grand prize" }] },
      after: { prizes: [{ name: "Grand prize" }, { name: "Lamp", quantity: 3, value: "30 €" }] },
    });
  });

  test("twice with one form adds it once, and records it once", async () => {
    const before = (await readLog()).length;
    await add({ name: "Bike" }, "same");
    expect(formIn(await add({ name: "Bike" }, "same"))).toBeDefined();
    expect(await readPrizes()).toEqual(["1 Bike"]);
    expect(await readLog()).toHaveLength(before + 1);
  });

  test.for<[string, Record<string, string>, string, string]>([
    ["no name", { name: "  \u200b" }, "name", texts.errors.reasons["no-name"]],
    ["a name that is listed", { name: "ＧＲＡＮＤ prize" }, "name", texts.errors.reasons.twice],
    ["a malformed quantity", { name: "a", quantity: "1e1000" }, "quantity", texts.errors.reasons.quantity],
    ["no quantity", { name: "a", quantity: "" }, "quantity", texts.errors.reasons.quantity],
    [
      "a value that is too long",
      { name: "a", value: "9".repeat(101) },
      "value",
      texts.errors.reasons["value-too-long"],
    ],
  ])("with %s shows that at the field, and saves nothing", async ([, values, field, error]) => {
    await saveList("Grand prize\nLamp");
    expect(errorsOf(await add(values))).toEqual({ [field]: error });
    expect(await readPrizes()).toEqual(["1 Grand prize", "1 Lamp"]);
  });

  test("to a full list shows the limit", async () => {
    await saveList(Array.from({ length: 100 }, (_, i) => `Prize no ${i}`).join("\n"));
    expect(errorsOf(await add({ name: "One more" }))).toEqual({ name: texts.errors.tooMany(100) });
  });

  test("at the same time as another operator keeps both", async () => {
    await Promise.all(["Bike", "Lamp"].map((name) => add({ name })));
    expect((await readPrizes()).sort()).toEqual(["1 Bike", "1 Lamp"]);
  });
});

describe("editing the list", () => {
  test("keeps the winners of prizes that are moved, renamed or spelled in another way", async () => {
    await saveList("Grand prize\n5 × Second prize\n20 × Third prize");
    await open.lottery.draw(1, { prize: "Second prize" });
    await saveList("20 × Third prize\nGrand prize\n5 × Silver");
    expect(readForm(await open.openForm("prizes"))).toContain("*Silver*: 4 of 5 left");
  });

  test("does not lose a prize that has winners", async () => {
    await saveList("Grand prize\n5 × Second prize");
    await open.lottery.draw(1, { prize: "Second prize" });
    expect(errorsOf(await saveList("Grand prize"))).toEqual({
      list0: texts.errors.hasWinners("Second prize", 1),
    });
    expect(await readPrizes()).toHaveLength(2);
  });

  test("shows which lines are wrong, and saves nothing", async () => {
    const errors = errorsOf(await saveList("Lamp\n0 × Bike\nlamp"));
    expect(errors?.["list0"]).toBe(
      `Line 2 (0 × Bike): ${texts.errors.reasons.quantity} Line 3 (lamp): ${texts.errors.reasons.twice}`,
    );
    expect(errorsOf(await saveList(Array.from({ length: 101 }, (_, i) => `Nr ${i}`).join("\n")))).toEqual({
      list0: texts.errors.tooMany(100),
    });
    expect(await readPrizes()).toEqual([]);
  });

  test("at the same time as another operator shows the new list and one's own input, and loses nothing", async () => {
    await saveList("Grand prize");
    const [mine, others] = [await openForm("edit"), await openForm("edit")];
    await open.submit(others, fillIn(others, { list0: "Grand prize\nLamp" }), OPERATOR, "others");
    const conflict = formIn(
      await open.submit(mine, fillIn(mine, { list0: "Grand prize\nBike" }), OPERATOR, "mine"),
    );
    expect(readForm(conflict)).toBe(
      [
        texts.conflict,
        "*Prizes*",
        "*Grand prize*: 1 of 1 left\n*Lamp*: 1 of 1 left",
        "In total: 2 of 2 left",
        texts.yourInput,
      ].join("\n"),
    );
    expect(fillIn(conflict)).toEqual({ list0: "Grand prize\nBike" });
    expect(await readPrizes()).toEqual(["1 Grand prize", "1 Lamp"]);
    await open.submit(conflict, fillIn(conflict, { list0: "Grand prize\nBike\nLamp" }), OPERATOR, "mine");
    expect(await readPrizes()).toEqual(["1 Grand prize", "1 Bike", "1 Lamp"]);
  });

  test("of a campaign that has ended shows the list of the new one", async () => {
    await using other = await openRegistry();
    const list = await other.openForm("prizes");
    const form = formIn(await other.change(PRIZE_ACTIONS.edit, undefined, list));
    await other.lottery.ledger.campaigns.start({
      after: 1,
      id: "x",
      name: "Next",
      startedBy: undefined,
      startedAt: "2026-06-15T12:00:00.000Z",
      countedTo: 0,
    });
    const shown = formIn(await other.submit(form, fillIn(form, { list0: "Bike" })));
    expect(readForm(shown)).toContain(`${texts.otherCampaign}\n*Prizes of Next*`);
    expect((await other.lottery.ledger.campaigns.readCurrent()).prizes).toEqual([]);
  });

  test("that is submitted twice saves and records once", async () => {
    const form = await openForm("edit");
    const before = (await readLog()).length;
    for (let i = 0; i < 2; i++)
      expect(await open.submit(form, fillIn(form, { list0: "Bike" }), OPERATOR, "twice")).toMatchObject({
        back: {},
      });
    expect(await readLog()).toHaveLength(before + 1);
  });

  test("can remove all prizes without winners", async () => {
    await saveList("Bike\nLamp");
    await saveList("");
    expect(await readPrizes()).toEqual([]);
  });
});

test("only operators can change the list, also if they were operators when they opened it", async () => {
  const list = await open.openForm("prizes");
  for (const action of Object.values(PRIZE_ACTIONS)) {
    expect(await open.change(action, undefined, list, {}, MEMBER)).toEqual({
      done: formatParagraph(locales.en.operatorsOnly),
    });
    const form = formIn(await open.change(action, undefined, list));
    expect(await open.submit(form, fillIn(form), MEMBER)).toEqual({
      done: formatParagraph(locales.en.operatorsOnly),
    });
  }
  expect(await readPrizes()).toEqual([]);
});

test.each(["", "{}", "[1]", '["1","2"]'])("a list with the state %j is refused", async (state) => {
  const form = { ...(await openForm("edit")), state };
  await expect(open.submit(form, fillIn(form, { list0: "Bike" }))).rejects.toThrow("state");
});
