import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { addCoverage } from "./add-coverage.ts";
import { COVERAGE_FILE } from "./report-coverage.ts";

/** The variable in which Stryker's instrumented code finds the active mutant in a new process. */
const ACTIVE_MUTANT = "__STRYKER_ACTIVE_MUTANT__";

const counts = z.record(z.string(), z.number());

interface Followed {
  args: string[];
  env: Record<string, string>;
  end: () => void;
}

let processes = 0;

/**
 * Activates the mutant of this process in a process of Node that a test starts with these arguments and variables. Call
 * `end` when that process has ended: then what it covers counts for the test. Without mutation testing, there is nothing.
 */
export function followIntoProcess(): Followed {
  const nothing = { args: [], env: {}, end: () => undefined };
  const state = globalThis.__stryker__;
  if (!state) return nothing;
  if (state.activeMutant !== undefined) return { ...nothing, env: { [ACTIVE_MUTANT]: state.activeMutant } };

  const file = join(tmpdir(), `mutants-${process.pid}-${++processes}.json`);
  return {
    args: ["--import", fileURLToPath(new URL("report-coverage.ts", import.meta.url))],
    env: { [COVERAGE_FILE]: file },
    end() {
      const covered = counts.parse(JSON.parse(readFileSync(file, "utf8")));
      rmSync(file);
      addCoverage(state.currentTestId, covered);
    },
  };
}
