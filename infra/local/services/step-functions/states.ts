import { z } from "zod";

/** What the engine's surroundings need to know of the definition; the engine itself checks the rest. */
const machineSchema = z.looseObject({
  get States() {
    return z.record(z.string(), stateSchema);
  },
});

const stateSchema = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  TimeoutSeconds: z.number().optional(),
  get Branches() {
    return z.array(machineSchema).optional();
  },
});

export interface State {
  type: string;
  /** Where the state stands: "" at the top, otherwise what `branchOf` says. */
  branch: string;
  /** How many branches a Parallel state has. */
  branches: number;
  /** What a Task calls. */
  resource?: string;
  /** Seconds. */
  timeout?: number;
}

/** The name of the nth branch of a Parallel state. */
export function branchOf(parallel: string, n: number): string {
  return `${parallel}/${n}`;
}

/** All states of a machine by their names, which are unique throughout it. */
export function readStates(definition: unknown): ReadonlyMap<string, State> {
  const states = new Map<string, State>();
  const visit = (machine: z.infer<typeof machineSchema>, branch: string) => {
    for (const [name, { Type, Resource, TimeoutSeconds, Branches = [] }] of Object.entries(machine.States)) {
      if (states.has(name)) throw new Error(`There are two states "${name}".`);
      if (Type === "Map") throw new Error(`The local stack runs no Map states ("${name}").`);
      states.set(name, {
        type: Type,
        branch,
        branches: Branches.length,
        ...(Resource !== undefined && { resource: Resource }),
        ...(TimeoutSeconds !== undefined && { timeout: TimeoutSeconds }),
      });
      Branches.forEach((inner, n) => {
        visit(inner, branchOf(name, n));
      });
    }
  };
  visit(machineSchema.parse(definition), "");
  return states;
}
