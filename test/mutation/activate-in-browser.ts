import type { Page } from "playwright-core";
import { z } from "zod";
import { addCoverage } from "./add-coverage.ts";

/** How many milliseconds a test waits for something that a mutant may prevent. */
const PATIENCE = 8_000;

const counts = z.record(z.string(), z.number());

/**
 * Activates the mutant of this process in what a page loads, until the result is disposed of. In the first run, which has no
 * mutant, what the page covers counts for the test that opens it. Without mutation testing, there is nothing.
 */
export async function activateMutantIn(page: Page): Promise<{ dispose: () => Promise<void> } | undefined> {
  const state = globalThis.__stryker__;
  if (!state) return undefined;
  const { activeMutant, currentTestId } = state;
  if (activeMutant === undefined)
    return {
      async dispose() {
        const covered = await page.evaluate(() => globalThis.__stryker__?.mutantCoverage?.static ?? {});
        addCoverage(currentTestId, counts.parse(covered));
      },
    };
  page.setDefaultTimeout(PATIENCE);
  return await page.addInitScript((id) => {
    globalThis.__stryker__ = { activeMutant: id };
  }, activeMutant);
}
