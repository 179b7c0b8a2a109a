import { readFile, writeFile } from "node:fs/promises";
import { benchmarks } from "../benchmarks.ts";
import { formatFigure } from "./format-figure.ts";
import { formatBound, formatTable } from "./format-table.ts";
import { isMet, type Table } from "./report.ts";
import type { Results } from "./results.ts";

const DOC = new URL("../../docs/performance.md", import.meta.url);

function tabulateGoals(results: Results): Table {
  return {
    title: "The figures and their goals",
    columns: [{ name: "Figure" }, { name: "Reached" }, { name: "Goal" }, { name: "Met" }],
    rows: Object.values(results)
      .flatMap(({ goals }) => goals)
      .map((goal) => [
        goal.goal,
        `${formatFigure(goal.reached)} ${goal.unit}`.trim(),
        formatBound(goal).trim(),
        isMet(goal) ? "yes" : "no",
      ]),
  };
}

function describeMachine(results: Results): string {
  const machines = Object.values(results).map(
    ({ machine: { processor, cores, memory, system, node } }) =>
      `${processor}, ${cores} cores, ${memory}, ${system}, Node ${node}`,
  );
  return [...new Set(machines)].join("; ");
}

/**
 * Replaces the text between `<!-- bench: … -->` and `<!-- end -->` by the results: `machine`, `goals`, or
 * `<benchmark>/<table>`. Says so if a benchmark has no results. Throws for an unknown name.
 */
export function fillDoc(doc: string, results: Results): string {
  const content = (name: string): string[] => {
    if (name === "machine") return [describeMachine(results)];
    if (name === "goals") return formatTable(tabulateGoals(results));
    const [benchmark = "", table = ""] = name.split("/");
    if (!results[benchmark] && Object.hasOwn(benchmarks, benchmark)) return ["Not measured yet."];
    const measured = results[benchmark]?.tables[table];
    if (!measured) throw new Error(`docs/performance.md shows ${name}, which is not in bench/results.json.`);
    return [`${measured.title}:`, "", ...formatTable(measured)];
  };
  return doc.replace(
    /(<!-- bench: (\S+) -->\n).*?(<!-- end -->)/gs,
    (_all, begin: string, name: string, end: string) => `${begin}\n${content(name).join("\n")}\n\n${end}`,
  );
}

/** Updates docs/performance.md. */
export async function writeDoc(results: Results): Promise<void> {
  await writeFile(DOC, fillDoc(await readFile(DOC, "utf8"), results));
}
