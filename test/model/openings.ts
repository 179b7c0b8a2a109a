import type { Body } from "./environment.ts";
import type { Call } from "./processes.ts";
import { type Configuration, type Execution, TRIES_FOR_HELD } from "./state.ts";
import { type Draw, EMPTY, type Item, LEASE, openDraw, type Person, type World } from "./world.ts";

/** What most configurations have in common: nothing stops, no time passes, and nothing is announced. */
export const base = { givenUp: 0, times: [], announces: false } satisfies Partial<Configuration>;

export function execution(id: string, stage: Execution["stage"], call: Call | null): Execution {
  return { id, stage, call, run: null, isNotified: false, triesForHeld: TRIES_FOR_HELD };
}

export function bodyOf(no: number, id: string, count: number): Body {
  return { no, id, count, winners: [], walked: 0, claimed: 0, round: 0, revision: null };
}

/** Draws that have numbers and are about to select winners. Without rules, they belong to the first campaign. */
export function opened(
  draws: Readonly<Record<string, number>>,
  rules: Readonly<Record<string, Partial<Pick<Draw, "campaign" | "again">>>> = {},
) {
  const all = Object.entries(draws).map(([id, count], i) => ({ id, count, no: i + 1 }));
  const world: World = {
    ...EMPTY,
    draws: all.map(({ no, id, count }) => ({ ...openDraw(no, id, count, LEASE), ...rules[id] })),
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

/** The winner of draw A, if it is decided at the start. */
export const WINNER: Person = 1;

/** An item of the winners' table: a claim of draw A, unless `more` says something else. */
export function held(more: Partial<Item>): Item {
  const claim = { holder: "A", no: 1, campaign: 1, round: 0, expires: LEASE };
  return { ...claim, isKept: false, isVoid: false, wins: [], ...more };
}

/** Draw A is decided for one person and about to be recorded. The others have numbers, and may have other rules. */
export function decided(
  others: Readonly<Record<string, number>> = {},
  more: Partial<Draw> = {},
  rules: Parameters<typeof opened>[1] = {},
) {
  const { draws, world, executions } = opened({ A: 1, ...others }, rules);
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
    executions: { ...executions, A: execution("A", "finish", { task: "record", body }) },
  };
}
