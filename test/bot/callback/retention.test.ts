import { afterEach, beforeEach, expect, test } from "vitest";
import { noticeOf, openCallback } from "./open-callback.ts";

const DAYS = 30;
const DUE = { erase_old_names: true };

let callback: Awaited<ReturnType<typeof openCallback>>;
beforeEach(async () => {
  callback = await openCallback({ retentionDays: DAYS });
  await callback.lottery.attempt(100, "too-many");
  callback.lottery.advance(DAYS * 24 * 60 * 60);
});
afterEach(() => callback[Symbol.asyncDispose]());

test("the daily event erases names that are kept no longer, and announces nothing", async () => {
  await callback.receive(DUE);
  expect(await callback.ledger.read(1)).toMatchObject({ salts: [], names_erased_at: expect.any(String) });
  expect(callback.slack.calls).toEqual([]);
});

test("the hand-overs of such a draw are deleted with the names", async () => {
  await callback.lottery.draw(1);
  const { draw_no, winners } = await callback.lottery.readDrawn(2);
  const { handOvers } = callback.ledger;
  const handed_at = callback.lottery.clock.now().toISOString();
  await handOvers.mark(draw_no, winners[0]?.employee_id ?? "", { handed_at, handed_by: "U0OPERATOR" });
  callback.lottery.advance((DAYS + 1) * 24 * 60 * 60);
  await callback.receive(DUE);
  expect(await callback.ledger.read(draw_no)).toMatchObject({ names_erased_at: expect.any(String) });
  expect(await handOvers.list(draw_no)).toEqual(new Map());
});

test("each run of the callback erases names that are kept no longer, after its own work", async () => {
  await callback.receive(noticeOf(await callback.drawn(1)));
  expect(callback.announcements()).toHaveLength(1);
  expect(await callback.ledger.read(1)).toMatchObject({ salts: [] });
});

test("a failure does not have the notice delivered again, but the daily event", async () => {
  await callback.lottery.putRecord({ ledger: "retention", entry: "names-erased", draw_no: "all" });
  await callback.receive(noticeOf(await callback.drawn(1)));
  expect(callback.announcements()).toHaveLength(1);
  expect(callback.log.events("names-not-erased")).toMatchObject([{ level: "warn", error: "InvalidItem" }]);
  await expect(callback.receive(DUE)).rejects.toMatchObject({ name: "InvalidItem" });
});
