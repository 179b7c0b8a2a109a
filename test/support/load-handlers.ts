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

/** Loads the seven handlers from modules. */
async function loadHandlers(loadModule: (name: FunctionName) => unknown): Promise<Handlers> {
  const load = async <Name extends FunctionName>(name: Name) => readHandler(name, await loadModule(name));
  return {
    InputWinners: await load("InputWinners"),
    RandomSelectWinners: await load("RandomSelectWinners"),
    ValidateWinners: await load("ValidateWinners"),
    RecordWinners: await load("RecordWinners"),
    Slack: await load("Slack"),
    Callback: await load("Callback"),
    RosterTask: await load("RosterTask"),
  };
}

let imports = 0;

function importModule(name: FunctionName): Promise<unknown> {
  const file = fileURLToPath(new URL(`../../${handlerFiles[name]}`, import.meta.url));
  return import(`${file}?import=${++imports}`);
}

/**
 * Imports a handler again, so that it reads the environment as it is now. The test files share a process, and a handler
 * reads the environment while it loads.
 */
export async function importHandler<Name extends FunctionName>(name: Name): Promise<Handlers[Name]> {
  return readHandler(name, await importModule(name));
}

/** Imports all handlers again. */
export const importHandlers: ImportHandlers = () => loadHandlers(importModule);

/** Loads the handlers from bundles. `fileOf` returns the file of a handler. */
export function loadBundles(fileOf: (name: FunctionName) => string): Promise<Handlers> {
  return loadHandlers((name) => loadFile(fileOf(name)));
}
