import { inspect } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import { type AttackedLottery, openAttackedLottery } from "../support/attacked-lottery.ts";
import { CHANNEL, OPERATOR } from "../support/open-lottery.ts";
import type { Chance } from "../support/request-faults.ts";
import { type HeapSample, judgeHeap } from "./heap.ts";
import { createRandom } from "./random.ts";
import { readSettings } from "./settings.ts";

const { SOAK_DRAWS: DRAWS, SOAK_SEED: SEED, SOAK_MINUTES: MINUTES } = readSettings(process.env);

/** Enough people for the draws of a day. Then the ledger is emptied, and the next day begins. */
const EMPLOYEES = 200;
const DRAWS_PER_DAY = 50;
const MOST_AT_ONCE = 6;
const MOST_WINNERS = 2;
/** The share of the rounds with a redraw or a void. */
const REVISIONS = 0.3;
/** The maximum number of names in an announcement. */
const MOST_NAMED = 20;
/** The share of calls that fail. A draw makes about thirty calls. */
const FAULTS = 0.005;
/** The time between two lines of progress, in ms. */
const PROGRESS = 15_000;

const kinds = ["refused", "lost", "failed", "late", "veryLate"] as const;
/** An outage affects all later calls until the failure of an execution is reported. */
const extents = ["try", "try", "try", "try", "call", "call", "outage"] as const;

let lottery: AttackedLottery;
beforeAll(async () => {
  lottery = await openAttackedLottery({ employees: EMPLOYEES });
});
afterAll(() => lottery[Symbol.asyncDispose]());

const write = (line: string) => process.stdout.write(`${line}\n`);

test(`${DRAWS} draws with random faults all end, nobody wins twice, and memory does not grow`, {
  // The last day needs some time to close.
  timeout: (MINUTES + 2) * 60_000,
}, async () => {
  write(`${DRAWS} draws in at most ${MINUTES} minutes, seed ${SEED} (SOAK_DRAWS, SOAK_MINUTES, SOAK_SEED)`);
  const random = createRandom(SEED);
  const below = (most: number) => Math.floor(random() * most);
  const pick = <Value>(values: readonly [Value, ...Value[]]): Value =>
    values[below(values.length)] ?? values[0];
  const begin = performance.now();
  const seconds = () => (performance.now() - begin) / 1_000;
  const heap: HeapSample[] = [];
  const total = { draws: 0, drawn: 0, failed: 0, notStarted: 0, revisions: 0, revised: 0, faults: 0 };

  const chance: Chance = () => {
    if (random() >= FAULTS) return undefined;
    total.faults++;
    return { kind: pick(kinds), extent: pick(extents) };
  };

  /** Redraws one winner of one of today's draws, or voids the draw. */
  const reviseOne = async () => {
    const drawn = (await lottery.records()).filter((draw) => draw.status === "drawn");
    const draw = drawn[below(drawn.length)];
    const winners = draw ? currentWinners(draw.winners) : [];
    const taken = winners[below(winners.length)];
    if (!draw || !taken) return;
    const kind = pick(["redraw", "redraw", "void"]);
    await lottery.start(`revise-${++total.revisions}`, {
      revise: { kind, draw_no: draw.draw_no, ...(kind === "redraw" && { employee_id: taken.employee_id }) },
      requested_by: OPERATOR,
      channel_id: CHANNEL,
    });
  };

  /** Draws some of the remaining people. Returns how many then remain. */
  const drawSome = async () => {
    const asked = Math.min(lottery.countFree(await lottery.records()), MOST_NAMED);
    if (asked === 0) return 0;
    await lottery.type(`draw ${asked}`);
    await lottery.idle();
    expect((await lottery.records()).at(-1)).toMatchObject({ status: "drawn", num_of_winners: asked });
    return lottery.countFree(await lottery.records());
  };

  /**
   * Checks the invariants. After the leases have expired, the next draw must complete all others, and everyone who has not
   * won must be able to win: also people whom a stopped draw claimed at its last moment.
   */
  const closeDay = async () => {
    await lottery.check();
    lottery.passLease();
    let free = await drawSome();
    expect((await lottery.records()).filter(({ pending }) => pending)).toEqual([]);
    while (free > 0) free = await drawSome();
    const { isAtRest, records, winnerItems } = await lottery.check();
    const all = await records();
    if (!isAtRest) {
      const held = (await winnerItems()).filter((item) => "claim_expires_at" in item);
      write(inspect({ held, last: all.at(-1) }, { depth: 6 }) + lottery.log.text());
    }
    expect(isAtRest, "the next draws complete all pending work").toBe(true);
    const drawn = all.flatMap((draw) => (draw.status === "drawn" ? [draw] : []));
    total.drawn += drawn.length;
    total.failed += all.length - drawn.length;
    total.revised += drawn.flatMap(({ revisions }) => revisions).length;
    total.draws += all.length;
  };

  let next = begin + PROGRESS;
  while (total.draws < DRAWS && seconds() < MINUTES * 60) {
    await lottery.restart();
    lottery.log.lines.length = 0;
    let asked = 0;
    while (asked < DRAWS_PER_DAY) {
      const atOnce = 1 + below(MOST_AT_ONCE);
      lottery.between.armByChance(chance);
      await Promise.all([
        ...Array.from({ length: atOnce }, () => lottery.sendCommand(`draw ${1 + below(MOST_WINNERS)}`)),
        ...(random() < REVISIONS ? [reviseOne()] : []),
      ]);
      await lottery.idle();
      await lottery.between.disarm();
      await lottery.idle();
      asked += atOnce;
    }
    total.notStarted += asked - (await lottery.records()).length;
    await closeDay();
    globalThis.gc?.();
    const megabytes = process.memoryUsage().heapUsed / 1_048_576;
    heap.push({ draws: total.draws, megabytes });
    if (performance.now() < next) continue;
    next += PROGRESS;
    write(
      `${total.draws} draws, ${total.faults} faults, ${seconds().toFixed(0)} s, ${megabytes.toFixed(1)} MB`,
    );
  }

  const { filling, full } = judgeHeap(heap);
  const formatGrowth = ({ draws, grown, allowed }: typeof full) =>
    `by ${grown.toFixed(1)} MB over ${draws} draws (${allowed.toFixed(1)} allowed)`;
  write(
    `${total.draws} draws in ${seconds().toFixed(0)} s, ${(total.draws / seconds()).toFixed(1)} a second: ` +
      `${total.drawn} drawn, ${total.failed} failed, ${total.notStarted} more never started; ` +
      `${total.revised} redrawn or voided; ${total.faults} faults`,
  );
  write(`The heap grew ${formatGrowth(filling)} until the stack contained everything that it remembers`);
  if (full.draws > 0) write(`and after that ${formatGrowth(full)}`);
  expect(globalThis.gc, "the heap can be measured").toBeDefined();
  expect(total.faults, "some calls failed").toBeGreaterThan(0);
  expect(filling.grown, "what the stack remembers is small").toBeLessThan(filling.allowed);
  expect(full.grown, "memory does not grow").toBeLessThan(full.allowed);
});
