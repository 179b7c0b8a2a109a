/** @module-tag slow */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { CHOOSE_BUTTON } from "../../../bot/messages/candidates.ts";
import type { Message } from "../../../bot/messages/message.ts";
import { LotteryError } from "../../../data/runtime/lottery-error.ts";
import { LEASE_SECONDS } from "../../../workflow/attempt/leases.ts";
import { expectSlackTakes } from "../../support/slack-limits.ts";
import { MEMBER, OPERATOR, openRegistry } from "./open-registry.ts";

const PEOPLE = [
  ["E0001", "Ann"],
  ["E0002", "Ann Lee"],
  ["2", "Zoë"],
  ["E0004", "王芳"],
  ["E0005", "王芳"],
] as const;

const roster = PEOPLE.map(([employee_id, employee_name], i) => ({
  employee_id,
  employee_name,
  employee_entry_date: "20200101",
  lottery_serial: i + 1,
}));

/** All buttons of a message. */
function buttonsOf({ blocks }: Message) {
  return blocks.flatMap((block) => {
    const accessories = block.type === "section" && block.accessory ? [block.accessory] : [];
    const elements = block.type === "actions" ? block.elements : accessories;
    return elements.flatMap((element) => (element.type === "button" ? [element] : []));
  });
}

describe.for(["en", "zh-CN"] as const)("/lottery redraw in %s", (locale) => {
  const texts = locales[locale];
  let open: Awaited<ReturnType<typeof openRegistry>>;
  beforeAll(async () => {
    open = await openRegistry(locale, roster);
    await open.lottery.draw(5, { channel_id: "C0LOTTERY" });
  });
  afterAll(() => open[Symbol.asyncDispose]());
  beforeEach(() => {
    open.started.length = 0;
  });

  const idsIn = (message: Message) =>
    buttonsOf(message).map(({ value = "{}" }) => JSON.parse(value).employee_id as unknown);

  test.for([
    ["redraw 1 Ann Lee, is away", "E0002", "is away"],
    ["redraw 1 “Ann Lee” is away", "E0002", "is away"],
    ["REDRAW #1 zoe", "2", undefined],
    ["redraw 1 E0005 未到场", "E0005", "未到场"],
    ["redraw 第1次 Ann 未到场", "E0001", "未到场"],
  ] as const)("%s asks about that winner", async ([text, employee_id, reason]) => {
    const message = await open.respond(text);
    expectSlackTakes(message);
    const [yes] = buttonsOf(message);
    expect(yes).toMatchObject({ action_id: "lottery_redraw_confirm", style: "danger" });
    expect(JSON.parse(yes?.value ?? "")).toMatchObject({
      draw_no: 1,
      employee_id,
      ...(reason && { reason }),
    });
    expect(message.text).toContain(`(${employee_id})`);
    expect(message.text).toContain(texts.revision.audience(true));
    expect(open.started).toEqual([]);
  });

  test("of namesakes shows a menu, and a choice leads to the same question", async () => {
    const menu = await open.respond("redraw 1 王芳，未到场");
    expectSlackTakes(menu);
    expect(menu.text).toContain(texts.redraw.whichWinner(1));
    expect(idsIn(menu).toSorted()).toEqual(["E0004", "E0005"]);
    const [first] = buttonsOf(menu);
    expect(first).toMatchObject({
      action_id: CHOOSE_BUTTON,
      text: { text: texts.redraw.choose },
      accessibility_label: `${texts.redraw.choose}: 王芳`,
    });
    const question = await open.click(CHOOSE_BUTTON, first?.value ?? "");
    const [yes] = buttonsOf(question);
    expect(yes).toMatchObject({ action_id: "lottery_redraw_confirm" });
    const employee_id = idsIn(menu)[0];
    expect(question.text).toContain(`(${employee_id})`);
    expect(open.started).toEqual([]);

    await open.click("lottery_redraw_confirm", yes?.value ?? "");
    expect(open.started).toMatchObject([
      {
        request: {
          revise: { kind: "redraw", draw_no: 1, employee_id, reason: "未到场" },
          requested_by: OPERATOR,
        },
      },
    ]);
  });

  test("of a number that is one winner's rank and another's id shows both", async () => {
    const { winners } = await open.lottery.readDrawn(1);
    const second = winners[1]?.employee_id;
    const both = new Set([second, "2"]);
    expect(new Set(idsIn(await open.respond("redraw 1 2")).filter(Boolean))).toEqual(both);
    const [yes] = buttonsOf(await open.respond("redraw 1 #2"));
    expect(JSON.parse(yes?.value ?? "")).toMatchObject({ employee_id: second });
  });

  test("shows in a menu which reason each choice leaves", async () => {
    const menu = await open.respond("redraw 1 Ann Le");
    const shown = JSON.stringify(menu.blocks);
    expect(shown).toContain(texts.revision.reason("Le"));
    expect(idsIn(menu).toSorted()).toEqual(["E0001", "E0002"]);
  });

  test("explains how to name a winner if none is found, and gives the usage if a part is missing", async () => {
    expect(await open.respond("redraw 1 Max")).toMatchObject({ text: texts.redraw.unknownWinner(1) });
    for (const text of ["redraw", "redraw 1", "redraw Ann", "redraw 1,5 Ann"])
      expect(await open.respond(text)).toMatchObject({ text: texts.redraw.usage });
    expect(await open.respond(`redraw 1 Ann ${"x".repeat(151)}`)).toMatchObject({
      text: texts.revision.reasonTooLong(150),
    });
  });

  test("only an operator can choose, and only a winner of the draw", async () => {
    const value = (employee_id: string) => JSON.stringify({ nonce: "n", draw_no: 1, employee_id });
    expect(await open.click(CHOOSE_BUTTON, value("E0001"), MEMBER)).toMatchObject({
      text: texts.operatorsOnly,
    });
    expect(await open.click(CHOOSE_BUTTON, value("E0009"))).toMatchObject({
      text: texts.redraw.unknownWinner(1),
    });
    await expect(open.click(CHOOSE_BUTTON, "1")).rejects.toBeInstanceOf(LotteryError);
  });
});

