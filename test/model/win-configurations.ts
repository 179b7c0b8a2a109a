import { base, bodyOf, decided, execution, held, opened, WINNER } from "./openings.ts";
import type { Configuration } from "./state.ts";

const next = { campaign: 2 };
const recorded = { isFinalized: true, isPending: false };

/** Draw A is recorded. Draw B of the next campaign has a number, and wants A's winner. */
function besideWin() {
  const { draws, world, executions } = decided({ B: 1 }, recorded, { B: next });
  return {
    draws,
    world: { ...world, items: { [WINNER]: held({ expires: null }) } },
    executions: { ...executions, A: execution("A", "succeeded", null) },
    orders: { A: [1, 2], B: [1] },
  };
}

/** Draws A and B, of two campaigns, are recorded for the same person, A last. Draw C, of a third one, wants them, too. */
function besideTwoWins() {
  const { draws, world, executions } = decided({ B: 1, C: 1 }, recorded, { B: next, C: { campaign: 3 } });
  const [first, second, third] = world.draws;
  if (!first || !second || !third) throw new RangeError("There are no three draws.");
  const { winners, attempt, status, walked, endedAt } = first;
  const wins = [{ holder: "B", no: 2, campaign: 2 }];
  return {
    draws,
    world: {
      ...world,
      draws: [first, { ...second, ...recorded, winners, attempt, status, walked, endedAt }, third],
      items: { [WINNER]: held({ expires: null, wins }) },
    },
    executions: {
      ...executions,
      A: execution("A", "succeeded", null),
      B: execution("B", "succeeded", null),
    },
    orders: { A: [1, 2], B: [1, 2], C: [1] },
  };
}

/** Draw A is recorded for two people. Draws B and C of the next campaign each want both, in different orders. */
function crossedBesideWins() {
  const { draws, world, executions } = opened({ A: 2, B: 2, C: 2 }, { B: next, C: next });
  const [first, ...rest] = world.draws;
  if (!first) throw new RangeError("There is no first draw.");
  const people = [1, 2];
  const winners = people.map((person) => ({ person, isVoid: false }));
  const drawn = { status: "drawn", attempt: null, winners, walked: 2, endedAt: 0 } as const;
  return {
    draws,
    world: {
      ...world,
      draws: [{ ...first, ...recorded, ...drawn }, ...rest],
      items: Object.fromEntries(people.map((person) => [person, held({ expires: null })])),
    },
    executions: { ...executions, A: execution("A", "succeeded", null) },
    orders: { A: [1, 2], B: [1, 2], C: [2, 1] },
  };
}

/** Draw A is recorded. Draws B and C, of the next campaign, have numbers and want A's winner. */
function besideWinTwice() {
  const { draws, world, executions } = decided({ B: 1, C: 1 }, recorded, { B: next, C: next });
  return {
    draws,
    world: { ...world, items: { [WINNER]: held({ expires: null }) } },
    executions: { ...executions, A: execution("A", "succeeded", null) },
    orders: { A: [1, 2], B: [1, 2], C: [1, 2] },
  };
}

/** Draw B of the next campaign has selected A's winner. A run of B that timed out is about to claim them, too. */
function besideWinWithLateRun() {
  const { draws, world, executions, orders } = besideWin();
  const body = { ...bodyOf(2, "B", 1), winners: [WINNER], walked: 1 };
  return {
    draws,
    world,
    executions: { ...executions, B: execution("B", "validate", { task: "validate", body }) },
    lateRuns: [{ task: "validate" as const, body }],
    orders,
  };
}

const pair = { A: [1, 2], B: [1, 2] };

/** Explored in every test run. */
export const smallWins = {
  "a draw that claims an earlier winner whose win is redrawn, one of which stops anywhere": {
    ...base,
    ...besideWin(),
    redraw: "R",
    givenUp: 1,
    diesAtOnce: true,
  },
  "a draw that claims a winner of two campaigns, whose last win is redrawn": {
    ...base,
    ...besideTwoWins(),
    redraw: "R",
  },
  "a draw of the next campaign that claims a winner before the win is final": {
    ...base,
    ...decided({ B: 1 }, {}, { B: next }),
    orders: { A: [1, 2], B: [1] },
  },
  "a draw of the next campaign with a late run that claims the same earlier winner": {
    ...base,
    ...besideWinWithLateRun(),
  },
  "two draws of the next campaign that want the same earlier winner": {
    ...base,
    ...besideWinTwice(),
  },
  "a draw beside one in which earlier winners may win again": {
    ...base,
    ...opened({ A: 1, B: 1 }, { B: { again: true } }),
    orders: pair,
  },
} satisfies Record<string, Configuration>;

/** Explored by `npm run model`. */
export const largeWins = {
  "a draw that claims an earlier winner whose win is redrawn, with leases that expire anywhere": {
    ...base,
    ...besideWin(),
    redraw: "R",
    times: [2],
  },
  "a draw that claims an earlier winner whose win is redrawn, with a run that times out anywhere and continues":
    {
      ...base,
      ...besideWin(),
      redraw: "R",
      givenUp: 1,
    },
  "a draw that claims a winner of two campaigns, whose last win is redrawn, one of which stops anywhere": {
    ...smallWins["a draw that claims a winner of two campaigns, whose last win is redrawn"],
    givenUp: 1,
    diesAtOnce: true,
  },
  "two draws of the next campaign that want the same earlier winner, whose win is redrawn": {
    ...smallWins["two draws of the next campaign that want the same earlier winner"],
    redraw: "R",
  },
  "two draws of the next campaign that want the same earlier winner, with leases that expire anywhere": {
    ...smallWins["two draws of the next campaign that want the same earlier winner"],
    times: [2],
  },
  "two draws of the next campaign that want the same earlier winner, one with a run that times out anywhere and continues":
    {
      ...smallWins["two draws of the next campaign that want the same earlier winner"],
      givenUp: 1,
    },
  "two draws of two of the next campaign, each holding an earlier winner whom the other needs": {
    ...base,
    ...crossedBesideWins(),
  },
  "draws of two campaigns at the same time, of which the first is redrawn": {
    ...base,
    ...opened({ A: 1, B: 1 }, { B: next }),
    orders: pair,
    redraw: "R",
  },
  "draws of two campaigns at the same time, and one in which earlier winners may win again": {
    ...base,
    ...opened({ A: 1, B: 1, C: 1 }, { B: { again: true }, C: next }),
    orders: { ...pair, C: [1, 2] },
  },
} satisfies Record<string, Configuration>;
