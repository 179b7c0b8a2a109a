import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import type { DrawnRecord } from "../../data/ledger/draw-record.ts";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { drawsTable } from "../../data/tables.ts";
import { openVisitLog } from "../../workflow/attempt/open-visit-log.ts";
import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import { exportDraw } from "../../workflow/draw/export-draw.ts";
import { orderSerials } from "../../workflow/draw/order.ts";
import { formatReceipt } from "../../workflow/draw/receipt.ts";
import { verifyDraw } from "../../workflow/draw/verify-draw.ts";
import { CHANNEL, MEMBER, OPERATOR } from "../support/open-lottery.ts";
import { publishedBeacon } from "../support/published-beacon.ts";
import { setUpLottery } from "../support/set-up-lottery.ts";

const { lottery } = await setUpLottery();

const read = async (drawNo: number): Promise<DrawnRecord> => {
  const draw = await lottery.ledger.read(drawNo);
  if (draw?.status !== "drawn") throw new Error(`Draw ${drawNo} is not decided.`);
  return draw;
};

/** Draws and waits for all notifications. */
const draw = async (text: string): Promise<DrawnRecord> => {
  const drawNo = (await lottery.records()).length + 1;
  await lottery.say(`/lottery ${text}`);
  await lottery.waitForDraws(drawNo);
  return read(drawNo);
};

/** Waits until the draw has this number of revisions and no pending work. */
const untilRevised = async (drawNo: number, revisions: number): Promise<DrawnRecord> => {
  await vi.waitFor(
    async () => {
      const record = await read(drawNo);
      if (record.revisions.length !== revisions || record.pending) throw new Error("There is pending work.");
    },
    { timeout: 5_000, interval: 10 },
  );
  return read(drawNo);
};

const revise = async (drawNo: number, label: string, revisions: number): Promise<DrawnRecord> => {
  await lottery.click(label);
  return untilRevised(drawNo, revisions);
};

const seenExecutions = z.object({
  inspector: z.object({
    executions: z.object({ executions: z.array(z.object({ input: jsonOf(z.unknown()) })) }),
  }),
});

/** Returns the executions that revise this draw. */
const findRevisions = async (drawNo: number) => {
  const response = await fetch(`${lottery.endpoints.page}/playground/state?user=${OPERATOR}`);
  const { executions } = seenExecutions.parse(await response.json()).inspector.executions;
  const ofThis = z.object({ revise: z.object({ draw_no: z.literal(drawNo) }) });
  return executions.filter(({ input }) => ofThis.safeParse(input).success);
};

/** Sends a click to the bot, even if there is no such button. Its response is discarded. */
const clickAs = async (
  user: string,
  button: { action_id: string | undefined; value: string | undefined },
): Promise<void> => {
  await lottery.postForm({
    payload: JSON.stringify({
      type: "block_actions",
      user: { id: user },
      channel: { id: CHANNEL },
      team: { id: "T0LOTTERY" },
      api_app_id: "A0LOTTERY",
      trigger_id: randomUUID(),
      response_url: `${lottery.endpoints.page}/nowhere`,
      actions: [{ type: "button", block_id: "b", ...button }],
    }),
  });
};

const verify = async (record: DrawnRecord) => {
  const { read: readPositions } = openVisitLog(lottery.client, drawsTable.name);
  const { rosterPages } = lottery.ledger;
  return verifyDraw(await exportDraw(record, { readPositions, rosterPages }), publishedBeacon);
};

const winnerItem = async (employeeId: string) =>
  (await lottery.winners()).find((item) => item["employee_id"] === employeeId);

const readNewestText = async (user = OPERATOR) => (await lottery.messages(user)).at(-1)?.text ?? "";

test("a redraw gives the win to the next person in the draw order and notifies everybody", async () => {
  const before = await draw("draw 2 AirPods");
  const announcement = (await lottery.announcements()).at(-1);
  const [first, second] = before.winners;
  if (!first || !second) throw new Error("Two winners are missing.");

  await lottery.say(`/lottery redraw 1 ${first.employee_name} is away & <gone>`);
  expect(await readNewestText()).toContain(`*${first.employee_name}*`);
  expect((await read(1)).revising, "nothing starts before the confirmation").toBeUndefined();
  const after = await revise(1, "Redraw", 1);

  const order = [...orderSerials(Buffer.from(before.seed, "hex"), before.roster_size)];
  const [revision] = after.revisions;
  const runnerUp = revision?.winners[0];
  expect(runnerUp?.lottery_serial, "all ten are entrants, so it is the next position").toBe(
    order[before.walked],
  );
  expect(revision).toMatchObject({
    kind: "redraw",
    requested_by: OPERATOR,
    reason: "is away & <gone>",
    voided: [first.employee_id],
  });
  expect(currentWinners(after.winners).map(({ employee_id }) => employee_id)).toEqual([
    runnerUp?.employee_id,
    second.employee_id,
  ]);
  expect(await verify(after)).toEqual([]);

  expect(await winnerItem(first.employee_id)).toMatchObject({ void: true });
  expect(await winnerItem(runnerUp?.employee_id ?? "")).toMatchObject({
    draw_no: 1,
    draw_id: before.draw_id,
  });
  expect(await winnerItem(runnerUp?.employee_id ?? "")).not.toHaveProperty("claim_expires_at");

  const [updated, note, ...more] = await lottery.announcements();
  expect(more).toEqual([]);
  expect(updated?.ts, "the announcement is edited").toBe(announcement?.ts);
  expect(JSON.stringify(updated?.blocks)).toContain(
    `~${first.employee_name}~ → *${runnerUp?.employee_name}*`,
  );
  for (const receipt of [before.receipt, revision?.receipt ?? ""])
    expect(JSON.stringify(updated?.blocks)).toContain(formatReceipt(receipt));
  for (const part of ["is away &amp; &lt;gone&gt;", `<@${OPERATOR}>`, formatReceipt(revision?.receipt ?? "")])
    expect(note?.text).toContain(part);
  const mails = await lottery.mails();
  expect(mails.map(({ subject }) => subject)).toEqual([
    "Lottery draw 1: 2 winners",
    "Lottery draw 1: redrawn",
  ]);
  expect(mails[1]?.text).toContain(runnerUp?.employee_name);
});

