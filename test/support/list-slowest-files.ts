import { relative } from "node:path";
import type { Reporter, TestModule } from "vitest/node";

const FILES = 10;
/** A run of fewer files needs no list. */
const LEAST_FILES = 2 * FILES;

/** A Vitest reporter that lists the slowest files at the end of a run. */
export default class ListSlowestFiles implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    if (modules.length < LEAST_FILES) return;
    const files = modules.map((module) => {
      const { collectDuration, duration } = module.diagnostic();
      return { name: relative("", module.moduleId), seconds: (collectDuration + duration) / 1_000 };
    });
    files.sort((a, b) => b.seconds - a.seconds);
    const lines = files
      .slice(0, FILES)
      .map(({ name, seconds }) => `${seconds.toFixed(1).padStart(6)} s  ${name}`);
    process.stdout.write(`\nSlowest files\n${lines.join("\n")}\n\n`);
  }
}
