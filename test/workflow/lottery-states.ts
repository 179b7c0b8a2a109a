import { readFile } from "node:fs/promises";
import { z } from "zod";

const retrier = z.strictObject({
  ErrorEquals: z.array(z.string()).min(1),
  MaxAttempts: z.int(),
  IntervalSeconds: z.int().optional(),
  BackoffRate: z.number().optional(),
  MaxDelaySeconds: z.int().optional(),
  JitterStrategy: z.literal("FULL").optional(),
});

export type Retrier = z.output<typeof retrier>;

const state = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  TimeoutSeconds: z.int().optional(),
  TimestampPath: z.string().optional(),
  Retry: z.array(retrier).optional(),
  Catch: z.array(z.object({ ErrorEquals: z.array(z.string()), Next: z.string() })).optional(),
  Next: z.string().optional(),
  End: z.boolean().optional(),
  Default: z.string().optional(),
  Choices: z
    .array(
      z.object({
        Variable: z.string(),
        NumericEquals: z.number().optional(),
        BooleanEquals: z.boolean().optional(),
        Next: z.string(),
      }),
    )
    .optional(),
  get Branches() {
    return z.array(machine).optional();
  },
});

const machine = z.object({
  StartAt: z.string(),
  TimeoutSeconds: z.int().optional(),
  TimestampPath: z.string().optional(),
  get States() {
    return z.record(z.string(), state);
  },
});

/** The definition, as it is stored. */
export const text = await readFile(new URL("../../workflow/lottery.asl.json", import.meta.url), "utf8");
/** The state machine. */
export const lottery = machine.parse(JSON.parse(text));
/** All states, also those of the branches, by name. */
export const states = new Map<string, z.output<typeof state>>();
const visit = ({ States }: z.output<typeof machine>) => {
  for (const [name, found] of Object.entries(States)) {
    states.set(name, found);
    found.Branches?.forEach(visit);
  }
};
visit(lottery);
export const tasks = [...states].filter(([, { Type }]) => Type === "Task");
/** The tasks that Lambda functions do. */
export const lambdas = tasks.filter(([, { Resource }]) => Resource?.startsWith("${"));
