/** @module-tag slow */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { CAMPAIGN_ACTIONS } from "../../../bot/messages/campaign.ts";
import type { Message } from "../../../bot/messages/message.ts";
import { LONGEST_CAMPAIGN } from "../../../data/ledger/rules.ts";
import { countRequests } from "../../support/count-requests.ts";
import { expectSlackTakes } from "../../support/slack-limits.ts";
import { buttonsIn } from "./buttons-in.ts";
import { MEMBER, OPERATOR, openRegistry } from "./open-registry.ts";

const { campaign: texts, cancelled, operatorsOnly } = locales.en;
const COLLEAGUE = "U0COLLEAGUE";

let open: Awaited<ReturnType<typeof openRegistry>>;
beforeEach(async () => {
  open = await openRegistry();
});
afterEach(() => open[Symbol.asyncDispose]());

const readCurrent = () => open.lottery.ledger.campaigns.readCurrent();
const buttonValue = (message: Message) => buttonsIn(message)[0]?.value ?? "";
const readLog = async () =>
  (await open.lottery.ledger.auditLog.page("all", 100)).entries.flatMap(({ entry }) =>
    // Draws are in the log, too.
    entry && entry.action !== "draw.request" && entry.action !== "draw.void" ? [entry] : [],
  );

/** Starts a campaign by command and click. */
async function start(name: string) {
  return open.click(CAMPAIGN_ACTIONS.confirm, buttonValue(await open.respond(`campaign new ${name}`)));
}

describe("the current campaign", () => {
  test("is shown to everybody, and only operators get buttons", async () => {
    await start("Summer party");
    await open.lottery.ledger.campaigns.setPrizes(await readCurrent(), [
      { prize_id: "bike", name: "Bike", quantity: 3, value: "500 €" },
      { prize_id: "pen", name: "Pen", quantity: 1 },
    ]);
    await open.lottery.draw(2, { prize: "bike" });
    await open.lottery.draw(1, { prize: "Pen" });
    const shown = await open.respond("campaign", MEMBER);
    expect(shown.text.split("\n")).toEqual([
      "*Current campaign: “Summer party”*",
      `Started <!date^1781524800^{date_short_pretty} {time}|2026-06-15 12:00 UTC> by <@${OPERATOR}>`,
      "2 draws, 3 winners",
      "7 people can still win.",
      "*Prizes left*",
      "*Bike* (500 €): 1 of 3 left",
    ]);
    expect(buttonsIn(shown)).toEqual([]);
    expect(JSON.stringify(shown.blocks)).toContain(texts.once);
    expect(buttonsIn(await open.respond("campaign")).map(({ action }) => action)).toEqual([
      CAMPAIGN_ACTIONS.askStart,
      CAMPAIGN_ACTIONS.askRename,
    ]);
  });

  test("can be the first one, without a name, a start, draws and prizes", async () => {
    expect((await open.respond("campaign", MEMBER)).text.split("\n")).toEqual([
      "*Current campaign: the first campaign*",
      "0 draws, 0 winners",
      "10 people can still win.",
      texts.noPrizes,
    ]);
  });

  test("does not count void draws and earlier winners, and says which draws are in progress where", async () => {
    await open.lottery.draw(10);
    await open.lottery.openSelected(1, "of-the-first").catch(() => undefined);
    await start("Next");
    await open.lottery.draw(3);
    await open.lottery.revise({ kind: "void", draw_no: 3 });
    await open.lottery.openSelected(1, "of-the-next");
    const { text } = await open.respond("campaign");
    expect(text).toContain("\n0 draws, 0 winners\n10 people can still win.\n");
    expect(text).toContain("Draw 4 is in progress.");
  });

  test("says so if the roster is too large to count in time", async () => {
    open.lottery.roster.survey = () => Promise.reject(new Error("This test needs no count."));
    await expect(open.respond("campaign")).rejects.toThrow("needs no count");
    open.lottery.roster.survey = async (_taken, _classify, _most, signal) => {
      await new Promise((resolve) => signal?.addEventListener("abort", resolve));
      throw new Error("The request was aborted.");
    };
    expect((await open.respond("campaign")).text).toContain(texts.notCounted);
  });

  test("fits into Slack's limits with the longest names and 100 prizes", async () => {
    await start("&".repeat(LONGEST_CAMPAIGN));
    const prizes = Array.from({ length: 100 }, (_, i) => ({
      prize_id: `p${i}`,
      name: `${i} ${"<".repeat(140)}`,
      quantity: 1_000,
      value: "&".repeat(100),
    }));
    await open.lottery.ledger.campaigns.setPrizes(await readCurrent(), prizes);
    const shown = await open.respond("campaign");
    expectSlackTakes(shown);
    expect(shown.text).toMatch(/… and \d+ more prizes/);
  });

  test("costs the same after many draws", async () => {
    const { client, ledger } = open.lottery;
    const cost = () => countRequests(client, () => open.respond("campaign", MEMBER));
    await open.lottery.draw(1);
    const early = await cost();
    const { candidates, ...record } = await open.lottery.readDrawn(1);
    for (let no = 2; no <= 60; no++)
      await open.lottery.putRecord({
        ...record,
        ledger: "draws",
        entry: String(no).padStart(10, "0"),
        draw_no: no,
        draw_id: `draw-${no}`,
      });
    await ledger.campaigns.addDraws(await readCurrent(), { draws: 60, winners: 60, drawn: new Map() }, 60);
    expect(await cost()).toBe(early);
  });
});

