import { expect, test } from "vitest";
import { findBarriers } from "../support/axe.ts";
import { driveWorkspace } from "../support/drive-workspace.ts";
import { scanTable } from "../support/scan-table.ts";
import { setUpLottery } from "../support/set-up-lottery.ts";
import { shareBrowser } from "../support/share-browser.ts";

const [browser, { lottery }] = await Promise.all([shareBrowser(), setUpLottery()]);

/** `e0001` is another spelling of an id on the roster. */
const FILE = "工号,姓名\ne0001,陈晓雯\nE0100,<!channel> Bob\n";

test("an operator imports a file with a conflict, takes the people of a channel, and a member is refused", async () => {
  const { page, see, type, form } = await driveWorkspace(browser, lottery.endpoints.page);
  await type("/lottery roster");
  await (await see("Roster: 10 people")).getByRole("button", { name: "Import people" }).click();
  const choice = await form("Import people");
  await choice.getByLabel("Spreadsheet").setInputFiles({
    name: "people.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(FILE),
  });
  // Until the file is sent, the form is not.
  await choice.locator("input[data-files]").waitFor();
  await choice.getByRole("button", { name: "Show the plan" }).click();
  await (await see("1 question to answer first"))
    .getByRole("button", { name: "Answer the questions" })
    .click();
  const questions = await form("Same person or not?");
  expect(await findBarriers(page)).toEqual([]);
  await questions
    .getByRole("combobox", { name: "Are they one person?" })
    .selectOption("One person, with the ID E0001");
  await questions.getByRole("button", { name: "Show the plan" }).click();
  const plan = await see("Apply, and keep those 9 people");
  expect(await plan.innerText()).toContain("1 person to add:\n<!channel> Bob (E0100)");
  expect(await findBarriers(page)).toEqual([]);
  await plan.getByRole("button", { name: "Apply, and keep those 9 people" }).dblclick();
  await see("The roster is up to date. People: 1 added.");

  await type("/lottery sync #lottery");
  await (await form("Sync people from Slack")).getByRole("button", { name: "Show the plan" }).click();
  const people = await see("Plan for the roster, from #lottery");
  expect(await people.innerText()).toContain(
    "2 people to add:\nOlivia Operator (U0OPERATOR), Max Member (U0MEMBER)",
  );
  expect(await people.innerText()).toContain("Left out: 1 guest, 1 person of other organizations, 1 bot");
  await people.getByRole("button", { name: "Apply, and keep" }).click();
  await see("The roster is up to date. People: 2 added.");
  const roster = await scanTable(lottery.client, "Lottery-Employee");
  expect(roster.map((item) => Number(item["lottery_serial"])).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 13 }, (_, i) => i + 1),
  );

  await page.getByRole("radio", { name: "Max Member" }).check();
  await type("/lottery import");
  await see("Only lottery operators can do this.");
});
