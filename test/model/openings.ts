import type { Body } from "./environment.ts";
import type { Call } from "./processes.ts";
import { type Configuration, type Execution, TRIES_FOR_HELD } from "./state.ts";
import { EMPTY, LEASE, openDraw, type World } from "./world.ts";

/** What most configurations have in common: nothing stops, no time passes, and nothing is announced. */
export const base = { givenUp: 0, times: [], announces: false } satisfies Partial<Configuration>;

export function execution(id: string, stage: Execution["stage"], call: Call | null): Execution {
  return { id, stage, call, run: null, isNotified: false, triesForHeld: TRIES_FOR_HELD };
}

export function bodyOf(no: number, id: string, count: number): Body {
  return { no, id, count, winners: [], walked: 0, claimed: 0, round: 0, revision: null };
}

/** Draws that have numbers and are about to select winners. */
export function opened(draws: Readonly<Record<string, number>>) {
  const all = Object.entries(draws).map(([id, count], i) => ({ id, count, no: i + 1 }));
  const world: World = {
    ...EMPTY,
    draws: all.map(({ no, id, count }) => openDraw(no, id, count, LEASE)),
    executions: Object.fromEntries(
      all.map(({ id, no, count }) => [
        id,
        { request: { count, lease: LEASE, link: [] }, number: no, isStopped: false },
      ]),
    ),
    counter: { last: all.length, open: {} },
  };
  const executions = Object.fromEntries(
    all.map(({ no, id, count }) => [
      id,
      execution(id, "select", { task: "select", body: bodyOf(no, id, count) }),
    ]),
  );
  return { draws, world, executions };
}
