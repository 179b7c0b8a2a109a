import type { Call } from "./processes.ts";
import { type Configuration, type Execution, TRIES_FOR_HELD } from "./state.ts";
import type { Body } from "./surroundings.ts";
import { type Draw, EMPTY, type Item, LEASE, openDraw, type Person, type World } from "./world.ts";

const calm = { givenUp: 0, times: [], announces: false } satisfies Partial<Configuration>;

function execution(id: string, stage: Execution["stage"], call: Call | null): Execution {
  return { id, stage, call, run: null, isNotified: false, triesForHeld: TRIES_FOR_HELD };
}

function bodyOf(no: number, id: string, count: number): Body {
  return { no, id, count, winners: [], walked: 0, claimed: 0, round: 0, revision: null };
}

/** Draws that have their numbers, and are about to select. */
function opened(draws: Readonly<Record<string, number>>) {
  const all = Object.entries(draws).map(([id, count], i) => ({ id, count, no: i + 1 }));
  const world: World = {
    ...EMPTY,
    draws: all.map(({ no, id, count }) => openDraw(no, id, count, LEASE)),
    executions: Object.fromEntries(
      all.map(({ id, no, count }) => [
        id,
        { request: { count, lease: LEASE }, number: no, isStopped: false },
      ]),
    ),
    counter: { last: all.length, open: {} },
  };
  const under = Object.fromEntries(
    all.map(({ no, id, count }) => [
      id,
      execution(id, "select", { task: "select", body: bodyOf(no, id, count) }),
    ]),
  );
  return { draws, world, under };
}

const pair = { A: [1, 2], B: [1, 2] };
const WINNER: Person = 1;

function held(more: Partial<Item>): Item {
  return { holder: "A", no: 1, round: 0, expires: LEASE, isVoid: false, ...more };
}

/** Draw A is decided for one person and about to be recorded; the others have their numbers. */
function decided(others: Readonly<Record<string, number>> = {}, more: Partial<Draw> = {}) {
  const { draws, world, under } = opened({ A: 1, ...others });
  const [first, ...rest] = world.draws;
  if (!first) throw new RangeError("There is no first draw.");
  const draw: Draw = {
    ...first,
    status: "drawn",
    attempt: null,
    winners: [{ person: WINNER, isVoid: false }],
    candidates: [WINNER],
    walked: 1,
    endedAt: 0,
    ...more,
  };
  const body = { ...bodyOf(1, "A", 1), winners: [WINNER], walked: 1, claimed: 1 };
  return {
    draws,
    world: { ...world, draws: [draw, ...rest], items: { [WINNER]: held({}) } },
    under: { ...under, A: execution("A", "finish", { task: "record", body }) },
  };
}

/** Draw A is decided, recorded and about to be announced; its redraw holds the other person, and is about to be decided. */
function reannounced() {
  const redraw = { attempt: "R", revising: WINNER, candidates: [2] };
  const { draws, world } = decided({}, { isFinalized: true, ...redraw });
  const body = { ...bodyOf(1, "A", 1), winners: [2], walked: 2, revision: "R" };
  return {
    draws,
    world: { ...world, items: { [WINNER]: held({ expires: null }), 2: held({ holder: "R" }) } },
    under: {
      A: execution("A", "finish", null),
      R: execution("R", "validate", { task: "validate", body }),
    },
    redraw: "R",
    orders: { A: [1, 2] },
    announces: true,
  };
}

/** Draw A is decided, recorded and about to be announced and mailed. */
function mailed() {
  const { draws, world } = decided({}, { isFinalized: true });
  return {
    draws,
    world: { ...world, items: { [WINNER]: held({ expires: null }) } },
    under: { A: execution("A", "finish", null) },
    orders: { A: [1, 2] },
    announces: true,
    mails: true,
  };
}

/** Two draws, of which B has failed; a run of it that was given up has yet to select. */
function outlived() {
  const { draws, world, under } = opened({ A: 1, B: 1 });
  return {
    draws,
    world,
    under: { ...under, B: execution("B", "failed", null) },
    sleeping: [{ task: "select" as const, body: bodyOf(2, "B", 1) }],
    orders: pair,
  };
}

/** Draw A has failed and still holds one of the people whom B needs; a run of B that was given up may still claim them, and decide. */
function overtaken() {
  const { draws, world, under } = opened({ A: 1, B: 2 });
  const [first, second] = world.draws;
  if (!first || !second) throw new RangeError("There are no two draws.");
  return {
    draws,
    world: { ...world, draws: [{ ...first, candidates: [WINNER] }, second], items: { [WINNER]: held({}) } },
    under: {
      A: execution("A", "failed", null),
      B: under["B"] ?? execution("B", "failed", null),
    },
    sleeping: [{ task: "validate" as const, body: { ...bodyOf(2, "B", 2), winners: [1, 2], walked: 2 } }],
    orders: pair,
  };
}

