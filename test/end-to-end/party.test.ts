/** @module-tag slow */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { locales } from "../../bot/locales/locales.ts";
import { applyToItems } from "../../data/people/roster-item.ts";
import { employeeTable } from "../../data/tables.ts";
import { INTERNS, LEADERS } from "../../infra/local/screenshots/party/guests.ts";
import { planGuests } from "../../infra/local/screenshots/party/import-guests.ts";
import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import { exportEnded } from "../../workflow/draw/export-draw.ts";
import { verifyLedger } from "../../workflow/draw/verify-ledger.ts";
import { createBooks } from "../support/books.ts";
import { checkInvariants } from "../support/check-invariants.ts";
import { driveWorkspace, type Hand, textOf, type Workspace } from "../support/drive-workspace.ts";
import {
  AWAY,
  EVERYBODY,
  excludeDepartments,
  findLargest,
  guestOf,
  guests,
  OUTSIDE,
  PEOPLE,
  UNTIL,
  VALUES,
} from "../support/party-guests.ts";
import { publishedBeacon } from "../support/published-beacon.ts";
import { readDraws } from "../support/read-draws.ts";
import { readWorkbook } from "../support/read-workbook.ts";
import { scanTable } from "../support/scan-table.ts";
import { setUpLottery } from "../support/set-up-lottery.ts";
import { shareBrowser } from "../support/share-browser.ts";

const [browser, { lottery, log }] = await Promise.all([shareBrowser(), setUpLottery()]);

const MARK = "Mark as handed over";

/** Writes numbers as English texts do. */
const count = new Intl.NumberFormat("en");

const THIRD = { num_of_winners: 20, prize: "Third prize" };

/** `npm test` plays the party once; `npm run attacks` without the pointer, and without the tab key. */
const hands: Hand[] = process.env["ATTACKS"] === "all" ? ["keyboard", "pointer"] : ["turns"];

const books = createBooks(lottery.client);
const { waitForDraw, readDrawn, listWinners } = readDraws(lottery);

