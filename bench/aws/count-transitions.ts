import { z } from "zod";

const state = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  Next: z.string().optional(),
  Default: z.string().optional(),
  Choices: z.array(z.looseObject({ Next: z.string() })).default([]),
  get Branches() {
    return z.array(machine).default([]);
  },
});
const machine = z.looseObject({
  StartAt: z.string(),
  get States() {
    return z.record(z.string(), state);
  },
});

type Machine = z.output<typeof machine>;

/**
 * Returns the number of transitions that lead to each task of a state machine, by resource: one for the task's own state,
 * and one for each state without a task directly before it, on the shortest path.
 */
export function countTransitions(definition: unknown): Map<string, number> {
  const counts = new Map<string, number>();
  const visit = ({ States }: Machine, name: string, before: number): void => {
    const found = States[name];
    if (!found) throw new Error(`The state machine has no state "${name}".`);
    const count = before + 1;
    if (found.Resource !== undefined) {
      const known = counts.get(found.Resource);
      counts.set(found.Resource, Math.min(count, known ?? count));
      if (known === undefined && found.Next !== undefined) visit({ StartAt: name, States }, found.Next, 0);
      return;
    }
    for (const branch of found.Branches) visit(branch, branch.StartAt, count);
    const nexts = [found.Next, found.Default, ...found.Choices.map(({ Next }) => Next)];
    for (const next of nexts) if (next !== undefined) visit({ StartAt: name, States }, next, count);
  };
  const root = machine.parse(definition);
  visit(root, root.StartAt, 0);
  return counts;
}
