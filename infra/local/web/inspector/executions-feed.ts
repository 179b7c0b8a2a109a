import type { Execution } from "../../services/step-functions/execution.ts";
import type { StepFunctions } from "../../services/step-functions/step-functions.ts";
import { createCoalesce } from "./coalesce.ts";
import { createExecutionProgress } from "./execution-progress.ts";
import { createListeners, type Feed } from "./feed.ts";
import { createFindWaitEnd } from "./wait-end.ts";

/** The number of newest executions that a page gets when it opens. */
const SHOWN = 60;

type Progress = ReturnType<typeof createExecutionProgress>;

/** Creates the feed of the executions, newest first, each with the progress of its states. */
export function createExecutionsFeed({
  stepFunctions,
  definition,
}: {
  stepFunctions: Pick<StepFunctions, "list" | "onEvent">;
  definition: unknown;
}): Feed {
  const { hasListeners, notify, subscribe } = createListeners<unknown>();
  const findWaitEnd = createFindWaitEnd(definition);
  const progress = new WeakMap<Execution, Progress>();
  const changed = createCoalesce<Progress>((values) =>
    notify([...values.values()].map((each) => each.read())),
  );

  const progressOf = (execution: Execution): Progress => {
    const known = progress.get(execution);
    if (known) return known;
    const created = createExecutionProgress(execution, findWaitEnd);
    progress.set(execution, created);
    return created;
  };

  stepFunctions.onEvent((execution, event) => {
    const known = progress.get(execution);
    if (known) known.follow(event);
    if (hasListeners()) changed.add(execution.name, known ?? progressOf(execution));
  });

  return {
    name: "executions",
    read: () => ({
      definition,
      executions: stepFunctions
        .list()
        .slice(0, SHOWN)
        .map((execution) => progressOf(execution).read()),
    }),
    subscribe,
  };
}
