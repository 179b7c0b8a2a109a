import type { MutantCounts } from "./report-coverage.ts";

/** Adds what code in another process covers to what Stryker knows about a test; without a test, about all tests of the file. */
export function addCoverage(testId: string | undefined, covered: MutantCounts): void {
  const state = globalThis.__stryker__;
  if (!state) return;
  // The instrumented code keeps these objects, so they are changed, not replaced.
  state.mutantCoverage ??= { static: {}, perTest: {} };
  const { perTest, static: outsideOfTests } = state.mutantCoverage;
  if (testId !== undefined) perTest[testId] ??= {};
  const known = perTest[testId ?? ""] ?? outsideOfTests;
  for (const [id, count] of Object.entries(covered)) known[id] = (known[id] ?? 0) + count;
}
