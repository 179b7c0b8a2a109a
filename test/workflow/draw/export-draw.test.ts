import { expect, test } from "vitest";
import { drawRecord } from "../../../data/ledger/draw-record.ts";
import type { VisitedPosition } from "../../../workflow/draw/eligibility.ts";
import { exportDraw } from "../../../workflow/draw/export-draw.ts";
import { exportedDraw } from "../../../workflow/draw/exported-draw.ts";
import { verifyDraw } from "../../../workflow/draw/verify-draw.ts";
import { readExample } from "../../support/algorithm-doc.ts";
import { exampleRecord } from "../../support/example-record.ts";

/** The pages of the example in the visit log: those of the draw under its id, those of each revision under its own. */
const pages = new Map<string, VisitedPosition[]>();
const example = readExample();
pages.set("lottery-7/a", example.positions.slice(0, 4));
pages.set("lottery-7/b", example.positions.slice(4));
pages.set("revision-1/a", example.revisions[0]?.positions ?? []);

const readPositions = (id: string, keys: readonly string[]) =>
  Promise.resolve(
    keys.flatMap((key) => {
      const positions = pages.get(`${id}/${key}`);
      if (!positions) throw new Error(`There is no page ${key} of ${id}.`);
      return positions;
    }),
  );

function exportExample() {
  const record = drawRecord.parse(exampleRecord({ draw: ["a", "b"], revisions: [["a"], []] }));
  if (record.status !== "drawn") throw new Error("The example is a decided draw.");
  return exportDraw(record, readPositions);
}

test("exports a redrawn and voided draw as docs/algorithm.md shows it", async () => {
  expect(await exportExample()).toEqual(readExample());
});

test("exports a valid draw, without fields that no receipt covers", async () => {
  const text = JSON.stringify(await exportExample());
  expect(verifyDraw(exportedDraw.parse(JSON.parse(text)))).toEqual([]);
  for (const uncovered of ["slack_user_id", "channel_id", "revision_id", "lease", "candidates"])
    expect(text).not.toContain(uncovered);
});
