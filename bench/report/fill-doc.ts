import { readFile, writeFile } from "node:fs/promises";
import { formatFigure } from "./format-figure.ts";
import { formatBound, formatTable } from "./format-table.ts";
import { isMet, type Table } from "./report.ts";
import type { Results } from "./results.ts";

const DOC = new URL("../../docs/performance.md", import.meta.url);

function tabulateGoals(results: Results): Table {
  return {
    title: "How the figures stand with their goals",
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
 * The page with everything between `<!-- bench: … -->` and `<!-- end -->` as the results have it: the machine, the goals,
 * or a table, by the names of its benchmark and its own. What was not measured stays. Throws where a name is unknown.
 */
export function fillDoc(doc: string, results: Results): string {
  const content = (name: string): string[] => {
    if (name === "machine") return [describeMachine(results)];
    if (name === "goals") return formatTable(tabulateGoals(results));
    const [benchmark = "", table = ""] = name.split("/");
    const measured = results[benchmark]?.tables[table];
    if (!measured) throw new Error(`docs/performance.md shows ${name}, which is not in bench/results.json.`);
    return [`${measured.title}:`, "", ...formatTable(measured)];
  };
  return doc.replace(
    /(<!-- bench: (\S+) -->\n).*?(<!-- end -->)/gs,
    (_all, begin: string, name: string, end: string) => `${begin}\n${content(name).join("\n")}\n\n${end}`,
  );
}

/** Brings docs/performance.md up to date. */
export async function writeDoc(results: Results): Promise<void> {
  await writeFile(DOC, fillDoc(await readFile(DOC, "utf8"), results));
}
