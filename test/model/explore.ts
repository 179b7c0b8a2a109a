import { nameConflict } from "./conflicts.ts";
import { findViolation, findViolationAtRest, isAtRest } from "./invariants.ts";
import type { Configuration, State, Step } from "./state.ts";
import { createKeyOf } from "./state-key.ts";
import { createSystem } from "./system.ts";

export interface Exploration {
  states: number;
  steps: number;
  atRest: number;
  /** What is wrong, and the shortest trace to it. */
  counterexample?: { wrong: string; trace: string[] };
  /** The shortest trace to each kind of step and to each pair of conflicting steps, which it includes. */
  traces(): Map<string, string[]>;
}

interface Options {
  /** The most states. */
  limit?: number;
  /** Whether `traces` returns something. */
  keepsTraces?: boolean;
}

/** Visits all reachable states, breadth first. Stops at the first that is wrong. */
export function explore(
  configuration: Configuration,
  { limit = 2_000_000, keepsTraces = false }: Options = {},
): Exploration {
  const system = createSystem(configuration);
  const { announces, mails = false, opensOnly = false, lost: losses = 0 } = configuration;
  /** What is wrong with a world, by its number. */
  const judged = new Map<number, string | undefined>();
  const judge = (world: number) => {
    if (!judged.has(world)) judged.set(world, findViolation(system.worlds.get(world)));
    return judged.get(world);
  };
  const keyOf = createKeyOf();

  const states: (State | undefined)[] = [system.start];
  const numbers = new Map([[keyOf(system.start), 0]]);
  const parents = [-1];
  /** The label of the first step that led to each state. */
  const labels = [""];
  const sources: number[] = [];
  const targets: number[] = [];
  const resting: number[] = [];
  const firsts = new Map<string, { from: number; last: string }>();

  const traceTo = (number: number) => {
    const trace: string[] = [];
    for (let at = number; at > 0; at = parents[at] ?? 0) trace.unshift(labels[at] ?? "");
    return trace;
  };
  const report = (counterexample?: Exploration["counterexample"]): Exploration => ({
    states: states.length,
    steps: targets.length,
    atRest: resting.length,
    traces: () =>
      new Map(
        [...firsts].map(([kind, { from, last }]): [string, string[]] => [kind, [...traceTo(from), last]]),
      ),
    ...(counterexample && { counterexample }),
  });
  const add = ({ who, what, next }: Step, from: number): number => {
    const key = keyOf(next);
    let number = numbers.get(key);
    if (number === undefined) {
      number = states.length;
      numbers.set(key, number);
      states.push(next);
      parents.push(from);
      labels.push(`${who}: ${what}`);
    }
    if (keepsTraces) {
      const kind = `${who}: ${what}`;
      for (const each of [kind, nameConflict(labels[from] ?? "", kind)])
        if (each !== undefined && !firsts.has(each)) firsts.set(each, { from, last: kind });
    }
    sources.push(from);
    targets.push(number);
    return number;
  };

  for (let at = 0; at < states.length; at++) {
    const state = states[at];
    if (!state) break;
    const wrong = judge(state.world);
    if (wrong !== undefined) return report({ wrong, trace: traceTo(at) });
    const world = system.worlds.get(state.world);
    if (isAtRest(state, world, { announces, opensOnly })) {
      const wrongAtRest = findViolationAtRest(state, world, { announces, mails, losses });
      if (wrongAtRest !== undefined) return report({ wrong: wrongAtRest, trace: traceTo(at) });
      resting.push(at);
    }
    for (const step of system.steps(state)) add(step, at);
    states[at] = undefined;
    if (states.length > limit) throw new RangeError(`There are more than ${limit} states.`);
  }

  const stuck = findStuck(states.length, sources, targets, resting);
  if (stuck !== undefined) return report({ wrong: "no state at rest can be reached", trace: traceTo(stuck) });
  return report();
}

/** The first state from which no goal can be reached, or undefined. */
function findStuck(
  count: number,
  sources: readonly number[],
  targets: readonly number[],
  goals: readonly number[],
): number | undefined {
  const before = new Map<number, number[]>();
  for (const [i, target] of targets.entries()) {
    const source = sources[i] ?? 0;
    const list = before.get(target);
    if (list) list.push(source);
    else before.set(target, [source]);
  }
  const reaches = new Uint8Array(count);
  const queue = [...goals];
  for (const goal of goals) reaches[goal] = 1;
  for (let at = queue.pop(); at !== undefined; at = queue.pop())
    for (const source of before.get(at) ?? [])
      if (!reaches[source]) {
        reaches[source] = 1;
        queue.push(source);
      }
  const stuck = reaches.indexOf(0);
  return stuck === -1 ? undefined : stuck;
}
