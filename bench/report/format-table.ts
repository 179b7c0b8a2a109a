import { formatFigure } from "./format-figure.ts";
import type { Table } from "./report.ts";

/** Formats a table as aligned lines of Markdown. */
export function formatTable({ columns, rows }: Table): string[] {
  const texts = [
    columns.map(({ name, unit }) => (unit ? `${name} (${unit})` : name)),
    ...rows.map((row) => row.map(formatFigure)),
  ];
  const isFigure = columns.map((_, i) => rows.some((row) => typeof row[i] === "number"));
  const widths = columns.map((_, i) => Math.max(3, ...texts.map((row) => row[i]?.length ?? 0)));
  const lines = texts.map(
    (row) =>
      `| ${row.map((text, i) => (isFigure[i] ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0))).join(" | ")} |`,
  );
  const rule = `| ${widths.map((width, i) => (isFigure[i] ? `${"-".repeat(width - 1)}:` : "-".repeat(width))).join(" | ")} |`;
  return lines.toSpliced(1, 0, rule);
}

/** Formats the bound of a goal. */
export function formatBound({
  atMost,
  atLeast,
  unit,
}: {
  atMost?: number | undefined;
  atLeast?: number | undefined;
  unit: string;
}): string {
  const bound =
    atMost === undefined ? `at least ${formatFigure(atLeast ?? null)}` : `at most ${formatFigure(atMost)}`;
  return `${bound} ${unit}`;
}
