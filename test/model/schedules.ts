import { nameConflict } from "./conflicts.ts";
import { explore } from "./explore.ts";
import type { Configuration } from "./state.ts";
import { createSystem } from "./system.ts";

/** The most steps of a schedule: every configuration is at rest before. */
const LONGEST = 150;

/** Steps in the order in which they are taken, as `who: what`. */
export type Schedule = readonly string[];

export interface Plan {
  schedules: Schedule[];
  kinds: number;
}

/**
 * Returns schedules that together take every kind of step of this configuration and, with `pairs`, every pair of
 * conflicting steps. Each schedule takes the shortest trace to its step, and then continues to an end. It prefers steps
 * that no schedule has taken.
 */
export function planSchedules(configuration: Configuration, { pairs }: { pairs: boolean }): Plan {
  const system = createSystem(configuration);
  const traces = [...explore(configuration, { keepsTraces: true }).traces()]
    .filter(([kind]) => pairs || !kind.includes(", then "))
    .sort(([, a], [, b]) => b.length - a.length);
  const taken = new Set<string>();
  const schedules: Schedule[] = [];
  for (const [kind, trace] of traces) {
    if (taken.has(kind)) continue;
    const schedule: string[] = [];
    let state = system.start;
    while (schedule.length < LONGEST) {
      const steps = [...system.steps(state)];
      const next = trace[schedule.length];
      const chosen = next
        ? steps.find(({ who, what }) => `${who}: ${what}` === next)
        : (steps.find(({ who, what }) => !taken.has(`${who}: ${what}`)) ?? steps[0]);
      if (!chosen) break;
      const label = `${chosen.who}: ${chosen.what}`;
      const conflict = nameConflict(schedule.at(-1) ?? "", label);
      taken.add(label);
      if (conflict !== undefined) taken.add(conflict);
      schedule.push(label);
      state = chosen.next;
    }
    schedules.push(schedule);
  }
  return { schedules, kinds: traces.length };
}
