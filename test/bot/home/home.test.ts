import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCatalog } from "../../../bot/commands/registry.ts";
import { locales } from "../../../bot/locales/locales.ts";
import { countRequests } from "../../support/count-requests.ts";
import { recordLog } from "../../support/record-log.ts";
import { employeeItems } from "../../support/start-dynamodb.ts";
import { type Lottery, startLottery } from "../../support/start-lottery.ts";
import { actionsOf, MEMBER, OPERATOR, openHome, readTab } from "./open-home.ts";

const roster = employeeItems(6).map((item, i) => ({
  ...item,
  slack_user_id: i === 0 ? MEMBER : `U0PERSON${i}`,
}));
const ID = "E0001";
const by = { userId: MEMBER, channelId: "", channelName: "directmessage", triggerId: "1.2.3" };

let lottery: Lottery;
let log: ReturnType<typeof recordLog>;
beforeAll(async () => {
  log = recordLog();
  lottery = await startLottery({ roster });
});
afterAll(async () => {
  await lottery[Symbol.asyncDispose]();
  log[Symbol.dispose]();
});

describe("before the first draw", () => {
  test("a member reads that they are on the roster and can win, and that there is nothing else yet", async () => {
    const tab = readTab(await openHome(lottery).read(MEMBER, undefined));
    expect(tab).toContain("Our lottery\n0 draws · 0 winners");
    expect(tab).toMatch(/You are on the roster as \*.+\* \(E0001\)\. You can win\./);
    expect(tab).toContain(locales.en.home.noWins);
    expect(tab).toContain(locales.en.home.noDraws);
    expect(tab).not.toContain(locales.en.home.prizes);
  });

  test("a person who is not on the roster reads so, in their language", async () => {
    for (const locale of ["en", "zh-CN"] as const)
      expect(readTab(await openHome(lottery, { locale }).read("U0STRANGER", undefined))).toContain(
        locales[locale].home.notOnRoster,
      );
  });

  test("the tab remembers who the person is, so that the roster is read only once", async () => {
    const home = openHome(lottery);
    const { private_metadata } = await home.read(MEMBER, undefined);
    expect(private_metadata).toBe(ID);
    const searching = await countRequests(lottery.client, () => home.read(MEMBER, undefined));
    const remembering = await countRequests(lottery.client, () => home.read(MEMBER, private_metadata));
    expect(remembering).toBe(searching);
    const roster = {
      findById: lottery.roster.findById,
      findBySlackId: () => Promise.reject(new Error("The roster was searched.")),
    };
    expect(readTab(await openHome(lottery, { roster }).read(MEMBER, ID))).toContain("(E0001)");
  });

  test("what the tab remembers counts only while the roster says the same", async () => {
    expect(readTab(await openHome(lottery).read(MEMBER, "E0002"))).toContain("(E0001)");
    expect(readTab(await openHome(lottery).read("U0STRANGER", ID))).toContain(locales.en.home.notOnRoster);
    expect(readTab(await openHome(lottery).read(MEMBER, "x".repeat(3_000)))).toBeDefined();
  });
});

