import { expect, test } from "vitest";
import { type DrawnRecord, drawRecord } from "../../../data/ledger/draw-record.ts";
import type { VisitedPosition } from "../../../workflow/draw/eligibility.ts";
import { exportDraw, exportFailure } from "../../../workflow/draw/export-draw.ts";
import { exportedDraw, exportedFailure } from "../../../workflow/draw/exported-draw.ts";
import { eraseSalt } from "../../../workflow/draw/salts.ts";
import { verifyDraw } from "../../../workflow/draw/verify-draw.ts";
import { readExample } from "../../support/algorithm-doc.ts";
import { failedRecord } from "../../support/draw-records.ts";
import { exampleRecord, exampleRosterPage, visitedPositions } from "../../support/example-record.ts";
import { publishedBeacon } from "../../support/published-beacon.ts";
import { withoutBeacon } from "../../support/sealed-roster.ts";

/** The pages of the example in the visit log: those of the draw under its id, those of each revision under its own. */
const pages = new Map<string, VisitedPosition[]>();
const example = readExample();
const [redraw] = example.revisions;
pages.set("lottery-7/a", visitedPositions(example).slice(0, 4));
pages.set("lottery-7/b", visitedPositions(example).slice(4));
pages.set("lottery-7/c", redraw ? visitedPositions(redraw) : []);

const sources = {
  readPositions: (id: string, keys: readonly string[]) =>
    Promise.resolve(
      keys.flatMap((key) => {
        const positions = pages.get(`${id}/${key}`);
        if (!positions) throw new Error(`There is no page ${key} of ${id}.`);
        return positions;
      }),
    ),
  rosterPages: {
    read: (drawId: string, root: string) => {
      const page = exampleRosterPage();
      if (drawId !== "lottery-7" || root !== page.root) throw new Error("There is no such page.");
      return Promise.resolve(page.leaves);
    },
  },
};

function readRecord(): DrawnRecord {
  const record = drawRecord.parse(exampleRecord({ draw: ["a", "b"], revisions: [["c"], []] }));
  if (record.status !== "drawn") throw new Error("The example is a decided draw.");
  return record;
}

/** The text of the export, and the export as its readers parse it. */
async function exportRecord(record: DrawnRecord) {
  const text = JSON.stringify(await exportDraw(record, sources));
  return { text, draw: exportedDraw.parse(JSON.parse(text)) };
}

test("exports a redrawn and voided draw as docs/algorithm.md shows it", async () => {
  expect((await exportRecord(readRecord())).draw).toEqual(readExample());
});

test("refuses a visit log with a serial that its roster does not have", async () => {
  const readPositions: typeof sources.readPositions = async (id, pages) =>
    (await sources.readPositions(id, pages)).map((position) => ({ ...position, lottery_serial: 30 }));
  await expect(exportDraw(readRecord(), { ...sources, readPositions })).rejects.toMatchObject({
    name: "InvalidItem",
    message: expect.stringContaining("outside its roster"),
  });
});

test("exports a valid draw, without fields that no receipt covers", async () => {
  const { text, draw } = await exportRecord(readRecord());
  expect(verifyDraw(draw, publishedBeacon)).toEqual([]);
  for (const uncovered of [
    "slack_user_id",
    "channel_id",
    "revision_id",
    "lease",
    "candidates",
    "salts",
    "roster_pages",
    "null",
  ])
    expect(text).not.toContain(uncovered);
});

test("exports no salt, id and name of a person as soon as one of them is erased", async () => {
  const record = readRecord();
  const ofWinner = example.winners[0]?.lottery_serial ?? 0;
  const expected = readExample();
  for (const position of expected.positions)
    if (position.lottery_serial === ofWinner)
      for (const key of ["salt", "employee_id", "employee_name"]) Reflect.deleteProperty(position, key);
  const salts = eraseSalt(record.salts, record.roster_size, ofWinner);
  const winners = record.winners.map((winner) =>
    winner.lottery_serial === ofWinner ? { ...winner, erased: example.winners[0]?.person } : winner,
  );
  const { draw } = await exportRecord({ ...record, salts, winners });
  expect(draw).toEqual(expected);
  expect(verifyDraw(draw, publishedBeacon)).toEqual([]);

  const page = pages.get("lottery-7/a") ?? [];
  pages.set(
    "lottery-7/a",
    page.map(({ employee_id: _i, employee_name: _n, ...rest }) => rest),
  );
  const visited = (await exportRecord(record)).draw.positions.slice(0, 4);
  for (const key of ["salt", "employee_id", "employee_name"])
    for (const position of visited) expect(position).not.toHaveProperty(key);
  pages.set("lottery-7/a", page);
});

test("exports a draw without a beacon without anything that only sealed draws have", async () => {
  const {
    secret: _,
    chain: _c,
    signature: _s,
    roster_digest: _d,
    roster_pages: _p,
    ...record
  } = readRecord();
  const { draw } = await exportRecord({ ...record, beacon: "none", seals: [], revisions: [] });
  const { revisions: _r, ...unsealed } = withoutBeacon(readExample());
  const positions = draw.positions.map(({ sealed_as: _a, ...position }) => position);
  expect({ ...draw, positions }).toEqual({ ...unsealed, revisions: [] });
});

test("exports a failed draw with its seals and its error", () => {
  const { seals, link_no, link } = example;
  const record = failedRecord({ beacon: "drand", seals, link_no, link, error: "BeaconUnreachable" });
  const text = JSON.stringify(exportFailure(record));
  expect(exportedFailure.parse(JSON.parse(text))).toEqual({
    format: "lottery-failure-v1",
    draw_no: record.draw_no,
    draw_id: record.draw_id,
    prize: record.prize,
    rules: {},
    beacon: "drand",
    seals,
    link_no,
    link,
    num_of_winners: record.num_of_winners,
    error: "BeaconUnreachable",
    failed_at: record.failed_at,
  });
});