describe("starting a campaign", () => {
  test("asks first, says what happens, and is in the log", async () => {
    const question = await open.respond("campaign new Summer  *party* &lt;!channel&gt;");
    expect(question.text).toContain("Start the campaign “Summer ∗party∗ &lt;!channel&gt;”?");
    expect(question.text).toContain(texts.effect(texts.first));
    expect(await readCurrent()).toMatchObject({ campaign_no: 1 });
    const started = await open.click(CAMPAIGN_ACTIONS.confirm, buttonValue(question));
    expect(started.text).toBe(texts.isStarted("Summer ∗party∗ &lt;!channel&gt;"));
    expect(await readCurrent()).toMatchObject({
      campaign_no: 2,
      name: "Summer *party* <!channel>",
      started_by: OPERATOR,
    });
    expect(await readLog()).toMatchObject([
      {
        action: "campaign.start",
        who: { user_id: OPERATOR },
        before: { campaign_no: 1 },
        after: { campaign_no: 2, name: "Summer *party* <!channel>" },
      },
    ]);
  });

  test("says which draws in progress stay in the current campaign", async () => {
    await open.lottery.openSelected(1);
    const question = await open.respond("campaign new Next");
    expect(question.text).toContain("Draw 1 is in progress. It stays in the first campaign.");
    await open.click(CAMPAIGN_ACTIONS.confirm, buttonValue(question));
    expect((await open.respond("campaign")).text).toContain(
      "Draw 1 is in progress and belongs to an earlier campaign.",
    );
  });

  test("by two clicks on one button starts one campaign, with one entry in the log", async () => {
    const value = buttonValue(await open.respond("campaign new Next"));
    const clicks = await Promise.all([1, 2].map(() => open.click(CAMPAIGN_ACTIONS.confirm, value)));
    for (const { text } of [...clicks, await open.click(CAMPAIGN_ACTIONS.confirm, value)])
      expect(text).toBe(texts.isStarted("Next"));
    expect(await readCurrent()).toMatchObject({ campaign_no: 2 });
    expect(await readLog()).toHaveLength(1);
  });

  test("too late, after another operator's start, changes nothing and says so", async () => {
    await open.lottery.ledger.operators.add({ userId: COLLEAGUE, by: OPERATOR, at: new Date(), id: "add" });
    const value = buttonValue(await open.respond("campaign new Mine"));
    const other = buttonValue(await open.respond("campaign new Theirs", COLLEAGUE));
    await open.click(CAMPAIGN_ACTIONS.confirm, other, COLLEAGUE);
    expect((await open.click(CAMPAIGN_ACTIONS.confirm, value)).text).toBe(texts.tooLate);
    expect(await readCurrent()).toMatchObject({ campaign_no: 2, name: "Theirs", started_by: COLLEAGUE });
    expect((await readLog()).filter(({ action }) => action === "campaign.start")).toHaveLength(1);
  });

  test("can be cancelled", async () => {
    expect((await open.click(CAMPAIGN_ACTIONS.cancel, "")).text).toBe(cancelled);
  });

  test("by the form does the same, once per form", async () => {
    await open.respond("campaign");
    const opened = await open.openFormBy(CAMPAIGN_ACTIONS.askStart);
    expect(await open.submit(opened, { name: "  " })).toEqual({ errors: { name: texts.nameMissing } });
    expect(await open.submit(opened, { name: "x".repeat(LONGEST_CAMPAIGN + 1) })).toEqual({
      errors: { name: texts.nameTooLong(LONGEST_CAMPAIGN) },
    });
    for (let i = 0; i < 2; i++)
      expect(await open.submit(opened, { name: "Next" })).toMatchObject({
        done: { text: texts.isStarted("Next") },
      });
    expect(await open.submit(opened, { name: "Other" }, OPERATOR, "another form")).toMatchObject({
      done: { text: texts.tooLate },
    });
    expect(await readCurrent()).toMatchObject({ campaign_no: 2, name: "Next" });
    expect(await readLog()).toHaveLength(1);
  });
});

