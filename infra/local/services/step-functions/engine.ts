import { StateMachine, type StateMachineDefinition } from "aws-local-stepfunctions";
import { z } from "zod";

/** Returns the engine for an execution that started at `startDate` (ms), or undefined if its time is over. */
export type CreateEngine = (startDate: number) => StateMachine | undefined;

/** The tests check the definition: the engine's own validation takes half a second of each start. */
const definitionSchema = z.custom<StateMachineDefinition>(
  (value) => typeof value === "object" && value !== null,
);

/** The engine's own value is the time at which it started, which is later for an execution that was interrupted. */
const ENGINE_START = "$$.Execution.StartTime";
const START = "$$.Start.Time";

const validationOptions = { noValidate: true };

/** Creates engines for a definition in Amazon States Language. */
export function createEngines(definition: unknown): CreateEngine {
  const text = JSON.stringify(definition).replaceAll(ENGINE_START, () => START);
  const parsed = definitionSchema.parse(JSON.parse(text));
  const engine = new StateMachine(parsed, { validationOptions });
  const { TimeoutSeconds } = parsed;
  return function createEngine(startDate) {
    if (TimeoutSeconds === undefined) return engine;
    const left = startDate + TimeoutSeconds * 1_000 - Date.now();
    if (left <= 0) return undefined;
    return new StateMachine({ ...parsed, TimeoutSeconds: left / 1_000 }, { validationOptions });
  };
}
