import fc from "fast-check";
import { expect, test } from "vitest";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import { safeParse } from "../../../data/runtime/safe-parse.ts";
import { explainDraw } from "../../../infra/cli/explain-draw.ts";
import { explainEntry } from "../../../infra/cli/explain-entry.ts";
import { explainLedger } from "../../../infra/cli/explain-ledger.ts";
import { exportedRecord } from "../../../workflow/draw/exported-draw.ts";
import { exportedEntry } from "../../../workflow/draw/exported-entry.ts";
import { verifyDraw } from "../../../workflow/draw/verify-draw.ts";
import { verifyEntry } from "../../../workflow/draw/verify-entry.ts";
import { verifyLedger } from "../../../workflow/draw/verify-ledger.ts";
import { exampleEntryText, readExample } from "../../support/algorithm-doc.ts";
import { FUZZ_TIMEOUT, fuzz } from "../../support/fuzz.ts";
import { damaged, hostileJson, hostileText } from "../../support/hostile-values.ts";
import { publishedBeacon } from "../../support/published-beacon.ts";
import { withoutBeacon } from "../../support/sealed-roster.ts";
import { simulateLedger } from "../../support/simulated-ledger.ts";

const STEERING = /[\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]|(?!\n)\p{Cc}/u;
const options = { chain: quicknet, positions: true };

/** What the command line prints about a record; undefined if it is not a record. */
function explain(record: unknown): string | undefined {
  const { data: entry } = safeParse(exportedEntry, record);
  if (entry) return explainEntry(entry, verifyEntry(entry, quicknet.hash), quicknet);
  const { data } = safeParse(exportedRecord, record);
  if (data?.format === "lottery-draw-v1")
    return explainDraw(data, verifyDraw(data, publishedBeacon), options);
  const draws = data?.format === "lottery-ledger-v1" ? data.draws : data && [data];
  return (
    draws && explainLedger(draws, verifyLedger(draws, { isWhole: true, beacon: publishedBeacon }), options)
  );
}

test(
  "any record is refused or explained, and never controls the terminal",
  () => {
    const example: Record<string, unknown> = { ...readExample() };
    const entry: Record<string, unknown> = JSON.parse(exampleEntryText);
    const [redraw = {}] = readExample().revisions;
    const draws = simulateLedger([
      { kind: "fail", lag: 0 },
      { kind: "draw", wanted: 1, lag: 0 },
    ]).map((draw): Record<string, unknown> => ({ ...draw }));
    const [failure = {}] = draws;
    const ledgerOf = (...of: unknown[]) => ({ format: "lottery-ledger-v1", draws: of });
    const records = fc.oneof(
      hostileJson,
      damaged(example),
      damaged({ ...redraw }).map((revision) => ({ ...example, revisions: [revision] })),
      hostileText.map((each) => ({ ...example, prize: each, drawn_at: each, draw_id: each })),
      hostileText.map((each) => ({
        ...example,
        seals: [{ round: 1, seal: "ab".repeat(32), message_ts: each }],
      })),
      fc.tuple(hostileText, hostileText).map(([employee_id, employee_name]) => ({
        ...example,
        positions: readExample().positions.map((each) => ({
          ...each,
          ...(each.employee_id && { employee_id, employee_name }),
        })),
      })),
      damaged(entry),
      hostileText.map((each) => ({ ...entry, employee_id: each, employee_name: each, prize: each })),
      damaged(failure),
      damaged(failure).map((each) => ledgerOf(each, ...draws.slice(1))),
      hostileText.map((each) => ledgerOf({ ...failure, error: each, prize: each, failed_at: each })),
      fc.nat().map((link_no) => ledgerOf(...draws.map((each) => ({ ...each, link_no })))),
    );
    fc.assert(
      fc.property(records, (record) => {
        expect(explain(record) ?? "").not.toMatch(STEERING);
      }),
      fuzz(71, 200),
    );
  },
  FUZZ_TIMEOUT,
);

test("a record of a hundred thousand positions, all lost to other draws, is verified in seconds", () => {
  const many = Array.from({ length: 100_000 }, (_, i) => ({
    lottery_serial: i + 1,
    person: i.toString(16).padStart(64, "0"),
  }));
  const plain = many.map((each) => ({
    ...each,
    salt: "00".repeat(16),
    employee_id: `E${each.lottery_serial}`,
    employee_name: "X",
  }));
  const record = {
    ...withoutBeacon(readExample()),
    roster_size: 2 ** 40,
    positions: plain.map((each) => ({ ...each, outcome: "chosen" })),
    lost: many.toReversed(),
    revisions: [],
  };
  const started = performance.now();
  expect(explain(record)).toContain("is not valid");
  expect(performance.now() - started).toBeLessThan(25_000);
});
