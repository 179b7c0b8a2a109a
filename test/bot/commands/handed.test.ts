/** @module-tag slow */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import type { Message } from "../../../bot/messages/message.ts";
import { createPersonToErase } from "../../../workflow/draw/erase-person.ts";
import { createEraseFromDraw } from "../../../workflow/erasure/erase-from-draw.ts";
import { expectSlackTakes } from "../../support/slack-limits.ts";
import { MEMBER, OPERATOR, openRegistry } from "./open-registry.ts";

const PEOPLE = [
  ["E0001", "Ann"],
  ["E0002", "Ann Lee"],
  ["E0003", "<!channel> =1+1 🎉"],
  ["E0004", "王芳"],
  ["E0005", "王芳"],
] as const;

const roster = PEOPLE.map(([employee_id, employee_name], i) => ({
  employee_id,
  employee_name,
  employee_entry_date: "20200101",
  lottery_serial: i + 1,
}));

/** The buttons next to winners, with their values. */
function rowsOf({ blocks }: Message) {
  return blocks.flatMap((block) =>
    block.type === "section" && block.accessory?.type === "button"
      ? [{ action_id: block.accessory.action_id, value: block.accessory.value ?? "" }]
      : [],
  );
}

/** The entries of the audit log about hand-overs. */
async function listLogged({ lottery }: Awaited<ReturnType<typeof openRegistry>>) {
  const { entries } = await lottery.ledger.auditLog.page("all", 100);
  return entries.filter(({ entry }) => entry?.action.startsWith("hand-over."));
}

describe("/lottery handed", () => {
  const texts = locales["zh-CN"];
  let open: Awaited<ReturnType<typeof openRegistry>>;
  beforeAll(async () => {
    open = await openRegistry("zh-CN", roster);
    await open.lottery.draw(5);
  });
  afterAll(() => open[Symbol.asyncDispose]());

  const stored = async () => [...(await open.lottery.ledger.handOvers.list(1)).entries()];
  const logged = async () =>
    (await open.lottery.ledger.auditLog.page({ draw_no: 1 }, 100)).entries.map(({ entry }) => entry);
  beforeEach(async () => {
    for (const [id] of await stored()) await open.lottery.ledger.handOvers.erase(1, id);
    // Each test has its own entries of the log, which are keyed by the time of the mark.
    open.lottery.advance(60);
  });

  test.for([
    ["handed 1 Ann Lee", "E0002"],
    ["handed 1 E0004", "E0004"],
    ["handed #1 “Ann Lee”", "E0002"],
    ["HANDED 1 e0003", "E0003"],
  ] as const)("%s marks the prize of that winner", async ([text, id]) => {
    const before = (await logged()).length;
    const message = await open.respond(text);
    expectSlackTakes(message);
    const [handOver] = await stored();
    expect(handOver).toEqual([id, { handed_at: expect.any(String), handed_by: OPERATOR }]);
    expect(message.text).toContain(`<@${OPERATOR}>`);
    expect(message.text).not.toContain("<!channel>");
    const added = (await logged()).slice(0, -before || undefined);
    expect(added).toMatchObject([
      { action: "hand-over.mark", draw_no: 1, employee_id: id, who: { user_id: OPERATOR } },
    ]);
  });

  test("marking twice is marking once, and shows who was first", async () => {
    await open.respond("handed 1 Ann Lee");
    const [first] = await stored();
    open.lottery.advance(5);
    const message = await open.respond("handed 1 Ann Lee", OPERATOR);
    expect(await stored()).toEqual([first]);
    expect(rowsOf(message)).toMatchObject([{ action_id: "lottery_handed_unmark" }]);
    expect(
      (await logged()).filter((entry) => entry?.after?.["handed_at"] === first?.[1].handed_at),
    ).toHaveLength(1);
  });

  test("a name of several winners, and more text than a name, is asked about", async () => {
    for (const [text, count] of [
      ["handed 1 王芳", 2],
      ["handed 1 E0002 for somebody else", 1],
    ] as const) {
      const message = await open.respond(text);
      expect(message.text).toContain(texts.redraw.whichWinner(1));
      expect(rowsOf(message)).toHaveLength(count);
      expect(await stored()).toEqual([]);
    }
  });

  test("without a winner, lists all with a button each; clicks mark and remove, and show the list again", async () => {
    const list = await open.respond("handed 1");
    expectSlackTakes(list);
    expect(list.text).toContain(texts.handed.title(1, 0, 5));
    const [first, second] = rowsOf(list);
    const marked = await open.click(first?.action_id ?? "", first?.value ?? "");
    expect(marked.text).toContain(texts.handed.title(1, 1, 5));
    // A second click on the old message, and one by another operator.
    await open.click(first?.action_id ?? "", first?.value ?? "");
    const both = await open.click(second?.action_id ?? "", second?.value ?? "");
    expect(both.text).toContain(texts.handed.title(1, 2, 5));
    const [remove] = rowsOf(both);
    expect(remove?.action_id).toBe("lottery_handed_unmark");
    const removed = await open.click(remove?.action_id ?? "", remove?.value ?? "");
    expect(removed.text).toContain(texts.handed.title(1, 1, 5));
    // Twice, too.
    const again = await open.click(remove?.action_id ?? "", remove?.value ?? "");
    expect(again.text).toContain(texts.handed.title(1, 1, 5));
    const unmarked = (await logged()).filter((entry) => entry?.action === "hand-over.unmark");
    expect(unmarked).toMatchObject([{ before: { handed_at: expect.any(String) } }]);
  });

  test("a click on an old message does not remove a newer mark", async () => {
    await open.respond("handed 1 Ann Lee");
    const old = rowsOf(await open.respond("handed 1 Ann Lee"))[0];
    await open.click("lottery_handed_unmark", old?.value ?? "");
    open.lottery.advance(5);
    await open.respond("handed 1 Ann Lee");
    const [newer] = await stored();
    await open.click("lottery_handed_unmark", old?.value ?? "");
    expect(await stored()).toEqual([newer]);
  });

  test.for([
    ["handed", (t: typeof texts) => t.handed.usage],
    ["handed Ann", (t: typeof texts) => t.handed.usage],
    ["handed 9 Ann", (t: typeof texts) => t.history.unknownDraw(9)],
    ["handed 1 Nobody", (t: typeof texts) => t.redraw.unknownWinner(1)],
  ] as const)("%s changes nothing", async ([text, said]) => {
    expect((await open.respond(text)).text).toBe(said(texts));
    expect(await stored()).toEqual([]);
  });

  test.for(["handed 1 Ann", "handed 1"])("%s is for operators only", async (text) => {
    expect((await open.respond(text, MEMBER)).text).toBe(texts.operatorsOnly);
    const value = JSON.stringify({ draw_no: 1, employee_id: "E0001" });
    expect((await open.click("lottery_handed_mark", value, MEMBER)).text).toBe(texts.operatorsOnly);
    expect(await stored()).toEqual([]);
  });

  test.for([
    ["lottery_handed_mark", "{}"],
    ["lottery_handed_unmark", JSON.stringify({ draw_no: 1, employee_id: "E0001" })],
    ["lottery_handed_mark", JSON.stringify({ draw_no: 1, employee_id: "" })],
    ["lottery_handed_list", "x"],
  ] as const)("%s with a malformed value %s is refused", async ([action, value]) => {
    await expect(open.click(action, value)).rejects.toThrow();
    expect(await stored()).toEqual([]);
  });

  test("everybody sees in /lottery winners which prizes are handed over; only operators see by whom, and have buttons", async () => {
    await open.respond("handed 1 Ann Lee");
    const shown = await open.respond("winners 1", MEMBER);
    expect(shown.text).toContain(texts.handed.done);
    expect(shown.text).not.toContain(`<@${OPERATOR}>`);
    expect(rowsOf(shown)).toEqual([]);
    const own = await open.respond("winners 1");
    expectSlackTakes(own);
    expect(own.text).toContain(`<@${OPERATOR}>`);
    expect(rowsOf(own)).toHaveLength(5);
  });

  test("a redraw or a void of such a win warns", async () => {
    const before = await open.respond("redraw 1 Ann Lee");
    expect(before.text).not.toContain("⚠️");
    await open.respond("handed 1 Ann Lee");
    expect((await open.respond("redraw 1 Ann Lee")).text).toContain("⚠️");
    expect((await open.respond("redraw 1 E0001")).text).not.toContain("⚠️");
    expect((await open.respond("void 1")).text).toContain("⚠️");
    await open.respond("handed 1 E0001");
    expect((await open.respond("void 1")).text).toContain(texts.handed.warnSeveral(2));
  });
});

