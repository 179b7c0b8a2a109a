/** @module-tag slow */
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEFAULT_TABLES, employeeItem } from "../../support/start-dynamodb.ts";
import { type Lottery, startLottery } from "../../support/start-lottery.ts";
import { runCli, startCli } from "./run-cli.ts";

let lottery: Lottery;
beforeAll(async () => {
  lottery = await startLottery({
    tables: DEFAULT_TABLES,
    roster: [
      employeeItem(1, { employee_name: "Ann\u202e Lee", slack_user_id: "U0ANN" }),
      employeeItem(2, { employee_name: "王芳" }),
    ],
    winners: [{ employee_id: "E0099" }],
  });
  await lottery.draw(2);
});
afterAll(() => lottery[Symbol.asyncDispose]());

const changes = () =>
  `This changes the tables Lottery-Employee, Lottery-Winners and Lottery-Draws at ${lottery.connection.endpoint}.\n`;
const erase = (...args: string[]) => runCli("erase-person", args, lottery.environment);

test("shows what is stored about a person, and changes nothing without --yes", async () => {
  const before = await lottery.allItems();
  const { out, err, code } = await erase("E0001");
  expect({ err, code }).toEqual({ err: "", code: 0 });
  expect(out).toContain('This is stored about "E0001", "Ann\\u{202e} Lee", "Ann Lee", "U0ANN":');
  for (const line of [
    "  Lottery-Employee: 1 item",
    "  Lottery-Winners: 1 item",
    "  Lottery-Draws: 1 record and 1 visited position that name the person, 0 hand-overs, salts in 1 record, 0 requests, 0 in the audit log, 0 in the list of operators, 0 imports of the roster",
    "Nothing was erased. Add --yes to erase all of this for good. Draws stay valid without it.",
  ])
    expect(out.split("\n")).toContain(line);
  expect(await lottery.allItems()).toEqual(before);
});

test("erases a person with --yes, and then knows nothing about them", async () => {
  const { out, err, code } = await startCli(
    "erase-person",
    ["--yes", "--by", "Dana", "E0099"],
    lottery.environment,
  );
  expect({ err, code }).toEqual({ err: changes(), code: 0 });
  expect(out).toContain("  Lottery-Winners: 1 item\n");
  expect(out).toMatch(/\nAll of this was erased\.\n$/);
  expect((await lottery.winnerItems()).map(({ employee_id }) => employee_id)).not.toContain("E0099");
  const again = await erase("--yes", "E0099");
  expect(again).toMatchObject({ code: 0, out: 'Nothing is stored about "E0099" that can be erased.\n' });
});

test("says why a person cannot be erased now, and exits with 1", async () => {
  lottery.waitUntil(new Date().toISOString());
  await lottery.open(1);
  const shown = await erase("E0001");
  expect(shown.out).toContain("It cannot be erased now:\n  Draw 2 is under way.\n");
  const { out, err, code } = await erase("--yes", "E0001");
  expect({ out, code }).toEqual({ out: "", code: 1 });
  expect(err).toBe(`${changes()}Draw 2 is under way.\nNothing was erased.\nRun the command again later.\n`);
});

test.each([[[]], [["E0001", "E0002"]], [["--now", "E0001"]], [["x".repeat(129)]]])(
  "refuses the arguments %o",
  async (args) => {
    const { out, err, code } = await erase(...args);
    expect({ out, code }).toEqual({ out: "", code: 1 });
    expect(err).not.toMatch(/^\s+at /m);
  },
);
