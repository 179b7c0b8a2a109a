/** @module-tag slow */
import { DeleteCommand, GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { locales } from "../../../bot/locales/locales.ts";
import type { Message } from "../../../bot/messages/message.ts";
import type { LogSelection } from "../../../data/ledger/audit-log.ts";
import { expectSlackTakes } from "../../support/slack-limits.ts";
import { employeeItem } from "../../support/start-dynamodb.ts";
import { MEMBER, OPERATOR, openRegistry } from "./open-registry.ts";

const { exclude: say, operatorsOnly } = locales.en;

const roster = [
  employeeItem(1, { employee_name: "Ann Lee" }),
  employeeItem(2, { employee_name: "Ann Le", slack_user_id: "U0ANNLE" }),
  employeeItem(3, { employee_name: "José Müller", department: "Sales & <!here>" }),
  employeeItem(4, { employee_name: "José Muñoz" }),
  employeeItem(5, { employee_name: "张伟" }),
  employeeItem(6, { employee_name: "<!channel> 🎉" }),
  employeeItem(7, { employee_name: "Bo", slack_user_id: "U0TWICE" }),
  employeeItem(8, { employee_name: "Bo", slack_user_id: "U0TWICE" }),
  employeeItem(9, { employee_name: "Old", excluded_until: "2020-01-01", excluded_reason: "old" }),
];

const buttonSchema = z.object({ action_id: z.string(), value: z.string() });

/** The buttons of a message, also those next to a text. */
function listButtons({ blocks }: Message): z.output<typeof buttonSchema>[] {
  const { success, data } = z
    .array(z.looseObject({ elements: z.array(z.unknown()).optional(), accessory: z.unknown().optional() }))
    .safeParse(blocks);
  const elements = success ? data.flatMap((block) => [block.accessory, ...(block.elements ?? [])]) : [];
  return elements.flatMap((element) => buttonSchema.safeParse(element).data ?? []);
}

let open: Awaited<ReturnType<typeof openRegistry>>;
beforeAll(async () => {
  open = await openRegistry("en", roster);
});
afterAll(() => open[Symbol.asyncDispose]());
afterEach(async () => {
  open.lottery.advance(1);
  vi.restoreAllMocks();
  await open.lottery.fillRoster(roster);
});

const readItem = async (serial: number) => {
  const { Item = {} } = await open.lottery.client.send(
    new GetCommand({
      TableName: open.lottery.tables.employees,
      Key: { employee_id: `E000${serial}` },
      ConsistentRead: true,
    }),
  );
  const { excluded_until, excluded_reason } = Item;
  return [excluded_until, excluded_reason];
};

const readLog = async (selection: LogSelection) =>
  (await open.lottery.ledger.auditLog.page(selection, 100)).entries.map(({ entry }) => entry);

describe("/lottery exclude", () => {
  test.each([
    ["Ann Lee", 1, "always", undefined],
    ["E0001 until 2027-01-31 on leave", 1, "2027-01-31", "on leave"],
    ["e0001, until 31.01.2027", 1, "2027-01-31", undefined],
    ["“Ann Lee” until Jan 31 2027: on leave", 1, "2027-01-31", "on leave"],
    ["<@U0ANNLE|ann> till 2027/1/31", 2, "2027-01-31", undefined],
    ["jose mueller", 3, "always", undefined],
    ["Müller until 2027-01-31", 3, "2027-01-31", undefined],
    ["张伟 到2027年1月31日 出差", 5, "2027-01-31", "出差"],
    ["E0006", 6, "always", undefined],
    ["Ann Lee until 2026-06-15", 1, "2026-06-15", undefined],
  ])("%s", async (text, serial, until, reason) => {
    const { text: answer } = await open.respond(`exclude ${text}`);
    expect(await readItem(serial)).toEqual([until, reason]);
    expect(answer).toContain(`(E000${serial})`);
    expect(answer).toContain(`/lottery include E000${serial}`);
    if (reason) expect(answer).toContain(reason);
  });

  test.each([
    ["", say.usage],
    ["Nobody", say.unknown],
    ["E9999", say.unknown],
    ["<@U0GHOST|ghost>", say.notLinked],
    ["Ann Lee until 2026-06-14", say.past("2026-06-14")],
    ["Ann Lee until 01/02/2027", say.ambiguousDay("2027-01-02", "2027-02-01")],
    ["Ann Lee until Friday", say.noDay],
    ["Bo until 01/02/2027", say.ambiguousDay("2027-01-02", "2027-02-01")],
    [`Ann Lee ${"x".repeat(151)}`, say.reasonTooLong(150)],
  ])("%s changes nothing and says why", async (text, answer) => {
    const before = await open.lottery.allItems();
    expect((await open.respond(`exclude ${text}`)).text).toBe(answer);
    expect(await open.lottery.allItems()).toEqual(before);
  });

  test.each(["Bo", "<@U0TWICE|bo>", "José"])(
    "%s may mean two people, so a menu asks, and its button changes exactly the chosen one",
    async (name) => {
      const menu = await open.respond(`exclude ${name} until 2027-01-31 &lt;!here&gt; on leave`);
      expectSlackTakes(menu);
      const buttons = listButtons(menu);
      expect(menu.text).toContain(say.whichPerson);
      expect(
        [menu.text, JSON.stringify(menu.blocks.map((block) => "text" in block && block.text))].join(),
      ).not.toContain("<!here>");
      expect(buttons).toHaveLength(2);
      const [, second] = buttons;
      if (!second) return;
      const { employee_id } = z.object({ employee_id: z.string() }).parse(JSON.parse(second.value));
      const answer = await open.click(second.action_id, second.value);
      expect(answer.text).toContain(employee_id);
      expect(answer.text).toContain("&lt;!here&gt; on leave");
      const serial = Number(employee_id.slice(1));
      expect(await readItem(serial)).toEqual(["2027-01-31", "<!here> on leave"]);
      // A second click is the same change, with one entry in the log.
      await open.click(second.action_id, second.value);
      const entries = await readLog({ employee_id });
      expect(entries[0]).toMatchObject({
        action: "employee.exclude",
        after: { excluded_until: "2027-01-31" },
      });
      const nonces = entries.map((entry) => entry?.id);
      expect(new Set(nonces).size).toBe(nonces.length);
    },
  );

  test("replaces an exclusion, and an old reason does not stay", async () => {
    await open.respond("exclude E0001 until 2027-01-31 on leave");
    open.lottery.advance(1);
    await open.respond("exclude E0001");
    expect(await readItem(1)).toEqual(["always", undefined]);
    const [newest] = await readLog({ employee_id: "E0001" });
    expect(newest).toMatchObject({
      action: "employee.exclude",
      who: { user_id: OPERATOR },
      before: { excluded_until: "2027-01-31" },
      after: { excluded_until: "always" },
    });
  });

  test("keeps the reason out of the audit log, so that only the roster has it", async () => {
    await open.respond("exclude E0001 until 2027-01-31 parental leave");
    expect(JSON.stringify(await readLog("all"))).not.toContain("parental");
  });

  test("does not create a person who was removed after the search", async () => {
    const menu = await open.respond("exclude Bo");
    await open.lottery.client.send(
      new DeleteCommand({ TableName: open.lottery.tables.employees, Key: { employee_id: "E0007" } }),
    );
    const [first] = listButtons(menu);
    if (!first) throw new Error("There is no button.");
    expect((await open.click(first.action_id, first.value)).text).toBe(say.gone);
    expect(await open.lottery.roster.findById("E0007")).toBeUndefined();
  });

  test("changes nothing if the audit log cannot be written", async () => {
    await open.respond("exclude E0001 until 2027-01-31 on leave");
    vi.spyOn(open.lottery.ledger.auditLog, "append").mockRejectedValue(new Error("down"));
    await expect(open.respond("exclude E0001 until 2028-01-31")).rejects.toThrow("down");
    expect(await readItem(1)).toEqual(["2027-01-31", "on leave"]);
    await expect(open.respond("include E0001")).rejects.toThrow("down");
    expect(await readItem(1)).toEqual(["2027-01-31", "on leave"]);
  });

  test("is only for operators, and so are its buttons and its list", async () => {
    const menu = await open.respond("exclude Bo");
    const [first] = listButtons(menu);
    for (const command of ["exclude E0001", "include E0001", "excluded"])
      expect((await open.respond(command, MEMBER)).text).toBe(operatorsOnly);
    expect((await open.click(first?.action_id ?? "", first?.value ?? "", MEMBER)).text).toBe(operatorsOnly);
    await expect(open.click("lottery_exclude_choose", "{}")).rejects.toMatchObject({ name: "InvalidInput" });
  });

  test("refers to the employee id if the roster is too large to search it in time", async () => {
    vi.spyOn(open.lottery.roster, "search").mockResolvedValue(undefined);
    vi.spyOn(open.lottery.roster, "findBySlackId").mockResolvedValue(undefined);
    vi.spyOn(open.lottery.exclusions, "list").mockResolvedValue(undefined);
    expect((await open.respond("exclude Ann Lee")).text).toBe(say.searchLate);
    expect((await open.respond("exclude <@U0ANNLE|ann>")).text).toBe(say.searchLate);
    expect((await open.respond("excluded")).text).toBe(say.listLate);
    expect((await open.respond("exclude E0001")).text).toContain("Ann Lee");
  });
});

describe("/lottery include", () => {
  test("ends an exclusion, and says if there was none", async () => {
    await open.respond("exclude E0001 until 2027-01-31 on leave");
    open.lottery.advance(1);
    expect((await open.respond("include Ann Lee")).text).toBe(say.included("*Ann Lee* (E0001)"));
    expect(await readItem(1)).toEqual([undefined, undefined]);
    const [newest] = await readLog({ employee_id: "E0001" });
    expect(newest).toMatchObject({ action: "employee.include", before: { excluded_until: "2027-01-31" } });
    const entries = await readLog("all");
    expect((await open.respond("include Ann Lee")).text).toBe(say.notExcluded("*Ann Lee* (E0001)"));
    expect(await readLog("all")).toEqual(entries);
    expect((await open.respond("include Old")).text).toBe(say.notExcluded("*Old* (E0009)"));
  });

  test("asks which person is meant", async () => {
    await open.respond("exclude E0008");
    const menu = await open.respond("include Bo");
    const [, second] = listButtons(menu);
    expect((await open.click(second?.action_id ?? "", second?.value ?? "")).text).toBe(
      say.included("*Bo* (E0008)"),
    );
    expect((await open.respond("include")).text).toBe(say.includeUsage);
  });
});

describe("/lottery excluded", () => {
  test("lists who is excluded, until when and why, without those whose exclusion has ended", async () => {
    expect((await open.respond("excluded")).text).toBe(say.nobody);
    await open.respond("exclude E0006 until 2026-06-15 &lt;!here&gt;");
    await open.respond("exclude E0001");
    const message = await open.respond("excluded");
    expect(message.text).toBe(
      [
        say.title(2),
        say.line("*Ann Lee* (E0001)", "always", undefined),
        say.line("*&lt;!channel&gt; 🎉* (E0006)", "2026-06-15", "&lt;!here&gt;"),
      ].join("\n"),
    );
    expect((await open.respond("excluded Ann")).text).toBe(say.listUsage);
  });

  test("shows long lists in pages that Slack accepts", async () => {
    const many = Array.from({ length: 70 }, (_, i) =>
      employeeItem(100 + i, {
        employee_name: `${"<*&".repeat(60)}${i}`,
        excluded_until: "always",
        excluded_reason: "&".repeat(150),
      }),
    );
    await open.lottery.fillRoster(many);
    const seen: string[] = [];
    let page = await open.respond("excluded");
    for (;;) {
      expectSlackTakes(page);
      seen.push(...[...page.text.matchAll(/\(E0(1\d\d)\)/g)].map(([, serial = ""]) => serial));
      const next = listButtons(page).find(({ action_id }) => action_id === "lottery_excluded_more");
      if (!next) break;
      page = await open.click(next.action_id, next.value);
    }
    expect(seen).toEqual(many.map((_, i) => String(100 + i)));
    expect((await open.click("lottery_excluded_first", "first")).text).toContain("(E0100)");
  });
});

describe("while a draw is in progress", () => {
  test("the answer says what that means for the draw", async () => {
    await open.lottery.open(1, "running");
    expect((await open.respond("exclude E0001")).text).toContain(say.running(1));
    expect((await open.respond("include E0001")).text).toContain(say.running(1));
  });
});
