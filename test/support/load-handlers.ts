import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type FunctionName, handlerFiles } from "../../infra/aws/bundles.ts";
import type { ImportHandlers } from "../../infra/local/services/lambda/handlers.ts";

/** Loads with Node. A plain `import` would use Vitest, which transforms the code. */
const loadFile = createRequire(import.meta.url);

type Handlers = Awaited<ReturnType<ImportHandlers>>;

function readHandler<Name extends FunctionName>(_name: Name, module: unknown): Handlers[Name] {
  const schema = z.object({
    handler: z.custom<Handlers[Name]>((value) => typeof value === "function"),
  });
  return schema.parse(module).handler;
}

let imports = 0;

/**
 * Imports a handler anew, so that it reads the environment as it is now. The test files share a process, and a handler
 * reads the environment while it loads.
 */
export async function importHandler<Name extends FunctionName>(name: Name): Promise<Handlers[Name]> {
  const file = fileURLToPath(new URL(`../../${handlerFiles[name]}`, import.meta.url));
  return readHandler(name, await import(`${file}?import=${++imports}`));
}

/** Imports all handlers anew. */
export const importHandlers: ImportHandlers = async () => ({
  InputWinners: await importHandler("InputWinners"),
  RandomSelectWinners: await importHandler("RandomSelectWinners"),
  ValidateWinners: await importHandler("ValidateWinners"),
  RecordWinners: await importHandler("RecordWinners"),
  Slack: await importHandler("Slack"),
  Callback: await importHandler("Callback"),
  RosterTask: await importHandler("RosterTask"),
});

/** Loads the handlers from bundles. `fileOf` returns the file of a handler. */
export function loadBundles(fileOf: (name: FunctionName) => string): Handlers {
  const load = <Name extends FunctionName>(name: Name) => readHandler(name, loadFile(fileOf(name)));
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
