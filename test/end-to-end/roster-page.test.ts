import { BatchWriteItemCommand } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { locales } from "../../bot/locales/locales.ts";
import { findBarriers } from "../support/axe.ts";
import { driveWorkspace } from "../support/drive-workspace.ts";
import { setUpLottery } from "../support/set-up-lottery.ts";
import { shareBrowser } from "../support/share-browser.ts";

const [browser, { lottery }] = await Promise.all([shareBrowser(), setUpLottery({ LOTTERY_OPT_OUT: "yes" })]);
const { roster, exclude, me, home, operatorsOnly } = locales.en;

/** Twenty-five people, so that the list has two pages; the last one has no serial. */
const added = Array.from({ length: 25 }, (_, i) => ({
  PutRequest: {
    Item: {
      employee_id: { S: `N${100 + i}` },
      employee_name: { S: `New <!here> ${i}` },
      ...(i < 24 && { lottery_serial: { N: String(11 + i) } }),
    },
  },
}));

test("a person opts out; operators page through the roster and see that, and members are refused", async () => {
  await lottery.client.send(new BatchWriteItemCommand({ RequestItems: { "Lottery-Employee": added } }));
  const { page, see, type, press, form, enter } = await driveWorkspace(browser, lottery.endpoints.page);
  const pressIn = async (seen: Awaited<ReturnType<typeof see>>, name: string | RegExp) =>
    press(seen.getByRole("button", { name }));

  await page.getByRole("radio", { name: "Amara Okafor" }).check();
  await type("/lottery roster");
  await see(operatorsOnly);
  await type("/lottery me");
  await pressIn(await see("You are on the roster as"), me.optOut);
  await pressIn(await see("Opt out of all draws?"), me.optOut);
  await see("You have opted out of draws");

  await page.getByRole("radio", { name: "Olivia Operator" }).check();
  await type("/lottery roster");
  const numbers = await see("Roster: 35 people");
  expect(await numbers.innerText()).toContain("33 can win");
  expect(await findBarriers(page)).toEqual([]);
  await pressIn(numbers, /^Show: Roster/);
  await pressIn(await see("New <!here> 19"), exclude.more);
  const second = await see("New <!here> 24");
  expect(await second.innerText()).toContain(roster.noSerial);
  await pressIn(second, roster.search);
  await enter((await form(roster.search)).getByRole("textbox"), "amara");
  await page.keyboard.press("Enter");
  const found = await see("Search: “amara”");
  expect(await found.innerText()).toContain(
    roster.statuses.opted_out({ until: undefined, leftOn: undefined }),
  );
  await pressIn(found, roster.overview);
  await pressIn(await see("Roster: 35 people"), /^Show: .*problem/);
  await see("N124: has no serial");

  await page.getByRole("radio", { name: "Amara Okafor" }).check();
  await type("/lottery me");
  const out = await see(home.obstacles.opted_out({}).replaceAll("`", ""));
  await pressIn(out, me.optIn);
  await see(me.optedIn);
});
