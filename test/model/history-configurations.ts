import { base, execution } from "./openings.ts";
import type { Configuration } from "./state.ts";
import { type Draw, EMPTY, LEASE, openDraw, receiptOf, type World } from "./world.ts";

const request = { count: 1, lease: LEASE, link: [] };

/** Draw A has just begun and has reserved number 1, but has no record. Draw B is number 2 and was stopped. Draw C begins. */
function besideReservation() {
  const world: World = {
    ...EMPTY,
    draws: [null, openDraw(2, "B", 1, LEASE)],
    executions: {
      A: { request, number: null, isStopped: false },
      B: { request, number: 2, isStopped: false },
    },
    counter: { last: 2, open: { A: { no: 1, lease: LEASE } } },
  };
  return {
    draws: { A: 1, B: 1, C: 1 },
    world,
    executions: {
      A: execution("A", "input", { task: "input", id: "A", count: 1 }),
      B: execution("B", "failed", null),
    },
  };
}

/** Draw A has failed, and draw B was stopped after it. Draws C and D begin. */
function afterFailure() {
  const failed: Draw = {
    ...openDraw(1, "A", 1, LEASE),
    status: "failed",
    attempt: null,
    endedAt: 0,
    isFinalized: true,
  };
  const world: World = {
    ...EMPTY,
    draws: [{ ...failed, receipt: receiptOf(failed) }, openDraw(2, "B", 1, LEASE)],
    executions: {
      A: { request, number: 1, isStopped: false },
      B: { request, number: 2, isStopped: false },
    },
    counter: { last: 2, open: {} },
  };
  return {
    draws: { A: 1, B: 1, C: 1, D: 1 },
    world,
    executions: { A: execution("A", "succeeded", null), B: execution("B", "failed", null) },
  };
}

const links = { ...base, orders: {}, opensOnly: true, links: true };

/** Explored in every test run. */
export const smallHistory = {
  "a draw that is linked to the history while the draws before it are opened and end": {
    ...links,
    ...besideReservation(),
  },
} satisfies Record<string, Configuration>;

/** Explored by `npm run model`. */
export const largeHistory = {
  "two draws that are linked to the history while the draw before them ends": {
    ...links,
    ...afterFailure(),
  },
} satisfies Record<string, Configuration>;
