import { mkdir, writeFile } from "node:fs/promises";
import { type BarPlot, drawBars, drawLines, type LinePlot } from "./draw-plot.ts";
import type { Table } from "./report.ts";
import type { Results } from "./results.ts";

const IMAGES = new URL("../../docs/images/", import.meta.url);

/** Returns two columns of the wanted rows as points, without points above `most`. */
function pointsOf(
  { columns, rows }: Table,
  x: string,
  y: string,
  isWanted: (row: (name: string) => unknown) => boolean = () => true,
  most = Number.POSITIVE_INFINITY,
): [number, number][] {
  const at = (name: string) => columns.findIndex((column) => column.name === name);
  return rows.flatMap((row): [number, number][] => {
    const [a, b] = [row[at(x)], row[at(y)]];
    if (!isWanted((name) => row[at(name)])) return [];
    return typeof a === "number" && typeof b === "number" && b <= most ? [[a, b]] : [];
  });
}

const MOST_REQUESTS = 100_000;

function plotRequests(comparison: Table): LinePlot {
  const sizes = [...new Set(comparison.rows.map(([winners]) => Number(winners)))];
  const line = (y: string) => (winners: number) =>
    pointsOf(comparison, "Have won", y, (row) => row("Winners") === winners, MOST_REQUESTS);
  const name = (winners: number) => `${winners.toLocaleString("en")} ${winners === 1 ? "winner" : "winners"}`;
  return {
    title: "Requests of a draw by the share of past winners",
    x: { name: "have won before (%)" },
    y: { name: "requests to DynamoDB; dashed: the predecessor", isLogarithmic: true, most: MOST_REQUESTS },
    series: [
      ...sizes.map((winners) => ({ name: name(winners), points: line("Requests")(winners) })),
      ...sizes.map((winners) => ({
        name: name(winners),
        points: line("Predecessor: requests")(winners),
        isReference: true,
      })),
    ],
  };
}

function plotStart({ rows }: Table): BarPlot {
  return {
    title: "Milliseconds to the first response",
    unit: "ms",
    bars: rows.map(([name, median]) => [String(name), Number(median)] as const),
  };
}

function plotRates(rates: Table): LinePlot {
  const commands = [...new Set(rates.rows.map(([command]) => String(command)))];
  return {
    title: "Response times at a rising rate",
    x: { name: "commands per second", isLogarithmic: true },
    y: { name: "ms until 95 % of the responses", isLogarithmic: true },
    series: commands.map((name) => ({
      name,
      points: pointsOf(rates, "Rate", "95 %", (row) => row("Command") === name),
    })),
  };
}

/** Draws the plots of docs/performance.md from the latest results. */
export async function drawPlots(results: Results): Promise<void> {
  await mkdir(IMAGES, { recursive: true });
  const draw = async (name: string, benchmark: string, table: string, plot: (table: Table) => string) => {
    const measured = results[benchmark]?.tables[table];
    if (measured) await writeFile(new URL(`${name}.svg`, IMAGES), plot(measured));
  };
  await draw("cold-start", "cold-start", "start", (table) => drawBars(plotStart(table)));
  await draw("draw-requests", "draw-calls", "comparison", (table) => drawLines(plotRequests(table)));
  await draw("draw-time-winners", "draw-time", "winners", (table) =>
    drawLines({
      title: "Time of a draw by winners",
      x: { name: "winners", isLogarithmic: true },
      y: { name: "ms until announced", isLogarithmic: true },
      series: [{ name: "among 10,000 people", points: pointsOf(table, "Winners", "Median") }],
    }),
  );
  await draw("draw-time-people", "draw-time", "people", (table) =>
    drawLines({
      title: "Time of a draw by people",
      x: { name: "people", isLogarithmic: true },
      y: { name: "ms until announced" },
      series: [{ name: "2 winners", points: pointsOf(table, "People", "Median") }],
    }),
  );
  await draw("load", "load", "rates", (table) => drawLines(plotRates(table)));
  await draw("memory", "playground", "memory", (table) =>
    drawLines({
      title: "Memory by draws",
      x: { name: "draws so far" },
      y: { name: "MB" },
      series: [{ name: "heap of the whole stack", points: pointsOf(table, "Draws", "Heap") }],
    }),
  );
}