describe("renaming the current campaign", () => {
  test("changes its name, and not that of its draws so far", async () => {
    await open.lottery.draw(1);
    expect((await open.respond("campaign rename “Party 2026”")).text).toBe(texts.isRenamed("Party 2026"));
    await open.lottery.draw(1);
    expect((await open.lottery.readDrawn(1)).rules).toEqual({});
    expect((await open.lottery.readDrawn(2)).rules).toEqual({ campaign: { no: 1, name: "Party 2026" } });
    await open.respond("campaign rename Party");
    expect(await readLog()).toMatchObject([{ action: "campaign.name" }, { action: "campaign.name" }]);
    expect((await readLog()).map(({ before, after }) => [before?.["name"], after?.["name"]])).toEqual(
      expect.arrayContaining([
        [undefined, "Party 2026"],
        ["Party 2026", "Party"],
      ]),
    );
  });

  test("by the form renames the campaign that it shows, or none", async () => {
    const form = await open.openFormBy(CAMPAIGN_ACTIONS.askRename);
    expect(await open.submit(form, { name: "" })).toEqual({ errors: { name: texts.nameMissing } });
    for (let i = 0; i < 2; i++)
      expect(await open.submit(form, { name: "Party" })).toMatchObject({
        done: { text: texts.isRenamed("Party") },
      });
    expect(await readLog()).toHaveLength(1);
    await start("Next");
    expect(await open.submit(form, { name: "Late" })).toMatchObject({ done: { text: texts.tooLate } });
    expect(await readCurrent()).toMatchObject({ name: "Next" });
  });

  test("loses no prizes that are saved at the same time", async () => {
    const { campaigns } = open.lottery.ledger;
    const prize = { prize_id: "bike", name: "Bike", quantity: 1 };
    await Promise.all([
      open.respond("campaign rename Party"),
      readCurrent().then((current) => campaigns.setPrizes(current, [prize])),
    ]);
    const current = await readCurrent();
    if (current.prizes.length === 0) await campaigns.setPrizes(current, [prize]);
    expect(await readCurrent()).toMatchObject({ name: "Party", prizes: [prize] });
  });
});

describe("is refused with a sentence, and without a change:", () => {
  test.each([
    ["another subcommand", "campaign stop", texts.usage],
    ["a name every object has", "campaign constructor x", texts.usage],
    ["a campaign without a name", "campaign new", texts.nameMissing],
    ["a name of quotes", 'campaign new ""', texts.nameMissing],
    ["a name that is too long", `campaign new ${"x".repeat(76)}`, texts.nameTooLong(75)],
    ["a new name that is missing", "campaign rename", texts.nameMissing],
  ])("%s", async (_, typed, response) => {
    expect((await open.respond(typed)).text).toBe(response);
    expect(await readCurrent()).toMatchObject({ campaign_no: 1 });
  });

  test.each(["campaign new Next", "campaign rename Next"])("a member's %s", async (typed) => {
    expect((await open.respond(typed, MEMBER)).text).toBe(operatorsOnly);
  });

  test("a member's click, and a member's form", async () => {
    const value = buttonValue(await open.respond("campaign new Next"));
    for (const action of Object.values(CAMPAIGN_ACTIONS).slice(0, 2))
      expect((await open.click(action, value, MEMBER)).text).toBe(operatorsOnly);
    expect((await open.click(CAMPAIGN_ACTIONS.confirm, value, MEMBER)).text).toBe(operatorsOnly);
    const form = await open.openFormBy(CAMPAIGN_ACTIONS.askStart);
    expect(await open.submit(form, { name: "Next" }, MEMBER)).toMatchObject({
      done: { text: operatorsOnly },
    });
    expect(await readCurrent()).toMatchObject({ campaign_no: 1 });
  });

  test.each(["", "{}", '{"nonce":"n","after":0,"name":"Next"}', '{"nonce":"n","after":1,"name":""}'])(
    "a click with the malformed value %j",
    async (value) => {
      await expect(open.click(CAMPAIGN_ACTIONS.confirm, value)).rejects.toMatchObject({
        name: "InvalidInput",
      });
    },
  );

  test("a click of a question from before a backup was restored", async () => {
    const value = '{"nonce":"n","after":7,"name":"Next"}';
    expect((await open.click(CAMPAIGN_ACTIONS.confirm, value)).text).toBe(texts.tooLate);
  });
});

test("it works in Chinese", async () => {
  await using chinese = await openRegistry("zh-CN");
  expect((await chinese.respond("campaign 新建 年会")).text).toContain("要开始活动“年会”吗？");
  expect((await chinese.respond("campaign")).text).toContain("*当前活动：第一期活动*");
});