/** Draw A is about to be recorded and redrawn; B has failed, but a run of it may still claim A's winner. */
function passedOn() {
  const { draws, world, under } = decided({ B: 1 });
  return {
    draws,
    world,
    under: { ...under, B: execution("B", "failed", null) },
    sleeping: [{ task: "validate" as const, body: { ...bodyOf(2, "B", 1), winners: [WINNER], walked: 1 } }],
    orders: { A: [1, 2], B: [1] },
    redraw: "R",
  };
}

const same = { A: [1, 2, 3], B: [1, 2, 3] };
const crossed = { A: [1, 2, 3], B: [2, 1, 3] };

/** Explored in every test run: seconds. */
export const small = {
  "three draws that are opened at once, one of which stops anywhere": {
    ...calm,
    draws: { A: 1, B: 1, C: 1 },
    orders: {},
    opensOnly: true,
    givenUp: 1,
    diesAtOnce: true,
  },
  "two draws, a run of which times out while they are opened, and continues": {
    ...calm,
    draws: { A: 1, B: 1 },
    orders: {},
    opensOnly: true,
    givenUp: 1,
  },
  "a draw whose run stops while it is opened, beside another after its lease": {
    ...calm,
    draws: { A: 1, B: 1 },
    orders: {},
    opensOnly: true,
    givenUp: 1,
    lost: 1,
    diesAtOnce: true,
    times: [2],
  },
  "two draws that want the same person, one of which stops anywhere": {
    ...calm,
    ...opened({ A: 1, B: 1 }),
    orders: pair,
    givenUp: 1,
    diesAtOnce: true,
  },
  "two draws, a run of which times out anywhere, and continues": {
    ...calm,
    ...opened({ A: 1, B: 1 }),
    orders: pair,
    givenUp: 1,
  },
  "two draws whose leases expire anywhere": {
    ...calm,
    ...opened({ A: 1, B: 1 }),
    orders: pair,
    times: [2],
  },
  "a draw of two and a draw of one among three, one of which stops anywhere": {
    ...calm,
    ...opened({ A: 2, B: 1 }),
    orders: same,
    givenUp: 1,
    diesAtOnce: true,
  },
  "two draws and a redraw": {
    ...calm,
    ...opened({ A: 1, B: 1 }),
    orders: same,
    redraw: "R",
  },
  "a redraw that stops anywhere, and whose lease expires": {
    ...calm,
    ...decided(),
    orders: { A: [1, 2] },
    redraw: "R",
    givenUp: 1,
    diesAtOnce: true,
    times: [1, 2],
  },
  "a draw that is announced while it is redrawn": { ...calm, ...reannounced(), times: [1] },
  "a draw that is announced and mailed, whose notice SNS refuses, and an event of which is lost": {
    ...calm,
    ...mailed(),
    unpublished: 1,
    lost: 1,
    times: [1],
  },
} satisfies Record<string, Configuration>;

/** Explored by `npm run model`: minutes. */
export const large = {
  "a redraw beside a failed draw, a run of which was given up and still claims whose win was voided back": {
    ...calm,
    ...passedOn(),
  },
  "a draw that yields while a run of it that timed out continues": {
    ...calm,
    ...overtaken(),
  },
  "two draws and a redraw, one of which stops anywhere": {
    ...small["two draws and a redraw"],
    givenUp: 1,
    diesAtOnce: true,
  },
  "a draw beside a failed one that continues, another run of which times out, and leases expire anywhere": {
    ...calm,
    ...outlived(),
    givenUp: 1,
    times: [2],
  },
  "two draws of two among three, that each hold what the other needs": {
    ...calm,
    ...opened({ A: 2, B: 2 }),
    orders: crossed,
  },
  "two draws of two among three, one of which stops anywhere": {
    ...calm,
    ...opened({ A: 2, B: 2 }),
    orders: crossed,
    givenUp: 1,
    diesAtOnce: true,
  },
  "a draw of two and a draw of one, whose leases expire anywhere": {
    ...small["a draw of two and a draw of one among three, one of which stops anywhere"],
    givenUp: 0,
    times: [2],
  },
  "a redraw beside a draw that wants the same person, one of which stops anywhere": {
    ...calm,
    ...decided({ B: 1 }),
    orders: crossed,
    redraw: "R",
    givenUp: 1,
    diesAtOnce: true,
  },
  "a draw that is announced and mailed, whose notice SNS refuses, and a callback of which stops": {
    ...small["a draw that is announced and mailed, whose notice SNS refuses, and an event of which is lost"],
    givenUp: 1,
    diesAtOnce: true,
  },
  "a draw that is announced while it is redrawn, a callback of which stops": {
    ...small["a draw that is announced while it is redrawn"],
    givenUp: 1,
    diesAtOnce: true,
    times: [1, 2],
  },
  "a draw that is announced while it is redrawn, a notice of which is delivered twice": {
    ...small["a draw that is announced while it is redrawn"],
    twice: 1,
  },
} satisfies Record<string, Configuration>;
