/** @module-tag slow */
import { expect, test } from "vitest";
import { checkInvariants } from "../support/check-invariants.ts";
import { winnerAt } from "../support/draw-records.ts";
import { type Lottery, startLottery } from "../support/start-lottery.ts";

/**
 * Runs a draw like the state machine of the older system: the event is the request alone, without the name of the
 * execution; each task receives `$.body` of the last result, and nothing else of it; nothing is retried.
 */
async function runAsBefore(lottery: Lottery, input: unknown): Promise<string> {
  let { body }: { body: unknown } = await lottery.inputWinners(input);
  for (let pass = 0; pass < 10; pass++) {
    ({ body } = await lottery.randomSelectWinners(body));
    const validated = await lottery.validateWinners(body);
    body = validated.body;
    if (validated.status === 1) continue;
    const recorded = await lottery.recordWinners(body);
    expect(recorded.status_code).toBe("SUCCESS");
    return validated.sns;
  }
  throw new Error("The draw did not end.");
}

test("the older state machine draws and records each person once", async () => {
  await using lottery = await startLottery({ winners: [{ employee_id: "E0004" }] });
  const notices = [await runAsBefore(lottery, { input: 2 }), await runAsBefore(lottery, { input: 7 })];
  await expect(runAsBefore(lottery, { input: 1 })).rejects.toMatchObject({ name: "NotEnoughEntrants" });
  const records = await lottery.records();
  expect(records.map(({ status }) => status)).toEqual(["drawn", "drawn", "failed"]);
  for (const [i, sns] of notices.entries())
    for (const { employee_name } of (await lottery.readDrawn(i + 1)).winners)
      expect(sns).toContain(employee_name);
  await checkInvariants(lottery, { atRest: true });
  expect(await lottery.winnerItems()).toHaveLength(10);
});

test("the fire drill fails as before", async () => {
  await using lottery = await startLottery();
  await expect(runAsBefore(lottery, { input: 2, exception: true })).rejects.toMatchObject({
    name: "CustomError",
  });
});

test("a body may be part of the result of the task before", async () => {
  await using lottery = await startLottery();
  const opened = await lottery.inputWinners({ body: { input: 2 } });
  const selected = await lottery.randomSelectWinners(opened);
  const validated = await lottery.validateWinners(selected);
  expect(validated.status).toBe(0);
  const { body } = await lottery.recordWinners(validated);
  expect(body.winners).toEqual(selected.body.winner_details);
});

test.each([
  {},
  null,
  "2",
  [],
  { input: "2" },
  { input: 0 },
  { input: -1 },
  { input: 1.5 },
  { input: 1e100 },
  { input: 2, channel_id: "<!here>" },
  { input: 2, requested_by: "somebody" },
  { input: 2, prize: "x".repeat(151) },
  { execution: "x".repeat(81), started_at: "2026-06-15T12:00:00Z", request: { input: 2 } },
])("a malformed event is refused by name, and nothing is written: %j", async (event) => {
  await using lottery = await startLottery({ roster: [] });
  await expect(lottery.inputWinners(event)).rejects.toMatchObject({ name: "InvalidInput" });
  expect(await lottery.records()).toEqual([]);
});

test.each(["randomSelectWinners", "validateWinners", "recordWinners"] as const)(
  "%s refuses by name a malformed event, an unknown draw, and the number of another draw",
  async (task) => {
    await using lottery = await startLottery();
    await lottery.open(2, "mine");
    const refusal = (event: unknown) => lottery[task](event).catch((error: unknown) => error);
    expect(await refusal({})).toMatchObject({ name: "InvalidInput" });
    expect(await refusal({ num_of_winners: 2, draw_no: 7, draw_id: "mine" })).toMatchObject({
      name: "UnknownDraw",
    });
    expect(await refusal({ num_of_winners: 2, draw_no: 1, draw_id: "other" })).toMatchObject({
      name: "UnknownDraw",
    });
  },
);

test.each([
  ["somebody twice", 2, { winner_details: [winnerAt(1), winnerAt(1)], walked: 2 }],
  ["more winners than were asked for", 1, { winner_details: [winnerAt(1), winnerAt(2)], walked: 2 }],
  ["more winners than visited positions", 2, { winner_details: [winnerAt(1), winnerAt(2)], walked: 1 }],
])("validateWinners refuses by name a result with %s, and claims nobody", async (_, input, forged) => {
  await using lottery = await startLottery();
  const { body } = await lottery.randomSelectWinners(await lottery.inputWinners({ input }));
  await expect(lottery.validateWinners({ ...body, ...forged })).rejects.toMatchObject({
    name: "InvalidInput",
    message: expect.stringContaining("winners"),
  });
  expect(await lottery.winnerItems()).toEqual([]);
});

test("a repeated step, also after the end, returns the same draw and changes nothing", async () => {
  await using lottery = await startLottery();
  const event = { execution: "twice", started_at: "2026-06-15T12:00:00Z", request: { input: 3 } };
  const twice = async <Result>(task: () => Promise<Result>) => {
    const results = [await task(), await task()];
    expect(results[1]).toEqual(results[0]);
    return task();
  };
  const opened = await twice(() => lottery.inputWinners(event));
  const selected = await twice(() => lottery.randomSelectWinners(opened.body));
  const validated = await twice(() => lottery.validateWinners(selected.body));
  const recorded = await twice(() => lottery.recordWinners(validated.body));
  const record = await lottery.readDrawn(1);
  const items = await lottery.winnerItems();

  expect(await lottery.inputWinners(event)).toEqual(opened);
  expect((await lottery.randomSelectWinners(opened.body)).body.winner_details).toEqual(record.winners);
  expect(await lottery.validateWinners(selected.body)).toEqual(validated);
  expect(await lottery.recordWinners(opened.body)).toEqual(recorded);
  expect(await lottery.readDrawn(1)).toEqual(record);
  expect(await lottery.winnerItems()).toEqual(items);
  await checkInvariants(lottery, { atRest: true });
});
