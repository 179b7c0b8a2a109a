import { writeFileSync } from "node:fs";

declare global {
  /** Here Stryker's instrumented code finds the active mutant, and counts how often each mutant was reached. */
  var __stryker__:
    | {
        activeMutant?: string;
        currentTestId?: string;
        mutantCoverage?: { static: MutantCounts; perTest: Record<string, MutantCounts> };
      }
    | undefined;
}

/** How often each mutant was reached, by its id. */
export type MutantCounts = Record<string, number>;

/** The variable with the file for what a process covers. */
export const COVERAGE_FILE = "MUTATION_COVERAGE_FILE";

const file = process.env[COVERAGE_FILE];
if (file !== undefined)
  process.once("exit", () =>
    writeFileSync(file, JSON.stringify(globalThis.__stryker__?.mutantCoverage?.static ?? {})),
  );