describe("a hand-over", () => {
  test("of a cancelled win is refused, and an earlier mark is still shown", async () => {
    await using open = await openRegistry("en");
    await open.lottery.draw(2);
    const [first] = (await open.lottery.readDrawn(1)).winners;
    const id = first?.employee_id ?? "";
    await open.respond(`handed 1 ${id}`);
    await open.lottery.revise({ kind: "redraw", draw_no: 1, employee_id: id });
    const texts = locales.en;
    expect((await open.respond(`handed 1 ${id}`)).text).toContain("already cancelled");
    expect((await open.respond("winners 1", MEMBER)).text).toContain(`~ · ${texts.handed.done} →`);
    await open.lottery.revise({ kind: "void", draw_no: 1 });
    expect((await open.respond(`handed 1 ${id}`)).text).toBe(texts.revision.isVoid(1));
    const value = JSON.stringify({ draw_no: 1, employee_id: id, from: 0 });
    expect((await open.click("lottery_handed_mark", value)).text).toBe(texts.revision.isVoid(1));
  });

  test("of a winner who is erased at the same time leaves nothing behind", async () => {
    await using open = await openRegistry("en");
    const { lottery } = open;
    await lottery.draw(2);
    const [first] = (await lottery.readDrawn(1)).winners;
    const id = first?.employee_id ?? "";
    const erase = createEraseFromDraw(lottery);
    const person = { employee_id: id, names: [], slack_user_ids: [] };
    const { mark } = lottery.ledger.handOvers;
    lottery.ledger.handOvers.mark = async (...args) => {
      await erase(1, createPersonToErase(person));
      return mark(...args);
    };
    await open.respond(`handed 1 ${id}`);
    expect(await lottery.ledger.handOvers.list(1)).toEqual(new Map());
    expect(JSON.stringify(await lottery.allItems())).not.toContain('"hand-overs"');
    expect(await listLogged(open)).toEqual([]);
  });

  test("by two operators at the same time is one mark, and one entry of the log", async () => {
    await using open = await openRegistry("en");
    await open.lottery.draw(2);
    const [first] = (await open.lottery.readDrawn(1)).winners;
    const value = JSON.stringify({ draw_no: 1, employee_id: first?.employee_id, from: 0 });
    await Promise.all([1, 2, 3].map(() => open.click("lottery_handed_mark", value)));
    expect((await open.lottery.ledger.handOvers.list(1)).size).toBe(1);
    expect(await listLogged(open)).toHaveLength(1);
  });
});
