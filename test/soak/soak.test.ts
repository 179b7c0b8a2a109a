import { afterAll, beforeAll, expect, test } from "vitest";
import { standingWinners } from "../../workflow/draw/apply-revision.ts";
import { type AttackedLottery, openAttackedLottery } from "../support/attacked-lottery.ts";
import type { Fault } from "../support/interpose.ts";
import { createRandom, slope } from "./random.ts";

const DRAWS = Number(process.env["SOAK_DRAWS"] ?? 10_000);
const SEED = Number(process.env["SOAK_SEED"] ?? 1);
const MINUTES = Number(process.env["SOAK_MINUTES"] ?? 10);

/** People for so many draws; then the ledger is emptied, and the next day begins. */
const EMPLOYEES = 150;
const DRAWS_PER_DAY = 50;
const AT_ONCE = 10;
const MOST_WINNERS = 3;
/** The text of an announcement names no more. */
const MOST_NAMED = 20;
/** What the stack remembers (executions, messages, mails) is full by then. */
const WARM_UP = 1_500;
const KB_PER_DRAW = 2;

const kinds = ["refused", "lost", "failed", "late", "veryLate"] as const;
const extents = ["try", "call", "outage"] as const;

let lottery: AttackedLottery;
beforeAll(async () => {
  lottery = await openAttackedLottery({ employees: EMPLOYEES });
});
afterAll(() => lottery[Symbol.asyncDispose]());

const write = (line: string) => process.stdout.write(`${line}\n`);

test(`${DRAWS} draws with random faults: each ends, nobody wins twice, and memory stays flat`, async () => {
  write(`${DRAWS} draws, seed ${SEED} (SOAK_DRAWS, SOAK_SEED, SOAK_MINUTES)`);
  const random = createRandom(SEED);
  const below = (most: number) => Math.floor(random() * most);
  const pick = <Value>(values: readonly [Value, ...Value[]]): Value =>
    values[below(values.length)] ?? values[0];
  const fault = (): Fault => ({ kind: pick(kinds), extent: pick(extents), at: 1 + below(120) });

  const start = performance.now();
  const end = start + MINUTES * 60_000;
  const heap: number[] = [];
  let [draws, drawn, failed, faults] = [0, 0, 0, 0];

  /** All that must hold, and an end for every draw once the leases have run out and the next one came by. */
  const closeDay = async () => {
    await lottery.check();
    lottery.passLease();
    const standing = (await lottery.records()).flatMap((draw) =>
      draw.status === "drawn" ? standingWinners(draw.winners) : [],
    );
    await lottery.type(`draw ${Math.min(EMPLOYEES - standing.length, MOST_NAMED)}`);
    await lottery.settled();
    const { isAtRest, records } = await lottery.check();
    expect(isAtRest, "the next draw puts everything in order").toBe(true);
    const all = await records();
    drawn += all.filter(({ status }) => status === "drawn").length;
    failed += all.filter(({ status }) => status === "failed").length;
    expect(all.filter(({ status }) => status === "drawing")).toEqual([]);
    draws += all.length;
  };

  let day = 0;
  for (; draws < DRAWS && performance.now() < end; day++) {
    await lottery.restart();
    lottery.log.lines.length = 0;
    for (let begun = 0; begun < DRAWS_PER_DAY; begun += AT_ONCE) {
      if (random() < 0.3) {
        lottery.between.arm(fault());
        faults++;
      }
      await Promise.all(
        Array.from({ length: AT_ONCE }, () => lottery.sendCommand(`draw ${1 + below(MOST_WINNERS)}`)),
      );
      await lottery.settled();
      await lottery.between.disarm();
      await lottery.settled();
    }
    await closeDay();
    globalThis.gc?.();
    if (draws > WARM_UP) heap.push(process.memoryUsage().heapUsed / 1_024);
    if (day % 4 === 0)
      write(
        `${draws} draws, ${Math.round((performance.now() - start) / 1_000)} s, ` +
          `${(process.memoryUsage().heapUsed / 1_048_576).toFixed(1)} MB`,
      );
  }

  const growth = (slope(heap) * day) / Math.max(draws, 1);
  write(
    `${draws} draws (${drawn} drawn, ${failed} failed), ${faults} faults in ` +
      `${Math.round((performance.now() - start) / 1_000)} s; the heap grew by ${growth.toFixed(2)} KB a draw`,
  );
  expect(globalThis.gc, "the heap can be measured").toBeDefined();
  expect(draws).toBeGreaterThan(0);
  expect(growth, "memory is flat").toBeLessThan(KB_PER_DRAW);
});
