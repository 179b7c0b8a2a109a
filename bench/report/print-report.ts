import { formatFigure } from "./format-figure.ts";
import { formatBound, formatTable } from "./format-table.ts";
import { isMet, type Report } from "./report.ts";

/** Prints the report of a benchmark. */
export function printReport({ tables, goals }: Report): void {
  for (const table of Object.values(tables)) console.log(["", table.title, ...formatTable(table)].join("\n"));
  console.log();
  for (const goal of goals)
    console.log(
      `${isMet(goal) ? "✓" : "✗"} ${goal.goal}: ${formatFigure(goal.reached)} ${goal.unit} (${formatBound(goal)})`,
    );
}
