import type { PeopleToErase } from "./erase-people.ts";

/** Erases everybody from a draw, and every text that may name somebody. Who asked for it stays. */
export function createEverybodyToErase(now: Date): PeopleToErase {
  return {
    isErased: () => true,
    isNamedIn: () => true,
    isRequester: () => false,
    eraseSalts: () => [],
    everybodyAt: now.toISOString(),
  };
}
