import type { Disposable, Page } from "playwright-core";
import { z } from "zod";

/** The global variable in which Stryker's instrumented code finds the active mutant. */
const NAMESPACE = "__stryker__";

/** How many milliseconds a test waits for something that a mutant may prevent. */
const PATIENCE = 8_000;

const namespace = z.object({ activeMutant: z.string() });

/**
 * Activates the mutant of this process in what a page loads, until the result is disposed of. Without mutation testing, there
 * is none.
 */
export async function activateMutantIn(page: Page): Promise<Disposable | undefined> {
  const active = namespace.safeParse(Reflect.get(globalThis, NAMESPACE));
  if (!active.success) return undefined;
  page.setDefaultTimeout(PATIENCE);
  return await page.addInitScript(([name, value]) => Reflect.set(globalThis, name, value), [
    NAMESPACE,
    active.data,
  ] as const);
}
