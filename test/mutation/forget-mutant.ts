import { inject } from "vitest";

/** The global variable in which the code under mutation finds the active mutant. */
const NAMESPACE = "__stryker__";

declare module "vitest" {
  interface ProvidedContext {
    mode: "dry-run" | "mutant";
    mutantActivation: "static" | "runtime";
  }
}

/** Runs before each test file: deactivates the mutant of the last run in this thread. */
const state: unknown = Reflect.get(globalThis, NAMESPACE);
if (typeof state === "object" && state !== null) {
  if (inject("mode") === "dry-run") Reflect.deleteProperty(state, "mutantCoverage");
  else if (inject("mutantActivation") !== "static") Reflect.deleteProperty(state, "activeMutant");
}
