import { execFile } from "node:child_process";
import { mkdir, mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { type Checker, type CheckResult, CheckStatus } from "@stryker-mutator/api/check";
import type { Mutant } from "@stryker-mutator/api/core";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";

const CHECKS = "reports/mutation";

/** The text of a file in which this mutant replaces the original code. */
function applyMutant(code: string, { location: { start, end }, replacement }: Mutant): string {
  const lines = code.split("\n");
  const before = [...lines.slice(0, start.line), lines[start.line]?.slice(0, start.column) ?? ""];
  const after = [lines[end.line]?.slice(end.column) ?? "", ...lines.slice(end.line + 1)];
  return before.join("\n") + replacement + after.join("\n");
}

/** What the compiler prints about the files of this folder. */
function compile(folder: string): Promise<string> {
  return new Promise((resolve) => {
    execFile("npx", ["tsc", "--project", folder, "--pretty", "false"], (_error, stdout) => resolve(stdout));
  });
}

/**
 * Refuses mutants that do not compile. Only for files that no other file imports: a mutant is compiled next to the original
 * code, which the other files continue to import. Stryker's own checker needs an API that TypeScript 7 no longer has.
 */
class TypeChecker implements Checker {
  init(): Promise<void> {
    return Promise.resolve();
  }

  /** Several mutants are compiled together if each is in another file. */
  group(mutants: Mutant[]): Promise<string[][]> {
    const ofFiles = [...Map.groupBy(mutants, ({ fileName }) => fileName).values()];
    const rounds = Math.max(...ofFiles.map(({ length }) => length));
    return Promise.resolve(
      Array.from({ length: rounds }, (_, i) => ofFiles.flatMap((ofFile) => ofFile[i]?.id ?? [])),
    );
  }

  async check(mutants: Mutant[]): Promise<Record<string, CheckResult>> {
    await mkdir(CHECKS, { recursive: true });
    await using folder = await mkdtempDisposable(join(CHECKS, "types-"));
    const fileOf = ({ fileName }: Mutant) => join(folder.path, relative(process.cwd(), fileName));
    for (const mutant of mutants) {
      await mkdir(dirname(fileOf(mutant)), { recursive: true });
      await writeFile(fileOf(mutant), applyMutant(await readFile(mutant.fileName, "utf8"), mutant));
    }
    const settings = {
      extends: join(process.cwd(), "tsconfig.json"),
      include: [],
      files: mutants.map((mutant) => join(process.cwd(), fileOf(mutant))),
      compilerOptions: {
        rootDirs: [process.cwd(), "."],
        // What is only untidy counts as compiled.
        noUnusedLocals: false,
        noUnusedParameters: false,
        noImplicitReturns: false,
      },
    };
    await writeFile(join(folder.path, "tsconfig.json"), JSON.stringify(settings));
    const errors = (await compile(folder.path)).split("\n").filter((line) => line.includes("error TS"));
    return Object.fromEntries(
      mutants.map((mutant): [string, CheckResult] => {
        const reason = errors.find((line) => line.startsWith(fileOf(mutant)));
        return [
          mutant.id,
          reason === undefined
            ? { status: CheckStatus.Passed }
            : { status: CheckStatus.CompileError, reason: reason.slice(folder.path.length + 1) },
        ];
      }),
    );
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, "types", TypeChecker)];