describe.for(["en", "zh-CN"] as const)("the state of a draw is explained in %s", (locale) => {
  const texts = locales[locale];
  let open: Awaited<ReturnType<typeof openRegistry>>;
  beforeAll(async () => {
    open = await openRegistry(locale);
  });
  afterAll(() => open[Symbol.asyncDispose]());

  const commands = (drawNo: number) => [`redraw ${drawNo} Ann`, `void ${drawNo}`, `verify ${drawNo}`];

  test("if it failed: why", async () => {
    await open.lottery.attempt(11);
    const draw = await open.lottery.ledger.read(1);
    if (draw?.status !== "failed") throw new Error("The draw has not failed.");
    const reason = texts.reasons.NotEnoughEntrants(draw.error_facts);
    for (const command of commands(1))
      expect(await open.respond(command)).toMatchObject({ text: texts.revision.failed(1, reason) });
  });

  test("if it is in progress", async () => {
    await open.lottery.open(1);
    for (const command of commands(2))
      expect(await open.respond(command)).toMatchObject({ text: texts.revision.inProgress(2) });
  });

  test("if it was interrupted, even before another draw marks it as failed", async () => {
    open.lottery.advance(LEASE_SECONDS);
    for (const command of commands(2))
      expect(await open.respond(command)).toMatchObject({ text: texts.revision.interrupted(2) });
    expect((await open.respond("winners")).text).toContain(texts.history.interrupted);
  });

  test("if it has no channel: nothing is announced", async () => {
    await open.lottery.draw(1);
    for (const command of ["void 3", "redraw 3 #1"]) {
      const { text } = await open.respond(command);
      expect(text).toContain(texts.revision.audience(false));
      expect(text).not.toContain(texts.revision.audience(true));
    }
  });

  test("if it is void", async () => {
    await open.lottery.revise({ kind: "void", draw_no: 3 });
    for (const command of ["redraw 3 Ann", "redraw 3 1", "void 3"])
      expect(await open.respond(command)).toMatchObject({ text: texts.revision.isVoid(3) });
    const value = JSON.stringify({ nonce: "n", draw_no: 3, employee_id: "E0001" });
    expect(await open.click(CHOOSE_BUTTON, value)).toMatchObject({ text: texts.revision.isVoid(3) });
  });

  test("if a win is cancelled", async () => {
    const { body } = await open.lottery.draw(2);
    const [first] = body.winner_details;
    await open.lottery.revise({ kind: "redraw", draw_no: 4, employee_id: first?.employee_id });
    for (const message of [
      await open.respond(`redraw 4 ${first?.employee_id} again`),
      await open.click(
        CHOOSE_BUTTON,
        JSON.stringify({ nonce: "n", draw_no: 4, employee_id: first?.employee_id }),
      ),
    ])
      expect(message.text).toBe(
        texts.redraw.alreadyCancelled(4, `*${first?.employee_name}* (${first?.employee_id})`),
      );
  });

  test("if the data of a winner was erased: only the whole draw can be voided", async () => {
    const { body } = await open.lottery.draw(2);
    const [first, second] = body.winner_details;
    const draw = await open.lottery.readDrawn(5);
    const [winner = { employee_id: "", lottery_serial: 1 }, other] = draw.winners;
    const erased = { ...winner, employee_id: "erased-01", employee_name: "erased", erased: "01".repeat(32) };
    await open.lottery.ledger.erasing.replace(draw, {
      ...draw,
      winners: [erased, ...(other ? [other] : [])],
    });

    const choice = JSON.stringify({ nonce: "n", draw_no: 5, employee_id: "erased-01" });
    for (const message of [await open.respond("redraw 5 #1"), await open.click(CHOOSE_BUTTON, choice)])
      expect(message.text).toBe(texts.redraw.erasedWinner(5));
    for (const name of [first?.employee_id, "erased", "erased-01", texts.erasedPerson])
      expect((await open.respond(`redraw 5 ${name}`)).text).toBe(texts.redraw.unknownWinner(5));
    expect((await open.respond(`redraw 5 ${second?.employee_id}`)).text).toContain(second?.employee_name);
    const question = await open.respond("void 5");
    expect(question.text).toContain(`${texts.erasedPerson}${texts.listSeparator}${second?.employee_name}`);
  });

  test("if the names of everybody in it were erased: it cannot be changed", async () => {
    const draw = await open.lottery.readDrawn(5);
    const names_erased_at = open.lottery.clock.now().toISOString();
    await open.lottery.ledger.erasing.replace(draw, { ...draw, names_erased_at });
    for (const command of ["redraw 5 #2", "void 5"])
      expect((await open.respond(command)).text).toBe(texts.revision.namesErased(5));
  });
});
