import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { locales } from "../../../bot/locales/locales.ts";
import type { Message } from "../../../bot/messages/message.ts";
import { expectSlackTakes } from "../../support/slack-limits.ts";
import { employeeItem } from "../../support/start-dynamodb.ts";
import { MEMBER, openRegistry } from "./open-registry.ts";

const { roster: say, exclude, operatorsOnly, campaign } = locales.en;

/** One winner, and somebody for each other reason; a malformed entry, and two with one serial. */
const roster = [
  employeeItem(1, { employee_name: "José Müller", department: "Sales" }),
  employeeItem(2, { employee_name: "<!channel> 🎉", department: " ｓａｌｅｓ ", slack_user_id: "U0PARTY" }),
  employeeItem(3, { department: "IT", left_at: "2020-01-31" }),
  employeeItem(4, { department: "IT", excluded_until: "2027-01-31" }),
  employeeItem(5, { opted_out_at: "2026-01-01T00:00:00.000Z" }),
  employeeItem(6, { employee_name: "王小明", department: "IT & <!here>" }),
  { employee_id: "BARE" },
  { ...employeeItem(7), lottery_serial: 7.5 },
  employeeItem(8),
  { ...employeeItem(9), lottery_serial: 8 },
];

let open: Awaited<ReturnType<typeof openRegistry>>;
beforeAll(async () => {
  open = await openRegistry("en", roster);
  // Won before the ledger.
  await open.lottery.fillWinners([{ employee_id: "E0006" }]);
});
afterAll(() => open[Symbol.asyncDispose]());
afterEach(() => {
  vi.restoreAllMocks();
});

const button = z.object({ action_id: z.string(), value: z.string(), text: z.object({ text: z.string() }) });
const block = z.looseObject({
  accessory: button.optional().catch(undefined),
  elements: z.array(z.unknown()).optional(),
});

/** All buttons, also those next to a line. */
const buttonsOf = ({ blocks }: Message) =>
  z
    .array(block)
    .parse(blocks)
    .flatMap(({ accessory, elements = [] }) => [
      ...(accessory ? [accessory] : []),
      ...elements.flatMap((each) => button.safeParse(each).data ?? []),
    ]);

const press = (message: Message, label: string, index = 0, userId?: string) => {
  const found = buttonsOf(message).filter(({ text }) => text.text === label)[index];
  if (!found) throw new Error(`There is no button ${label}.`);
  return open.click(found.action_id, found.value, userId);
};

const idsIn = ({ text }: Message) => [...text.matchAll(/\((\w+)\)/g)].map(([, id]) => id);

test("operators read how many people there are, how many can win, and who cannot, and why", async () => {
  const numbers = await open.respond("roster");
  expectSlackTakes(numbers);
  expect(numbers.text.split("\n")).toEqual([
    say.title(10),
    say.counts.free(2),
    say.cannotWin(8),
    say.counts.won(1),
    say.counts.excluded(1),
    say.counts.opted_out(1),
    say.counts.left(1),
    say.counts.malformed(4),
  ]);
  expect(JSON.stringify(numbers.blocks)).toContain(campaign.first);
});

test("what is wrong with items that another program has written is said in sentences, without their markup", async () => {
  const numbers = await open.respond("roster");
  expect(JSON.stringify(numbers.blocks)).toContain(say.problems.count(4));
  const list = await press(numbers, say.show, 8);
  expectSlackTakes(list);
  const { attributes, stopsDraws } = say.problems;
  expect(list.text.split("\n").sort()).toEqual(
    [
      say.problems.title(4),
      `• ${say.problems.noSerial("BARE")}`,
      `• ${say.problems.malformed({ person: "BARE", attribute: attributes.employee_name, value: undefined })} ${stopsDraws}`,
      `• ${say.problems.malformed({ person: "E0007", attribute: attributes.lottery_serial, value: "7.5" })} ${stopsDraws}`,
      `• ${say.problems.sameSerial(8, "E0008, E0009")}`,
    ].sort(),
  );
  const hostile = [
    { ...employeeItem(1), left_at: "<!here> *soon*", opted_out_at: "yes", email: "x".repeat(500) },
    ...Array.from({ length: 15 }, (_, i) => employeeItem(i + 2, { slack_user_id: "U0SAME" })),
    employeeItem(90),
  ];
  vi.spyOn(open.lottery.people, "readAll").mockResolvedValueOnce(hostile);
  const { text } = await open.click("lottery_roster_problems", "0");
  expect(text).toContain("&lt;!here&gt;");
  expect(text).not.toMatch(/<!|\*soon\*/);
  expect(text).toContain(say.problems.countsAs.left_at);
  expect(text).toContain(say.problems.countsAs.opted_out_at);
  expect(text).toContain(say.problems.morePeople(5));
  expect(text).toContain(say.problems.unusedSerials({ unused: 73, highest: 90, person: "E0090" }));
});

