import { relative } from "node:path";
import type { MutantResult } from "@stryker-mutator/api/core";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import type { Reporter } from "@stryker-mutator/api/report";

/** Prints each mutant that was not noticed by a failing test as soon as this is known: a run takes up to hours. */
class ReportAtOnce implements Reporter {
  onMutantTested({ status, fileName, location, mutatorName, replacement = "" }: MutantResult): void {
    if (status === "Killed" || status === "Ignored") return;
    const { line, column } = location.start;
    const place = `${relative(process.cwd(), fileName)}:${line}:${column}`;
    console.info(`${status}: ${place} ${mutatorName} ${replacement}`);
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, "at-once", ReportAtOnce)];
