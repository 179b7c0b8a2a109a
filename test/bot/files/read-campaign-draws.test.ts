import { expect, test } from "vitest";
import { readCampaignDraws } from "../../../bot/files/read-campaign-draws.ts";
import { createCampaigns } from "../../../data/ledger/campaigns.ts";
import { drawnRecord } from "../../support/draw-records.ts";
import { startDynamoDb } from "../../support/start-dynamodb.ts";

const START = Date.parse("2026-12-01T00:00:00.000Z");
const HOUR = 60 * 60 * 1_000;
const PAGE = 200;

/** So many draws, one an hour. From the draw `first` on, they belong to the second campaign, which starts at that hour. */
function createHistory(draws: number, first: number, stragglers: readonly number[] = []) {
  let requests = 0;
  const recordOf = (draw_no: number) =>
    drawnRecord({
      draw_no,
      requested_at: new Date(START + (draw_no - first) * HOUR).toISOString(),
      rules: draw_no >= first && !stragglers.includes(draw_no) ? { campaign: { no: 2, name: "Party" } } : {},
    });
  return {
    count: () => requests,
    history(limit: number, before = draws + 1) {
      requests++;
      const entries = Array.from({ length: Math.min(limit, before - 1) }, (_, i) => {
        const drawNo = before - 1 - i;
        return { drawNo, draw: recordOf(drawNo) };
      });
      return Promise.resolve({ entries, more: before - 1 > limit });
    },
  };
}

await using db = await startDynamoDb();
const campaigns = createCampaigns(db.client, db.tables.draws);
await campaigns.start({
  after: 1,
  id: "start",
  name: "Party",
  startedBy: undefined,
  startedAt: new Date(START).toISOString(),
  countedTo: 0,
});
const campaign = await campaigns.readCurrent();
const current = { ...campaigns, readCurrent: () => Promise.resolve(campaign) };

test("a campaign costs as much after 10,000 earlier draws as after 300", async () => {
  const costs: number[] = [];
  for (const before of [300, 10_000]) {
    const { history, count } = createHistory(before + 50, before + 1);
    const { draws, newest } = await readCampaignDraws({ campaigns: current, history });
    expect(draws.map(({ draw_no }) => draw_no)).toEqual(Array.from({ length: 50 }, (_, i) => before + 1 + i));
    expect(newest).toBe(before + 50);
    costs.push(count());
  }
  expect(costs).toEqual([1, 1]);
});

test("draws that began before the campaign, and ended in it, do not end the search", async () => {
  const { history } = createHistory(500, 101, [120, 499, 500]);
  const { draws } = await readCampaignDraws({ campaigns: current, history });
  expect(draws).toHaveLength(400 - 3);
  expect(draws[0]?.draw_no).toBe(101);
});

test("all pages of a campaign are read, each once", async () => {
  const { history, count } = createHistory(1_000, 1);
  const { draws } = await readCampaignDraws({ campaigns: current, history });
  expect(draws.map(({ draw_no }) => draw_no)).toEqual(Array.from({ length: 1_000 }, (_, i) => i + 1));
  expect(count()).toBe(1_000 / PAGE);
});
