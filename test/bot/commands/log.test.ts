/** @module-tag slow */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import type { Message } from "../../../bot/messages/message.ts";
import { LARGEST_DETAILS, type LogEntry } from "../../../data/ledger/log-entry.ts";
import { expectSlackTakes } from "../../support/slack-limits.ts";
import { employeeItem } from "../../support/start-dynamodb.ts";
import { buttonsIn } from "./buttons-in.ts";
import { openRegistry } from "./open-registry.ts";

const start = Date.parse("2026-06-15T12:00:00Z");

function entryAt(second: number, more: Partial<LogEntry> = {}): LogEntry {
  const at = new Date(start + second * 1_000).toISOString();
  return { at, id: `change-${second}`, who: { user_id: "U0OPERATOR" }, action: "prizes.save", ...more };
}

describe.for(["en", "zh-CN"] as const)("in %s", (locale) => {
  const texts = locales[locale];
  let open: Awaited<ReturnType<typeof openRegistry>>;
  beforeAll(async () => {
    open = await openRegistry(locale);
    const { append } = open.lottery.ledger.auditLog;
    const draw = { num_of_winners: 2, prize: "<!channel> *大奖* 🎁", channel_id: "C0LOTTERY" };
    await append(entryAt(1, { action: "draw.request", draw_no: 7, after: draw }));
    await append(
      entryAt(2, {
        action: "employee.exclude",
        employee_id: "E0007",
        before: { excluded_until: null, employee_name: "王芳" },
        after: { excluded_until: "always", employee_name: "王芳" },
      }),
    );
    await append(entryAt(3, { action: "operators.add", user_id: "U0ANN" }));
    await append(entryAt(4, { action: "roster.import", who: { cli: "dana" }, after: { created: 3 } }));
    await append(entryAt(5, { action: "names.erase", who: { system: "retention" }, draw_no: 7 }));
    await append(entryAt(6, { action: "draw.request", who: { system: "aws" }, draw_no: 8 }));
    await append(entryAt(7, { action: "campaign.start", who: { erased: true } }));
  });
  afterAll(() => open[Symbol.asyncDispose]());

  /** The entries that a message shows, as text. */
  const entriesOf = ({ text }: Message) => text.split("\n\n").slice(1);

  test("says who, when, what, before and after", async () => {
    const message = await open.respond("log");
    expectSlackTakes(message);
    const date = (second: number) =>
      `<!date^${start / 1_000 + second}^{date_short_pretty} {time}|2026-06-15 12:00 UTC>`;
    const { actions, fields, systems, changed, is, draw, commandLine } = texts.log;
    expect(entriesOf(message)).toEqual([
      `*${actions["campaign.start"]}*\n${texts.erasedPerson} · ${date(7)}`,
      `*${actions["draw.request"]}* · ${draw(8)}\n${systems.aws} · ${date(6)}`,
      `*${actions["names.erase"]}* · ${draw(7)}\n${systems.retention} · ${date(5)}`,
      `*${actions["roster.import"]}*\n${commandLine("dana")} · ${date(4)}\n${is(fields["created"] ?? "", "3")}`,
      `*${actions["operators.add"]}* · <@U0ANN>\n<@U0OPERATOR> · ${date(3)}`,
      `*${actions["employee.exclude"]}* · E0007\n<@U0OPERATOR> · ${date(2)}\n${changed(fields["excluded_until"] ?? "", "–", "always")}`,
      [
        `*${actions["draw.request"]}* · ${draw(7)}`,
        `<@U0OPERATOR> · ${date(1)}`,
        is(fields["num_of_winners"] ?? "", "2"),
        is(fields["prize"] ?? "", "&lt;!channel&gt; ∗大奖∗ 🎁"),
        is(fields["channel_id"] ?? "", "<#C0LOTTERY>"),
      ].join("\n"),
    ]);
  });

  test.for([
    ["log 7", [5, 1]],
    ["log #7", [5, 1]],
    ["log <@U0ANN|ann>", [3]],
    ["log U0OPERATOR", [3, 2, 1]],
    ["log E0007", [2]],
  ] as const)("%s lists only its entries", async ([typed, seconds]) => {
    const { text } = await open.respond(typed);
    expect([...text.matchAll(/<!date\^(\d+)/g)].map(([, time]) => Number(time) - start / 1_000)).toEqual(
      seconds,
    );
  });

  test("says so if there are no entries, and how to ask", async () => {
    for (const typed of ["log 99", "log <@U0NOBODY|x>", "log E9999"])
      expect((await open.respond(typed)).text).toContain(texts.log.empty);
    for (const typed of ["log 7 and 8", "log <@U0ANN|ann> <@U0BO|bo>", "log Ann Lee", "log @ann"])
      expect(await open.respond(typed)).toMatchObject({ text: texts.log.usage });
  });
});

