import { base, bodyOf, decided, execution, held, opened, WINNER } from "./openings.ts";
import type { Configuration } from "./state.ts";

const pair = { A: [1, 2], B: [1, 2] };
/** Draw A is decided, recorded and about to be announced. Its redraw holds the other person and is about to be decided. */
function reannounced() {
  const redraw = { attempt: "R", revising: WINNER, candidates: [2] };
  const { draws, world } = decided({}, { isFinalized: true, ...redraw });
  const body = { ...bodyOf(1, "A", 1), winners: [2], walked: 2, revision: "R" };
  return {
    draws,
    world: { ...world, items: { [WINNER]: held({ expires: null }), 2: held({ holder: "R" }) } },
    executions: {
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
    executions: { A: execution("A", "finish", null) },
    orders: { A: [1, 2] },
    announces: true,
    mails: true,
  };
}

/** Two draws, of which B has failed. A late run of B is about to select winners. */
function failedWithLateRun() {
  const { draws, world, executions } = opened({ A: 1, B: 1 });
  return {
    draws,
    world,
    executions: { ...executions, B: execution("B", "failed", null) },
    lateRuns: [{ task: "select" as const, body: bodyOf(2, "B", 1) }],
    orders: pair,
  };
}

/** Draw A has failed and still holds a person whom B needs. A late run of B may still claim people and decide. */
function yieldingWithLateRun() {
  const { draws, world, executions } = opened({ A: 1, B: 2 });
  const [first, second] = world.draws;
  if (!first || !second) throw new RangeError("There are no two draws.");
  return {
    draws,
    world: { ...world, draws: [{ ...first, candidates: [WINNER] }, second], items: { [WINNER]: held({}) } },
    executions: {
      A: execution("A", "failed", null),
      B: executions["B"] ?? execution("B", "failed", null),
    },
    lateRuns: [{ task: "validate" as const, body: { ...bodyOf(2, "B", 2), winners: [1, 2], walked: 2 } }],
    orders: pair,
  };
}

/** Draw A is about to be recorded and redrawn. B has failed, but a late run of B may still claim A's winner. */
function redrawnWithLateRun() {
  const { draws, world, executions } = decided({ B: 1 });
  return {
    draws,
    world,
    executions: { ...executions, B: execution("B", "failed", null) },
    lateRuns: [{ task: "validate" as const, body: { ...bodyOf(2, "B", 1), winners: [WINNER], walked: 1 } }],
    orders: { A: [1, 2], B: [1] },
    redraw: "R",
  };
}

const same = { A: [1, 2, 3], B: [1, 2, 3] };
const crossed = { A: [1, 2, 3], B: [2, 1, 3] };

const twoAmongThree = {
  ...base,
  ...opened({ A: 2, B: 1 }),
  orders: same,
  givenUp: 1,
  diesAtOnce: true,
};

/** Explored in every test run: seconds. */
export const small = {
  "two draws, one with a run that times out during the opening and continues": {
    ...base,
    draws: { A: 1, B: 1 },
    orders: {},
    opensOnly: true,
    givenUp: 1,
  },
  "two draws that want the same person, one of which stops anywhere": {
    ...base,
    ...opened({ A: 1, B: 1 }),
    orders: pair,
    givenUp: 1,
    diesAtOnce: true,
  },
  "two draws whose leases expire anywhere": {
    ...base,
    ...opened({ A: 1, B: 1 }),
    orders: pair,
    times: [2],
  },
  "two draws and a redraw": {
    ...base,
    ...opened({ A: 1, B: 1 }),
    orders: same,
    redraw: "R",
  },
  "a redraw that stops anywhere, and whose lease expires": {
    ...base,
    ...decided(),
    orders: { A: [1, 2] },
    redraw: "R",
    givenUp: 1,
    diesAtOnce: true,
    times: [1, 2],
  },
  "a draw that is announced while it is redrawn": { ...base, ...reannounced(), times: [1] },
  "an announced and mailed draw with a refused notice and a lost event": {
    ...base,
    ...mailed(),
    unpublished: 1,
    lost: 1,
    times: [1],
  },
} satisfies Record<string, Configuration>;

/** Explored by `npm run model`: minutes. */
export const large = {
  "a draw of two and a draw of one among three, one of which stops anywhere": twoAmongThree,
  "a draw whose run stops during the opening, beside a draw after its lease": {
    ...base,
    draws: { A: 1, B: 1 },
    orders: {},
    opensOnly: true,
    givenUp: 1,
    lost: 1,
    diesAtOnce: true,
    times: [2],
  },
  "two draws, one with a run that times out anywhere and continues": {
    ...base,
    ...opened({ A: 1, B: 1 }),
    orders: pair,
    givenUp: 1,
  },
  "three draws that are opened at the same time, one of which stops anywhere": {
    ...base,
    draws: { A: 1, B: 1, C: 1 },
    orders: {},
    opensOnly: true,
    givenUp: 1,
    diesAtOnce: true,
  },
  "a redraw beside a failed draw with a late run that claims the person of the voided win": {
    ...base,
    ...redrawnWithLateRun(),
  },
  "a draw that yields while its timed-out run continues": {
    ...base,
    ...yieldingWithLateRun(),
  },
  "two draws and a redraw, one of which stops anywhere": {
    ...small["two draws and a redraw"],
    givenUp: 1,
    diesAtOnce: true,
  },
  "a draw beside a failed draw with a late run; another run times out, and leases expire anywhere": {
    ...base,
    ...failedWithLateRun(),
    givenUp: 1,
    times: [2],
  },
  "two draws of two among three, each holding a person whom the other needs": {
    ...base,
    ...opened({ A: 2, B: 2 }),
    orders: crossed,
  },
  "two draws of two among three, one of which stops anywhere": {
    ...base,
    ...opened({ A: 2, B: 2 }),
    orders: crossed,
    givenUp: 1,
    diesAtOnce: true,
  },
  "a draw of two and a draw of one, whose leases expire anywhere": {
    ...twoAmongThree,
    givenUp: 0,
    times: [2],
  },
  "a redraw beside a draw that wants the same person, one of which stops anywhere": {
    ...base,
    ...decided({ B: 1 }),
    orders: crossed,
    redraw: "R",
    givenUp: 1,
    diesAtOnce: true,
  },
  "an announced and mailed draw with a refused notice and a callback that stops": {
    ...small["an announced and mailed draw with a refused notice and a lost event"],
    givenUp: 1,
    diesAtOnce: true,
  },
  "a draw that is announced while it is redrawn, with a callback that stops": {
    ...small["a draw that is announced while it is redrawn"],
    givenUp: 1,
    diesAtOnce: true,
    times: [1, 2],
  },
  "a draw that is announced while it is redrawn, with a notice that is delivered twice": {
    ...small["a draw that is announced while it is redrawn"],
    twice: 1,
  },
} satisfies Record<string, Configuration>;