test("two clicks on one confirmation change a draw once, and a void win cannot be cancelled again", async () => {
  const before = await draw("draw 1");
  const id = before.winners[0]?.employee_id ?? "";
  await lottery.say(`/lottery redraw 2 ${id}`);
  const question = (await lottery.messages(OPERATOR)).at(-1);
  const [yes] = question?.blocks.find(({ type }) => type === "actions")?.elements ?? [];
  const click = () => clickAs(OPERATOR, { action_id: yes?.action_id, value: yes?.value });
  await Promise.all([click(), click()]);
  await untilRevised(2, 1);
  await lottery.waitForDraws(2);
  expect(await findRevisions(2), "both clicks start the same execution").toHaveLength(1);
  expect((await read(2)).winners).toHaveLength(2);

  await lottery.say(`/lottery redraw 2 ${id}`);
  expect(await readNewestText(), "the person is no longer a winner").toContain(
    "in draw 2 is already cancelled",
  );
});

test("a win is not cancelled without a runner-up", async () => {
  // Three wins are current, so seven people can still win.
  const rest = await draw("draw 7");
  const [winner] = rest.winners;
  await lottery.say(`/lottery redraw 3 1`);
  await lottery.click("Redraw");
  await vi.waitFor(
    async () => expect(await readNewestText()).toContain("Draw 3 was not changed: nobody else"),
    {
      timeout: 5_000,
      interval: 10,
    },
  );
  const after = await read(3);
  expect(after.revising).toBeUndefined();
  expect(after.winners).toEqual(rest.winners);
  expect(await winnerItem(winner?.employee_id ?? "")).not.toHaveProperty("void");
});

test("a void draw releases its people for later draws, and is announced everywhere", async () => {
  await lottery.say("/lottery void 3 wrong roster");
  const taken = await revise(3, "Void the draw", 1);
  expect(currentWinners(taken.winners)).toEqual([]);
  expect(await verify(taken)).toEqual([]);
  expect((await lottery.announcements()).at(-1)?.text).toContain(
    `Draw 3 is void: <@${OPERATOR}> cancelled all its wins.`,
  );
  expect((await lottery.mails()).at(-1)).toMatchObject({ subject: "Lottery draw 3: void" });
  expect(await lottery.type("winners")).toMatchObject({
    text: expect.stringContaining("_void: all wins were cancelled_"),
  });
  expect(await lottery.type("void 3")).toMatchObject({ text: expect.stringContaining("Draw 3 is void") });

  const again = await draw("draw 7");
  expect(new Set(again.winners.map(({ employee_id }) => employee_id))).toEqual(
    new Set(taken.winners.map(({ employee_id }) => employee_id)),
  );
  expect(await verify(again)).toEqual([]);
});

test("members may verify, but not redraw or void, by command or by button", async () => {
  const verdict = await lottery.type("verify 1", { user: MEMBER });
  expect(verdict.text).toContain("✅ *Draw 1 is valid.*");
  expect(verdict.text).toContain(formatReceipt((await read(1)).revisions.at(-1)?.receipt ?? ""));
  for (const text of ["redraw 1 1", "void 1"])
    expect(await lottery.type(text, { user: MEMBER })).toMatchObject({
      text: expect.stringContaining("Only lottery operators"),
    });

  const before = await read(4);
  const forged = {
    action_id: "lottery_void_confirm",
    value: JSON.stringify({ nonce: "n", draw_no: 4 }),
  };
  await clickAs(MEMBER, forged);
  await lottery.waitForDraws((await lottery.records()).length);
  expect(await read(4)).toEqual(before);
  expect(await findRevisions(4)).toEqual([]);
  await clickAs(OPERATOR, forged);
  const after = await untilRevised(4, 1);
  expect(currentWinners(after.winners), "an operator's click voids the draw").toEqual([]);
});

test("a member can read position by position why these people won", async () => {
  await lottery.say("/lottery verify 1", MEMBER);
  await lottery.click("Position by position", MEMBER);
  const { winners } = await read(1);
  for (const { employee_name } of winners) expect(await readNewestText(MEMBER)).toContain(employee_name);
  expect(await readNewestText(MEMBER)).toContain("*chosen*");
});
