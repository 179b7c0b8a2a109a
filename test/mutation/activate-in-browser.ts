import type { BrowserContext } from "playwright-core";
import { z } from "zod";

/** Where Stryker's instrumented code looks for the mutant that is active: in the global object of each program. */
const NAMESPACE = "__stryker__";

const namespace = z.object({ activeMutant: z.string() });

/** Activates in the pages of a browser the mutant that is active in this process. Without mutation testing, none is. */
export async function activateMutantIn(context: BrowserContext): Promise<void> {
  const active = namespace.safeParse(Reflect.get(globalThis, NAMESPACE));
  if (!active.success) return;
  await context.addInitScript(([name, value]) => Reflect.set(globalThis, name, value), [
    NAMESPACE,
    active.data,
  ] as const);
}
