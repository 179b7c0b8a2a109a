import { createRequire } from "node:module";
import { z } from "zod";
import type { FunctionName } from "../../infra/aws/bundles.ts";
import type { ImportHandlers } from "../../infra/local/services/lambda/handlers.ts";

/** Loads with Node. A plain `import` would use Vitest, which transforms the code. */
const loadFile = createRequire(import.meta.url);

type Handlers = Awaited<ReturnType<ImportHandlers>>;
const handlerModule = <Name extends FunctionName>(_name: Name) =>
  z.object({ handler: z.custom<Handlers[Name]>((value) => typeof value === "function") });

/** Loads the handlers from bundles. `fileOf` returns the file of a handler. */
export function loadBundles(fileOf: (name: FunctionName) => string): Handlers {
  const load = <Name extends FunctionName>(name: Name) =>
    handlerModule(name).parse(loadFile(fileOf(name))).handler;
  return {
    InputWinners: load("InputWinners"),
    RandomSelectWinners: load("RandomSelectWinners"),
    ValidateWinners: load("ValidateWinners"),
    RecordWinners: load("RecordWinners"),
    Slack: load("Slack"),
    Callback: load("Callback"),
    RosterTask: load("RosterTask"),
  };
}