test("of a person on the roster lists what is about their Slack account and about their employee id, page by page", async () => {
  await using open = await openRegistry("en", [
    employeeItem(1, { slack_user_id: "U0ANN" }),
    employeeItem(2, { slack_user_id: "U0TWICE" }),
    employeeItem(3, { slack_user_id: "U0TWICE" }),
  ]);
  const { append } = open.lottery.ledger.auditLog;
  for (let i = 0; i < 24; i++) {
    const about = [
      { employee_id: "E0001" },
      { user_id: "U0ANN" },
      { who: { user_id: "U0ANN" } },
      { draw_no: 1 },
    ];
    await append(entryAt(i, about[i % 4]));
  }
  await append(entryAt(24, { action: "employee.add", employee_id: "E0001", user_id: "U0ANN" }));
  const seen: number[] = [];
  let page = await open.respond("log <@U0ANN|ann>");
  expect(page.text).toContain("<@U0ANN> (E0001)");
  for (;;) {
    seen.push(...[...page.text.matchAll(/<!date\^(\d+)/g)].map(([, time]) => Number(time) - start / 1_000));
    const older = buttonsIn(page).find(({ action }) => action === "lottery_log_older");
    if (!older) break;
    page = await open.click(older.action, older.value);
  }
  expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => 24 - i).filter((i) => i % 4 !== 3));
  expect((await open.respond("log <@U0TWICE|x>")).text).toContain(locales.en.log.notSearched);
  expect((await open.respond("log <@U0NOBODY|x>")).text).not.toContain(locales.en.log.notSearched);
});

test("buttons lead to older entries and back to the newest, and each entry is shown once", async () => {
  await using open = await openRegistry();
  for (let i = 0; i < 25; i++) await open.lottery.ledger.auditLog.append(entryAt(i, { draw_no: 3 }));
  let page = await open.respond("log 3");
  const shown: string[] = [];
  for (let i = 0; i < 5; i++) {
    shown.push(...[...page.text.matchAll(/<!date\^(\d+)/g)].map(([, time]) => String(time)));
    const older = buttonsIn(page).find(({ action }) => action === "lottery_log_older");
    if (!older) break;
    page = await open.click("lottery_log_older", older.value);
  }
  expect(shown).toEqual(Array.from({ length: 25 }, (_, i) => String(start / 1_000 + 24 - i)));
  const newest = buttonsIn(page).find(({ action }) => action === "lottery_log_newest");
  const first = await open.click("lottery_log_newest", newest?.value ?? "");
  expect(first.text).toBe((await open.respond("log 3")).text);
});

test("the largest entries, with hostile names, fit into messages, and say how much is left out", async () => {
  await using open = await openRegistry();
  const { auditLog } = open.lottery.ledger;
  const hostile = [
    "<!channel> &&&&&&&&&&&&&&&&&&&&&&&&",
    "*_~`".repeat(50),
    "\u202e]]>\n".repeat(30),
    "🎁".repeat(99),
  ];
  const list = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`name_${i}`, hostile[i % 4] ?? ""]));
  const details: LogEntry["after"][] = [
    {
      prizes: Array.from({ length: 100 }, (_, i) => ({
        name: `&${"&".repeat(149)}`,
        quantity: i,
        value: "<".repeat(100),
      })),
    },
    list,
    {
      deep: { deep: { deep: { deep: ["<@U0ANN>"] } } },
      channel_id: "<!here>",
      user_id: "<!everyone>",
      added_at: "x",
    },
    { all: "&".repeat(LARGEST_DETAILS - 20) },
    { yes: true, no: false, none: null, empty: [], zero: 0 },
  ];
  for (const [i, after] of details.entries())
    for (const j of [0, 1, 2])
      await auditLog.append(
        entryAt(i * 3 + j, {
          after,
          before: details.at(i - 1),
          employee_id: "&".repeat(128),
          who: { cli: "<".repeat(100) },
        }),
      );
  let page = await open.respond("log");
  let entries = 0;
  for (;;) {
    expectSlackTakes(page);
    expect(page.text).not.toMatch(/<[!@#](?!date)/);
    entries += page.text.split("\n\n").length - 1;
    const older = buttonsIn(page).find(({ action }) => action === "lottery_log_older");
    if (!older) break;
    expect(older.value.length).toBeLessThanOrEqual(2_000);
    page = await open.click("lottery_log_older", older.value);
  }
  expect(entries).toBe(details.length * 3);
});

test.for(["", "{}", '{"of":"everything"}', '{"of":"all","before":""}', '{"of":{"draw_no":0}}'])(
  "a button with the malformed value %j is refused",
  async (value) => {
    await using open = await openRegistry();
    for (const action of ["lottery_log_older", "lottery_log_newest"])
      await expect(open.click(action, value)).rejects.toMatchObject({ name: "InvalidInput" });
  },
);
