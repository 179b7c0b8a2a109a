import type { BrowserContext } from "playwright-core";
import { z } from "zod";

/** The global variable in which Stryker's instrumented code finds the active mutant. */
const NAMESPACE = "__stryker__";

/** How many milliseconds a test waits for something that a mutant may prevent. */
const PATIENCE = 8_000;

const namespace = z.object({ activeMutant: z.string() });

/** Activates the mutant of this process in the pages of a browser. Without mutation testing, there is none. */
export async function activateMutantIn(context: BrowserContext): Promise<void> {
  const active = namespace.safeParse(Reflect.get(globalThis, NAMESPACE));
  if (!active.success) return;
  context.setDefaultTimeout(PATIENCE);
  await context.addInitScript(([name, value]) => Reflect.set(globalThis, name, value), [
    NAMESPACE,
    active.data,
  ] as const);
}