test("each number leads to its people, and departments in all spellings are one", async () => {
  const numbers = await open.respond("roster");
  const lists: [string[], string][] = [
    [["E0001", "E0002"], say.statuses.free({ until: undefined, leftOn: undefined })],
    [["E0006"], say.statuses.won({ until: undefined, leftOn: undefined })],
    [["E0004"], say.statuses.excluded({ until: "2027-01-31", leftOn: undefined })],
    [["E0005"], say.statuses.opted_out({ until: undefined, leftOn: undefined })],
    [["E0003"], say.statuses.left({ until: undefined, leftOn: "2020-01-31" })],
    [["E0008", "E0009", "BARE", "E0007"], say.statuses.malformed({ until: undefined, leftOn: undefined })],
    [["E0003", "E0004"], "IT"],
    [["E0001", "E0002"], "Sales"],
  ];
  for (const [i, [ids, text]] of lists.entries()) {
    // Everybody, who can win, who cannot, the reasons, the problems, the departments.
    const list = await press(numbers, say.show, i === 0 ? 1 : i < 6 ? i + 2 : i + 3);
    expectSlackTakes(list);
    expect(idsIn(list)).toEqual(ids);
    expect(list.text).toContain(text);
  }
  expect(JSON.stringify(numbers.blocks)).toContain(say.department({ name: "Sales", people: 2, canWin: 2 }));
  expect(idsIn(await press(numbers, say.show, 2))).toHaveLength(8);
  expect((await press(await press(numbers, say.show, 0), say.overview)).text).toBe(numbers.text);
});

test.each([
  ["mueller", ["E0001"]],
  ["jose", ["E0001"]],
  ["小明", ["E0006"]],
  ["e000", ["E0001", "E0002", "E0003", "E0004", "E0005", "E0006", "E0008", "E0009", "E0007"]],
  ["SALES", ["E0001", "E0002"]],
  ["🎉", ["E0002"]],
  ["<@U0PARTY|party>", ["E0002"]],
  ["it &amp; &lt;!here&gt;", ["E0006"]],
  ["Nobody", []],
])("a search for %s finds parts of names, ids and departments", async (text, ids) => {
  const list = await open.respond(`roster ${text}`);
  expectSlackTakes(list);
  expect(idsIn(list)).toEqual(ids);
  expect(list.text).not.toMatch(/<!/);
  if (ids.length === 0) expect(list.text).toContain(say.nobody);
});

test("the only person who is found is shown with the picture of their Slack profile, if the answer is not late for it", async () => {
  const picture = "https://avatars.example.com/party.png";
  open.setProfile("U0PARTY", "Party", undefined, picture);
  const found = await open.respond("roster 🎉");
  expectSlackTakes(found);
  expect(JSON.stringify(found.blocks)).toContain(`"image_url":"${picture}","alt_text":"${say.picture}"`);
  expect(JSON.stringify((await open.respond("roster sales")).blocks)).not.toContain(picture);

  const { clock } = open.lottery;
  const { readAll } = open.lottery.people;
  vi.spyOn(open.lottery.people, "readAll").mockImplementationOnce((withinMs) => {
    clock.waitUntil(new Date(clock.now().getTime() + 1_100).toISOString());
    return readAll(withinMs);
  });
  expect(JSON.stringify((await open.respond("roster 🎉")).blocks)).not.toContain(picture);
});

