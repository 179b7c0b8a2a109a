import fc from "fast-check";
import { expect, test } from "vitest";
import { safeParse } from "../../../data/runtime/safe-parse.ts";
import { explainDraw } from "../../../infra/cli/explain-draw.ts";
import { exportedDraw } from "../../../workflow/draw/exported-draw.ts";
import { verifyDraw } from "../../../workflow/draw/verify-draw.ts";
import { readExample } from "../../support/algorithm-doc.ts";
import { FUZZ_TIMEOUT, fuzz } from "../../support/fuzz.ts";
import { damaged, hostileJson, hostileText } from "../../support/hostile-values.ts";

const STEERING = /[\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]|(?!\n)\p{Cc}/u;

/** What the command line prints about a record; undefined if it is not a record. */
function explain(record: unknown): string | undefined {
  const { data } = safeParse(exportedDraw, record);
  return data && explainDraw(data, verifyDraw(data), { positions: true });
}

test(
  "any record is refused or explained, and never controls the terminal",
  () => {
    const example: Record<string, unknown> = { ...readExample() };
    const [redraw = {}] = readExample().revisions;
    const records = fc.oneof(
      hostileJson,
      damaged(example),
      damaged({ ...redraw }).map((revision) => ({ ...example, revisions: [revision] })),
      hostileText.map((each) => ({ ...example, prize: each, drawn_at: each, draw_id: each })),
      fc.tuple(hostileText, hostileText).map(([employee_id, employee_name]) => ({
        ...example,
        winners: [{ employee_id, employee_name, lottery_serial: 5 }],
      })),
    );
    fc.assert(
      fc.property(records, (record) => {
        expect(explain(record) ?? "").not.toMatch(STEERING);
      }),
      fuzz(71, 150),
    );
  },
  FUZZ_TIMEOUT,
);

test("a record of a hundred thousand positions, all lost to other draws, is verified in seconds", () => {
  const many = Array.from({ length: 100_000 }, (_, i) => ({ employee_id: `E${i}`, lottery_serial: i + 1 }));
  const record = {
    ...readExample(),
    roster_size: 2 ** 40,
    positions: many.map((each) => ({ ...each, outcome: "chosen" })),
    lost: many.toReversed(),
    revisions: [],
  };
  const started = performance.now();
  expect(explain(record)).toContain("is not valid");
  expect(performance.now() - started).toBeLessThan(5_000);
});