describe("the buttons", () => {
  test("are all commands that the person may use, and no others", async () => {
    const idsOf = async (userId: string) => actionsOf(await openHome(lottery).read(userId, undefined));
    const catalog = createCatalog(locales["en"]);
    const ids = (entries: typeof catalog) => entries.map(({ name }) => `lottery_home_run_${name}`);
    expect((await idsOf(OPERATOR)).toSorted()).toEqual([...ids(catalog), "lottery_home_refresh"].toSorted());
    expect((await idsOf(MEMBER)).toSorted()).toEqual(
      [...ids(catalog.filter(({ needsOperator }) => !needsOperator)), "lottery_home_refresh"].toSorted(),
    );
  });

  test("of an empty lottery: only those who can draw read how to start", async () => {
    expect(readTab(await openHome(lottery).read(OPERATOR, undefined))).toContain("/lottery draw 2");
    const tab = readTab(await openHome(lottery).read(MEMBER, undefined));
    expect(tab).toContain(locales.en.home.noDraws);
    expect(tab).not.toContain("/lottery draw");
  });

  test("have labels that fit", () => {
    for (const locale of ["en", "zh-CN"] as const)
      for (const { label } of createCatalog(locales[locale])) {
        expect(label.length).toBeGreaterThan(1);
        expect(label.length).toBeLessThanOrEqual(24);
      }
  });

  test("run a command that needs no arguments", async () => {
    expect(await openHome(lottery).click("lottery_home_run_winners", "", by)).toMatchObject({
      text: "ran winners",
    });
  });

  test("ask for the arguments of a command that needs them, and run it with what was typed", async () => {
    const home = openHome(lottery);
    const form = await home.click("lottery_home_run_verify", "", by);
    if (!form || !("callback" in form)) throw new Error("No form was shown.");
    expect(form).toMatchObject({ callback: "lottery_home_type", title: "Verify a draw", state: "verify" });
    expect(JSON.stringify(form.blocks)).toContain("Draw, me (optional)");
    expect(JSON.stringify(form.blocks)).toContain("You can also type /lottery verify <draw> [me]");
    const submitted = await home.submit(
      { values: { arguments: "3 me <!channel> & co" }, state: "verify", nonce: "n" },
      by,
    );
    expect(submitted).toMatchObject({ push: { callback: "lottery_notice" } });
    // As Slack encodes what people type.
    expect(JSON.stringify(submitted)).toContain("ran verify 3 me &lt;!channel&gt; &amp; co");
  });

  test("keep the form open if the command shows a form of its own, or nothing was typed", async () => {
    const home = openHome(lottery, {
      registry: {
        listUsable: () => Promise.resolve([]),
        respond: () => Promise.resolve(undefined),
        click: () => Promise.resolve(undefined),
      },
    });
    expect(await home.submit({ values: {}, state: "verify", nonce: "n" }, by)).toMatchObject({
      change: { callback: "lottery_home_type" },
    });
  });

  test("of messages in the tab do what they do in a channel; unknown ones show the help", async () => {
    const home = openHome(lottery);
    expect(await home.click("lottery_winners_older", "7", by)).toMatchObject({
      text: "clicked lottery_winners_older 7",
    });
    expect(await home.click("lottery_home_run_removed", "", by)).toMatchObject({ text: "ran help" });
    await expect(home.submit({ values: {}, state: "constructor", nonce: "n" }, by)).rejects.toThrow(
      RangeError,
    );
  });
});

describe("a part that cannot be read", () => {
  const broken = () => Promise.reject(new TypeError("secret"));

  test.each<[string, Parameters<typeof openHome>[1]]>([
    ["viewer", { roster: { findById: broken, findBySlackId: broken } }],
    ["standing", { readClaim: broken }],
    ["commands", { registry: { listUsable: broken, respond: broken, click: broken } }],
  ])("is left out, the others are shown, and only the error's name is logged: %s", async (part, others) => {
    const view = await openHome(lottery, others).read(MEMBER, undefined);
    const tab = readTab(view);
    expect(tab).toContain("0 draws · 0 winners");
    if (part !== "commands") expect(tab).toContain(locales.en.home.unreadable);
    expect(actionsOf(view)).toContain("lottery_home_refresh");
    expect(log.events("home-part-failed").at(-1)).toMatchObject({ part, error: "TypeError" });
    expect(log.text()).not.toContain("secret");
  });

  test("may be every part", async () => {
    const { campaigns } = lottery.ledger;
    const ledger = {
      ...lottery.ledger,
      campaigns: { ...campaigns, readCurrent: broken },
      history: broken,
      listAfter: broken,
    };
    const view = await openHome(lottery, {
      ledger,
      roster: { findById: broken, findBySlackId: broken },
    }).read(MEMBER, undefined);
    expect(readTab(view).split(locales.en.home.unreadable)).toHaveLength(4);
    expect(actionsOf(view)).toContain("lottery_home_run_winners");
  });
});
