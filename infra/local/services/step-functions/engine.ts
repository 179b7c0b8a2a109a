import { StateMachine, type StateMachineDefinition } from "aws-local-stepfunctions";
import { z } from "zod";

/** The engine that runs what began at `startDate` (ms); undefined where its time is over. */
export type CreateEngine = (startDate: number) => StateMachine | undefined;

/** Whether a definition is right is a question for the tests: the engine's own check takes half a second of each start. */
const definitionSchema = z.custom<StateMachineDefinition>(
  (value) => typeof value === "object" && value !== null,
);

/** The engine knows only when it began itself, which is later where an execution goes on after an interruption. */
const ENGINE_START = "$$.Execution.StartTime";
const START = "$$.Start.Time";

const validationOptions = { noValidate: true };

/** What runs a definition in Amazon States Language. */
export function createEngines(definition: unknown): CreateEngine {
  const text = JSON.stringify(definition).replaceAll(ENGINE_START, () => START);
  const parsed = definitionSchema.parse(JSON.parse(text));
  const engine = new StateMachine(parsed, { validationOptions });
  const { TimeoutSeconds } = parsed;
  return (startDate) => {
    if (TimeoutSeconds === undefined) return engine;
    const left = startDate + TimeoutSeconds * 1_000 - Date.now();
    if (left <= 0) return undefined;
    return new StateMachine({ ...parsed, TimeoutSeconds: left / 1_000 }, { validationOptions });
  };
}