test("a form searches among those who cannot win, too", async () => {
  const form = await open.openFormBy("lottery_roster_search");
  const found = await open.submit(form, { text: " it ", who: "cannot" });
  expect("done" in found && idsIn(found.done)).toEqual(["E0003", "E0004", "E0006"]);
  const all = await open.submit(form, { text: undefined, who: "all" });
  expect("done" in all && idsIn(all.done)).toHaveLength(10);
  await expect(open.submit(form, { text: "", who: "friends" })).rejects.toMatchObject({
    name: "InvalidInput",
  });
  expect((await open.respond(`roster ${"x".repeat(101)}`)).text).toBe(say.searchTooLong(100));
});

test("members are refused, also by buttons and the form", async () => {
  const numbers = await open.respond("roster");
  expect((await open.respond("roster", MEMBER)).text).toBe(operatorsOnly);
  expect((await press(numbers, say.show, 0, MEMBER)).text).toBe(operatorsOnly);
  const form = await open.openFormBy("lottery_roster_search");
  expect(await open.submit(form, { who: "all" }, MEMBER)).toMatchObject({ done: { text: operatorsOnly } });
});

test("a malformed button does nothing", async () => {
  for (const [name, value] of [
    ["list", "{}"],
    ["more", "x"],
    ["departments", "-1"],
    ["problems", ""],
  ])
    await expect(open.click(`lottery_roster_${name}`, value ?? "")).rejects.toMatchObject({
      name: "InvalidInput",
    });
});

test("a roster that cannot be read in time says so, and an empty one says how to fill it", async () => {
  vi.spyOn(open.lottery.people, "readAll").mockResolvedValueOnce(undefined);
  expect((await open.respond("roster")).text).toBe(say.late);
  vi.spyOn(open.lottery.people, "readAll").mockResolvedValueOnce(undefined);
  expect((await open.respond("roster ann")).text).toBe(say.late);
  vi.spyOn(open.lottery.people, "readAll").mockResolvedValueOnce([]);
  const empty = await open.respond("roster");
  expect(empty.text).toBe(say.empty);
  for (const name of ["import", "sync"] as const)
    expect(await open.openFormBy(`lottery_${name}_open`)).toBeDefined();
  expect(buttonsOf(empty).map(({ action_id }) => action_id)).toEqual([
    "lottery_import_open",
    "lottery_sync_open",
  ]);
});

test("pages show everybody once, whatever names and departments the table has, within Slack's limits", async () => {
  const long = "&<!here>".repeat(300);
  const items = Array.from({ length: 200 }, (_, i) =>
    i % 4 === 0
      ? { employee_id: `${"X".repeat(150)}${i}` }
      : employeeItem(i + 1, {
          employee_name: i % 3 === 0 ? long.slice(0, 200) : `Name ${i}`,
          department: `${i % 40}${long}`,
        }),
  );
  // Ids that are equal in their first 128 characters are not in a table that this product fills.
  const distinct = items.filter(({ employee_id }, i) => i === 0 || !employee_id.startsWith("X"));
  vi.spyOn(open.lottery.people, "readAll").mockResolvedValue(distinct);
  let numbers = await open.respond("roster");
  const departments: string[] = [];
  for (;;) {
    expectSlackTakes(numbers);
    departments.push(...buttonsOf(numbers).flatMap(({ value }) => (value.includes('"of"') ? [value] : [])));
    if (!buttonsOf(numbers).some(({ text }) => text.text === say.moreDepartments)) break;
    numbers = await press(numbers, say.moreDepartments);
  }
  expect(new Set(departments).size).toBe(30);
  expect(departments).toHaveLength(30);
  const seen: unknown[] = [];
  let page = await press(numbers, say.show, 0);
  for (;;) {
    expectSlackTakes(page);
    seen.push(...idsIn(page));
    if (!buttonsOf(page).some(({ text }) => text.text === exclude.more)) break;
    page = await press(page, exclude.more);
  }
  expect(seen).toHaveLength(distinct.length);
  expect(new Set(seen).size).toBe(distinct.length);
  expect(idsIn(await press(page, exclude.first))[0]).toBe("E0002");
});
