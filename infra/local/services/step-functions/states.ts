import { z } from "zod";

/** The parts of the definition that are needed outside of the engine. */
const machineSchema = z.looseObject({
  get States() {
    return z.record(z.string(), stateSchema);
  },
});

const stateSchema = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  TimeoutSeconds: z.number().optional(),
  TimestampPath: z.string().optional(),
  get Branches() {
    return z.array(machineSchema).optional();
  },
});

export interface State {
  type: string;
  /** "" for a state at the top level, otherwise a name from `branchOf`. */
  branch: string;
  /** How many branches a Parallel state has. */
  branches: number;
  /** The ARN that a Task calls. */
  resource?: string;
  /** Seconds. */
  timeout?: number;
  /** Where a Wait finds in its input until when it waits. */
  timestampPath?: string;
}

/** Returns the name of the nth branch of a Parallel state. */
export function branchOf(parallel: string, n: number): string {
  return `${parallel}/${n}`;
}

/** Returns all states of a machine by their names, which are unique in it. */
export function readStates(definition: unknown): ReadonlyMap<string, State> {
  const states = new Map<string, State>();
  const visit = (machine: z.infer<typeof machineSchema>, branch: string) => {
    for (const [name, { Type, Resource, TimeoutSeconds, TimestampPath, Branches = [] }] of Object.entries(
      machine.States,
    )) {
      if (states.has(name)) throw new Error(`There are two states "${name}".`);
      if (Type === "Map") throw new Error(`The local stack does not support Map states ("${name}").`);
      states.set(name, {
        type: Type,
        branch,
        branches: Branches.length,
        ...(Resource !== undefined && { resource: Resource }),
        ...(TimeoutSeconds !== undefined && { timeout: TimeoutSeconds }),
        ...(TimestampPath !== undefined && { timestampPath: TimestampPath }),
      });
      Branches.forEach((inner, n) => {
        visit(inner, branchOf(name, n));
      });
    }
  };
  visit(machineSchema.parse(definition), "");
  return states;
}
