import type { State } from "./state.ts";

/** The values of a code unit of UTF-16. */
const UNIT = 2 ** 16;

/**
 * Returns a function that returns a different text for each state. Millions of states are compared by it: a text of code
 * units takes half as long as one of decimal numbers.
 */
export function createKeyOf(): (state: State) => string {
  const words = new Map<string, number>();
  const units: number[] = [];
  const addWord = (word: string) => {
    let number = words.get(word);
    if (number === undefined) {
      number = words.size;
      words.set(word, number);
    }
    units.push(number);
  };
  /** Adds the number of a world, or of a process if there is one. */
  const addNumber = (number: number | null) => {
    const from1 = number === null ? 0 : number + 1;
    units.push(from1 % UNIT, Math.floor(from1 / UNIT));
  };

  return function keyOf(state) {
    units.length = 0;
    units.push(state.now, state.givenUp, state.twice, state.lost, state.unpublished);
    addNumber(state.world);
    addNumber(state.nextRun);
    units.push(state.executions.length, state.events.length);
    for (const { stage, run, isNotified, triesForHeld } of state.executions) {
      addWord(stage);
      addNumber(run);
      units.push(triesForHeld * 2 + Number(isNotified));
    }
    for (const { id, kind, run } of state.events) {
      addWord(id);
      addWord(kind);
      addNumber(run);
    }
    for (const run of state.lateRuns) addNumber(run);
    return String.fromCharCode(...units);
  };
}
