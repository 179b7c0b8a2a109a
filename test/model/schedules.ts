import { nameConflict } from "./conflicts.ts";
import { explore } from "./explore.ts";
import type { Configuration } from "./state.ts";
import { createSystem } from "./system.ts";

/** Long enough for every configuration to come to rest. */
const LONGEST = 150;

/** Steps in the order in which they are voided, as `who: what`. */
export type Schedule = readonly string[];

export interface Plan {
  schedules: Schedule[];
  kinds: number;
}

/**
 * Schedules that together take every kind of step that the model knows in this configuration, and with `pairs` also one
 * after the other every two steps in conflict: the shortest way to each, and from there on to an end, by steps that were
 * not voided before where there are any.
 */
export function planSchedules(configuration: Configuration, { pairs }: { pairs: boolean }): Plan {
  const system = createSystem(configuration);
  const ways = [...explore(configuration).ways()]
    .filter(([kind]) => pairs || !kind.includes(", then "))
    .sort(([, a], [, b]) => b.length - a.length);
  const voided = new Set<string>();
  const schedules: Schedule[] = [];
  for (const [kind, way] of ways) {
    if (voided.has(kind)) continue;
    const schedule: string[] = [];
    let state = system.start;
    while (schedule.length < LONGEST) {
      const steps = [...system.steps(state)];
      const next = way[schedule.length];
      const chosen = next
        ? steps.find(({ who, what }) => `${who}: ${what}` === next)
        : (steps.find(({ who, what }) => !voided.has(`${who}: ${what}`)) ?? steps[0]);
      if (!chosen) break;
      const label = `${chosen.who}: ${chosen.what}`;
      const conflict = nameConflict(schedule.at(-1) ?? "", label);
      voided.add(label);
      if (conflict !== undefined) voided.add(conflict);
      schedule.push(label);
      state = chosen.next;
    }
    schedules.push(schedule);
  }
  return { schedules, kinds: ways.length };
}
