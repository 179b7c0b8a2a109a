import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { employeeItem } from "../../support/start-dynamodb.ts";
import { MEMBER, openRegistry } from "./open-registry.ts";

const { me: say, home } = locales.en;

let open: Awaited<ReturnType<typeof openRegistry>>;
beforeAll(async () => {
  open = await openRegistry("en", [
    employeeItem(1, { employee_name: "<!channel> Ann", slack_user_id: MEMBER }),
    employeeItem(2, { slack_user_id: "U0TWICE", excluded_until: "always", excluded_reason: "secret" }),
    employeeItem(3, { slack_user_id: "U0TWICE" }),
    employeeItem(4, { excluded_until: "always" }),
  ]);
});
afterAll(() => open[Symbol.asyncDispose]());

test("people read whether they are on the roster, their serial, and whether they can win", async () => {
  const { text } = await open.respond("me", MEMBER);
  expect(text).toBe(
    `${home.onRoster("*&lt;!channel&gt; Ann* (E0001)")} ${home.canWin}\n${home.noWins}\n${say.serial(1)}`,
  );
  expect((await open.respond("me e0001", MEMBER)).text).toBe(text);
});

test("who is not on the roster, or several times, reads that, and chooses an own entry by its id", async () => {
  expect((await open.respond("me", "U0GHOST")).text).toBe(home.notOnRoster);
  expect((await open.respond("me", "U0TWICE")).text).toBe(home.severalEntries("E0002, E0003"));
  const own = await open.respond("me E0002", "U0TWICE");
  expect(own.text).toContain(home.obstacles.excluded({}));
  expect(own.text).not.toContain("secret");
});

test("nobody reads about others, or whether they exist", async () => {
  for (const id of ["E0002", "E0004", "E9999"])
    expect((await open.respond(`me ${id}`, MEMBER)).text).toBe(say.notYours);
  expect((await open.respond("me Ann Lee", MEMBER)).text).toBe(say.usage);
});

test("a roster that is too large to search asks for the employee id", async () => {
  vi.spyOn(open.lottery.roster, "findBySlackId").mockResolvedValueOnce(undefined);
  expect((await open.respond("me", MEMBER)).text).toBe(say.notSearched);
});

test("a winner reads in the same words as on the Home tab what they have won, and that they cannot win", async () => {
  await open.lottery.draw(1, { prize: "AirPods" });
  const { winners } = await open.lottery.readDrawn(1);
  const { slack_user_id = MEMBER, employee_id = "" } = winners[0] ?? {};
  const { text } = await open.respond(`me ${employee_id}`, slack_user_id);
  expect(text).toContain(home.obstacles.won({ draw_no: 1 }));
  expect(text).toContain("*AirPods*");
});