describe.each(hands)("the party, by %s", (hand) => {
  let workspace: Workspace;
  let leave: () => Promise<void>;

  beforeAll(async () => {
    await lottery.reset();
    await books.setRoster(applyToItems([], await planGuests(guests)));
    const whenFinished = (end: () => Promise<void>) => {
      leave = end;
    };
    workspace = await driveWorkspace(browser, lottery.endpoints.page, { hand, whenFinished });
  });
  afterAll(() => leave());

  test("a campaign is started, its prizes are listed, and people are excluded", async () => {
    const { type, see, form, press, enter, closeForm } = workspace;

    await type("/lottery campaign new Year-end party");
    const question = await see("Start the campaign “Year-end party”?");
    await press(question.getByRole("button", { name: "Start campaign" }));
    await see("The campaign “Year-end party” has started.");
    await type("/lottery campaign");
    const empty = await (await see("Current campaign: “Year-end party”")).innerText();
    expect(empty).toContain("0 draws, 0 winners");
    expect(empty).toContain(`${count.format(PEOPLE)} people can still win.`);

    await type("/lottery prizes");
    const prizes = await form("Prizes");
    await press(prizes.getByRole("button", { name: "Add a prize" }));
    const adding = await form("Add a prize");
    await enter(adding.getByRole("textbox", { name: "Name" }), "Grand prize");
    await enter(adding.getByRole("textbox", { name: "Value" }), "1000 €");
    await press(adding.getByRole("button", { name: "Save" }));
    await textOf(prizes, "Grand prize (1000 €): 1 of 1 left");
    await press(prizes.getByRole("button", { name: "Edit the list" }));
    const editing = await form("Edit the list");
    const list = editing.getByRole("textbox", { name: "One prize per line" });
    await enter(list, `${await list.inputValue()}\n5 × Second prize, 200 €\n20 × Third prize, 50 €`);
    await press(editing.getByRole("button", { name: "Save" }));
    const saved = await textOf(prizes, "In total: 26 of 26 left");
    expect(saved).toContain("Second prize (200 €): 5 of 5 left");
    expect(saved).toContain("Third prize (50 €): 20 of 20 left");
    await closeForm();

    const [, chosen] = AWAY;
    const named = AWAY.filter((guest) => guest !== chosen);
    for (const { employee_id } of named)
      await type(`/lottery exclude ${employee_id} until ${UNTIL} on leave`);
    for (const { employee_id, employee_name } of named)
      await see(`${employee_name} (${employee_id}) is now excluded from all draws until ${UNTIL}`);
    // Others have the same given name, so the person is chosen from a list.
    await type(`/lottery exclude ${chosen?.employee_name.split(" ")[0]} until ${UNTIL}`);
    const candidates = await see("Whom do you mean?");
    await press(candidates.getByRole("button", { name: `${chosen?.employee_name}` }));
    await see(`${chosen?.employee_name} (${chosen?.employee_id}) is now excluded`);
    await type("/lottery excluded");
    const excluded = await (await see(`${AWAY.length} people are excluded from draws:`)).innerText();
    for (const { employee_name } of AWAY) expect(excluded).toContain(`${employee_name} `);
    await type("/lottery campaign");
    await see(`${count.format(PEOPLE - AWAY.length)} people can still win.`);
  });

  test("three prizes are drawn, the third one from too many people", async () => {
    const { type, see, form, announcement, press, choose, closeForm } = workspace;
    await type("/lottery draw");
    const drawing = await form("New draw");
    expect(await textOf(drawing, "Preview")).toContain(
      `${count.format(PEOPLE - AWAY.length)} people can win`,
    );
    await excludeDepartments(drawing, workspace);
    await textOf(drawing, `${count.format(EVERYBODY)} people can win`);
    await press(drawing.getByRole("button", { name: "Start the draw" }));
    await see("Drawing one winner of Grand prize. I will announce the result in #lottery");
    await announcement("Grand prize").waitFor();
    const first = await waitForDraw(1);
    expect(first).toMatchObject({ eligible: EVERYBODY, num_of_winners: 1, prize: "Grand prize" });

    await type("/lottery draw");
    const next = await form("New draw");
    await choose(next.getByRole("combobox", { name: "Prize" }), "Second");
    const number = next.getByRole("spinbutton", { name: "Number of winners" });
    await expect.poll(() => number.inputValue()).toBe("5");
    await excludeDepartments(next, workspace);
    await textOf(next, `${count.format(EVERYBODY - 1)} people can win`);
    await press(next.getByRole("button", { name: "Start the draw" }));
    await announcement("Second prize").waitFor();
    expect(await waitForDraw(2)).toMatchObject({
      eligible: EVERYBODY - 1,
      num_of_winners: 5,
      prize: "Second prize",
    });

    // Typed too early: without the form, executives and interns can win.
    await type("/lottery draw 20 Third prize");
    await announcement("Third prize").waitFor();
    expect(await waitForDraw(3)).toMatchObject({ ...THIRD, eligible: EVERYBODY + OUTSIDE - 6 });
    await type("/lottery prizes");
    const prizes = await textOf(await form("Prizes"), "In total: 0 of 26 left");
    for (const left of ["1000 €): 0 of 1 left", "200 €): 0 of 5 left", "50 €): 0 of 20 left"])
      expect(prizes).toContain(left);
    await closeForm();
  });

  test("an absent winner is replaced, and the third draw is voided and drawn again", async () => {
    const { type, see, form, announcement, voided, press, choose, closeForm } = workspace;
    const absent = (await readDrawn(2)).winners[0]?.employee_name ?? "";
    await type(`/lottery redraw 2 ${absent}, is not here`);
    const question = await see(`Cancel the win of ${absent}`);
    await press(question.getByRole("button", { name: "Redraw" }));
    await see(`cancelled the win of ${absent}`);
    const second = await waitForDraw(3).then(() => readDrawn(2));
    const [replaced, replacement] = [second.winners[0], second.winners.at(-1)];
    expect(replaced).toMatchObject({ employee_name: absent, void: expect.anything() });
    expect(replacement?.replaces).toBe(replaced?.employee_id);
    const edited = await textOf(announcement("Second prize"), replacement?.employee_name ?? "");
    for (const { employee_name } of second.winners) expect(edited).toContain(employee_name);
    expect(await announcement("Second prize").locator("s").allInnerTexts()).toEqual([absent]);

    await type("/lottery void 3 executives took part");
    await press((await see("Void draw 3?")).getByRole("button", { name: "Void the draw" }));
    await textOf(voided("Third prize"), "executives took part");
    await waitForDraw(3);
    await type("/lottery prizes");
    expect(await textOf(await form("Prizes"), "In total: 20 of 26 left")).toContain("(50 €): 20 of 20 left");
    await closeForm();

    // The form proposes the first prize that is left, and all of it.
    const home = await workspace.openApp();
    expect(await textOf(home, "2 draws · 6 winners")).toContain("Third prize (50 €): 20 of 20 left");
    await press(home.getByRole("button", { name: "New draw" }));
    const drawing = await form("New draw");
    await choose(drawing.getByRole("combobox", { name: "Announce in" }), "# lottery");
    expect(await drawing.getByRole("spinbutton", { name: "Number of winners" }).inputValue()).toBe("20");
    await excludeDepartments(drawing, workspace);
    await textOf(drawing, `${count.format(EVERYBODY - 6)} people can win`);
    await press(drawing.getByRole("button", { name: "Start the draw" }));
    await drawing.waitFor({ state: "detached" });
    await workspace.openChannel();
    await announcement("Third prize").waitFor();
    expect(await waitForDraw(4)).toMatchObject({ ...THIRD, eligible: EVERYBODY - 6 });
  });

  test("only those who may win have won, and nobody twice", async () => {
    const winners = await listWinners();
    expect(winners).toHaveLength(26);
    expect(new Set(winners).size).toBe(26);
    const away = new Set(AWAY.map(({ employee_id }) => employee_id));
    for (const employee_id of winners) {
      expect(away).not.toContain(employee_id);
      expect([LEADERS.name, INTERNS.name]).not.toContain(guestOf.get(employee_id)?.department);
    }
  });

  test("prizes are handed over, and the spreadsheet is equal to the ledger", async () => {
    const { type, see, page, form, press, openApp, openChannel, closeForm } = workspace;
    const [first, second, last] = await Promise.all([readDrawn(1), readDrawn(2), readDrawn(4)]);
    await type(`/lottery handed 1 ${first.winners[0]?.employee_name}`);
    await see("in draw 1 is marked as handed over");
    await type("/lottery handed 2");
    let list = await see("Draw 2: 0 of 5 prizes handed over");
    for (const done of [1, 2, 3, 4, 5]) {
      await press(list.getByRole("button", { name: MARK }).first());
      list = await see(`Draw 2: ${done} of 5 prizes handed over`);
    }
    await type(`/lottery handed 4 ${last.winners[19]?.employee_id}`);
    await see("in draw 4 is marked as handed over");

    await type("/lottery export");
    const file = page.getByRole("link", { name: "Winners: Year-end party" });
    await file.waitFor();
    await press((await openApp()).getByRole("button", { name: "Export" }));
    await form("Lottery");
    await closeForm();
    await openChannel();
    const [download] = await Promise.all([page.waitForEvent("download"), press(file.nth(1))]);
    const [titles = [], ...rows] = readWorkbook(await readFile(await download.path()));
    expect(titles.map((cell) => cell?.value)).toEqual(Object.values(locales.en.export.winners.titles));
    const handed = new Set([
      ...currentWinners([...first.winners, ...second.winners]).map(({ employee_id }) => employee_id),
      last.winners[19]?.employee_id,
    ]);
    const expected = [first, second, await readDrawn(3), last].flatMap((draw) =>
      draw.winners.map(({ employee_id, employee_name, void: isVoid }) => [
        draw.draw_no,
        draw.prize,
        VALUES[draw.prize ?? ""],
        employee_name,
        employee_id,
        guestOf.get(employee_id)?.department,
        isVoid ? "yes" : undefined,
        !isVoid && handed.has(employee_id) ? "U0OPERATOR" : undefined,
      ]),
    );
    const found = rows.map((row) => [0, 2, 3, 4, 5, 6, 8, 10].map((column) => row[column]?.value));
    expect(found).toHaveLength(47);
    expect(new Set(found.map((row) => row.join("|")))).toEqual(new Set(expected.map((row) => row.join("|"))));
  });

  test("in a new campaign, the same people win again", async () => {
    const { type, see, form, announcement, page, press, enter, choose, tick } = workspace;
    const before = await listWinners();
    await type("/lottery campaign");
    const current = await see("3 draws, 26 winners");
    expect(await current.innerText()).toContain("Current campaign: “Year-end party”");
    expect(await current.innerText()).toContain(
      `${count.format(PEOPLE - AWAY.length - 26)} people can still win.`,
    );
    await press(current.getByRole("button", { name: "new campaign" }));
    const starting = await form("New campaign");
    await enter(starting.getByRole("textbox", { name: "Name" }), "Summer party");
    await press(starting.getByRole("button", { name: "Start campaign" }));
    await see("The campaign “Summer party” has started. Everyone can win again.");
    await page.getByRole("dialog").waitFor({ state: "detached" });

    // Of 26 winners in twelve departments, at least three are in the same one. Everybody there wins.
    const [department = "", again] = findLargest(before);
    expect(again.length).toBeGreaterThan(2);
    const everybody = guests.filter((guest) => guest.department === department && !AWAY.includes(guest));
    await type("/lottery draw");
    const drawing = await form("New draw");
    await enter(drawing.getByRole("textbox", { name: "Prize" }), "Ice cream");
    await choose(drawing.getByRole("combobox", { name: "Who can win" }), "Only");
    await tick(drawing.getByRole("checkbox", { name: `${department} (` }));
    await textOf(drawing, `${everybody.length} people can win`);
    await enter(drawing.getByRole("spinbutton", { name: "Number of winners" }), String(everybody.length));
    await press(drawing.getByRole("button", { name: "Start the draw" }));
    await announcement("Ice cream").waitFor();
    expect(await announcement("Ice cream").innerText()).toContain("Summer party");
    const draw = await waitForDraw(5);
    expect(draw.eligible).toBe(everybody.length);
    const winners = new Set(draw.winners.map(({ employee_id }) => employee_id));
    expect(winners).toEqual(new Set(everybody.map(({ employee_id }) => employee_id)));
    for (const employee_id of again) expect(winners).toContain(employee_id);
  });

  test("at the end, the tables are consistent, and the whole ledger verifies", async () => {
    const rosterItems = await scanTable(lottery.client, employeeTable.name);
    const tables = await books.read();
    await checkInvariants({ ...tables, rosterItems, formerWinners: [] }, { atRest: true });
    const sources = { readPositions: tables.visitLog.read, rosterPages: tables.rosterPages };
    const draws = (await lottery.records()).toReversed();
    const exported = await Promise.all(draws.map((draw) => exportEnded(draw, sources)));
    const ended = exported.filter((draw) => draw !== undefined);
    expect(ended).toHaveLength(5);
    const { faults, absent } = verifyLedger(ended, { isWhole: true, beacon: publishedBeacon });
    expect({ faults, absent }).toEqual({ faults: [], absent: [] });
    expect(log.lines.filter(({ level }) => level === "error")).toEqual([]);
  });
});
