import { NumberValue } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { locales } from "../../bot/locales/locales.ts";
import type { Message } from "../../bot/messages/message.ts";
import { errorCodes } from "../../data/runtime/lottery-error.ts";
import { LEASE_SECONDS } from "../../workflow/attempt/leases.ts";
import { openRegistry } from "../bot/commands/open-registry.ts";
import { createBooks } from "../support/books.ts";
import { FUZZ_TIMEOUT, fuzz } from "../support/fuzz.ts";
import { expectHarmless } from "../support/harmless.ts";
import { hostileJson } from "../support/hostile-values.ts";
import { recordLog } from "../support/record-log.ts";
import { employeeItems } from "../support/start-dynamodb.ts";
import { nameOfError } from "../support/start-lottery.ts";

/** The time limit of two draws, in ms, also if a huge serial makes each of them visit 10,000 positions. */
const PATIENCE = 20_000;
const asItem = z.record(z.string(), z.unknown());
const OUTCOMES = new Set<string>(["drawn", ...Object.keys(errorCodes)]);

let open: Awaited<ReturnType<typeof openRegistry>>;
let log: ReturnType<typeof recordLog>;
let books: ReturnType<typeof createBooks>;
beforeAll(async () => {
  log = recordLog();
  open = await openRegistry();
  books = createBooks(open.lottery.client, open.lottery.tables);
});
afterAll(async () => {
  await open[Symbol.asyncDispose]();
  log[Symbol.dispose]();
});

/** The tables after three draws: one was decided and redrawn, one failed, and one stopped in the middle. */
async function makeHistory() {
  const { lottery } = open;
  await books.restore([employeeItems(6)]);
  const { body } = await lottery.draw(2, { prize: "AirPods" });
  const revise = { kind: "redraw", draw_no: 1, employee_id: body.winner_details[0]?.employee_id };
  const opened = await lottery.inputWinners({
    execution: "redraw-1",
    started_at: "2026-06-15T11:59:59.000Z",
    request: { revise, requested_by: "U0OPERATOR" },
  });
  const chosen = await lottery.randomSelectWinners(opened.body);
  await lottery.recordWinners((await lottery.validateWinners(chosen.body)).body);
  await lottery.attempt(100);
  const stopped = await lottery.openSelected(1);
  await lottery.validateWinners({ ...stopped.body, num_of_winners: 2 });
  return lottery.allItems();
}

/** The paths of all values in an item, except its keys. */
function* pathsOf(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (path.length > 0) yield path;
  if (typeof value !== "object" || value === null || value instanceof Set) return;
  for (const [key, each] of Object.entries(value))
    if (path.length > 0 || !["employee_id", "ledger", "entry"].includes(key))
      yield* pathsOf(each, [...path, key]);
}

/** The value with another one at this path, or with none if that is undefined. */
function change(value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown {
  if (key === undefined) return other;
  if (Array.isArray(value))
    return value.map((each, i) => (String(i) === key ? change(each, rest, other) : each));
  const entries = Object.entries(value ?? {}).map(([name, each]) =>
    name === key ? [name, change(each, rest, other)] : [name, each],
  );
  return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
}

const wrong = fc.oneof(
  { weight: 3, arbitrary: hostileJson },
  { weight: 2, arbitrary: fc.constant(undefined) },
  {
    // Values that occur elsewhere in the tables are more likely to be accepted.
    weight: 5,
    arbitrary: fc.constantFrom<unknown>(
      ...["E0001", "E0002", "E0003", "E0004", "redraw-1", "execution-1", "drawn", "failed", "drawing", "yes"],
      ...[0, 1, 2, 3, 7, -1, 2 ** 39, 1_781_526_600, 9_999_999_999, true, "", [], {}],
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      new Set(["E0001"]),
      new Set([1, 2]),
      new Uint8Array([255, 0]),
      NumberValue.from("9007199254740993.5"),
      NumberValue.from("99999999999999999999999999999999999999"),
      "E0001",
      "x".repeat(3_000),
    ),
  },
);

const texts = locales.en;

/** The bot responds, or reports a malformed item. */
async function expectResponse(work: () => Promise<Message>) {
  const refusal = await work().then(expectHarmless, nameOfError);
  expect(refusal).toBeOneOf([undefined, "InvalidItem"]);
}

test(
  "with any error in one stored item, the next draws end with a name and the bot responds",
  async () => {
    const { lottery } = open;
    const tables = await makeHistory();
    const paths = tables.flatMap((items, table) =>
      items.flatMap((item, index) => [...pathsOf(item)].map((path) => ({ table, index, path }))),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        wrong,
        fc.boolean(),
        async ({ table, index, path }, other, late) => {
          const damaged = tables.map((items, t) =>
            items.map((item, i) =>
              t === table && i === index ? asItem.parse(change(item, path, other)) : item,
            ),
          );
          // DynamoDB refuses some items itself.
          fc.pre((await books.restore(damaged).then(() => undefined, nameOfError)) !== "ValidationException");
          const started = performance.now();
          if (late) lottery.advance(LEASE_SECONDS);
          for (const count of [1, 3]) expect(OUTCOMES).toContain(await lottery.attempt(count));
          expect(performance.now() - started).toBeLessThan(PATIENCE);

          const { text } = await open.respond("winners");
          expect(text).toContain(texts.history.title);
          expectHarmless(await open.respond("winners"));
          for (const asked of ["winners 1", "verify 1", "redraw 1 1", "void 1"])
            await expectResponse(() => open.respond(asked));
          await expectResponse(() => open.click("lottery_verify_positions", "1:0"));
        },
      ),
      { ...fuzz(51, 10), endOnFailure: true },
    );
  },
  FUZZ_TIMEOUT,
);
