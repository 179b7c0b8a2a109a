import * as echarts from "echarts";

interface Series {
  name: string;
  points: readonly (readonly [x: number, y: number])[];
  /** Whether this is a reference for comparison. */
  isReference?: boolean;
}

export interface LinePlot {
  title: string;
  x: { name: string; isLogarithmic?: boolean };
  y: { name: string; isLogarithmic?: boolean; most?: number };
  series: readonly Series[];
}

export interface BarPlot {
  title: string;
  unit: string;
  bars: readonly (readonly [name: string, value: number])[];
}

const WIDTH = 760;
const HEIGHT = 380;
const FONT = "system-ui, -apple-system, 'Segoe UI', sans-serif";

/** The colors of the light plot, and their replacements in the dark plot. */
const PAPER = ["#ffffff", "#0d1117"] as const;
const INK = ["#24292f", "#d0d7de"] as const;
const FAINT = ["#d8dee4", "#30363d"] as const;
/** From the palette of Okabe and Ito, which color-blind people can distinguish, on white and on black. */
const [BLUE, ORANGE, GREEN, PINK] = ["#0072b2", "#d55e00", "#009e73", "#b5588f"] as const;
const SERIES = [BLUE, ORANGE, GREEN, PINK];

const text = { color: INK[0], fontFamily: FONT, fontSize: 13 };

function render(title: string, height: number, option: echarts.EChartsOption): string {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height });
  chart.setOption({
    backgroundColor: PAPER[0],
    textStyle: text,
    animation: false,
    ...option,
  });
  // Removes the library's styles for mouse pointers.
  const svg = chart
    .renderToSVGString()
    .replace(/<style ><!\[CDATA\[.*?\]\]>\s*<\/style>\s*/s, "")
    .replaceAll(/ class="[^"]*"/g, "");
  chart.dispose();
  // The library writes the white fill of the reference marks as `#fff`.
  const dark = [PAPER, ["#fff", PAPER[1]] as const, INK, FAINT].map(
    ([light, night]) => `[fill="${light}"]{fill:${night}}[stroke="${light}"]{stroke:${night}}`,
  );
  // Dark on screens if the reader prefers it, light on paper.
  const style = `<style>@media screen and (prefers-color-scheme: dark){${dark.join("")}}</style>`;
  return `${svg.replace(">", `><title>${title}</title>${style}`)}\n`;
}

const formatTick = (value: number) => value.toLocaleString("en");

function axis(
  { name, isLogarithmic = false, most }: LinePlot["x"] & { most?: number },
  isX: boolean,
): echarts.XAXisComponentOption & echarts.YAXisComponentOption {
  return {
    type: isLogarithmic ? "log" : "value",
    name,
    nameLocation: isX ? "middle" : "end",
    nameGap: isX ? 30 : 16,
    nameTextStyle: { ...text, align: isX ? "center" : "left" },
    ...(most !== undefined && { max: most }),
    axisLabel: { ...text, formatter: formatTick },
    axisLine: { lineStyle: { color: INK[0] } },
    splitLine: { show: !isX, lineStyle: { color: FAINT[0] } },
  };
}

/** Draws a line plot as SVG, with dashed references. */
export function drawLines({ title, x, y, series }: LinePlot): string {
  return render(title, HEIGHT, {
    grid: {
      left: 16,
      right: 24,
      top: 64,
      bottom: 16,
      outerBoundsMode: "same",
    },
    legend: { top: 0, left: 0, textStyle: text, itemWidth: 32, itemGap: 20 },
    xAxis: axis(x, true),
    yAxis: axis(y, false),
    series: series.map(({ name, points, isReference = false }, i) => {
      const color = SERIES[(isReference ? i - Math.ceil(series.length / 2) : i) % SERIES.length] ?? INK[0];
      return {
        type: "line",
        name,
        data: points.map(([at, value]) => [at, value]),
        symbol: isReference ? "emptyCircle" : "circle",
        symbolSize: 7,
        itemStyle: { color },
        lineStyle: { color, width: 2, type: isReference ? "dashed" : "solid" },
      };
    }),
  });
}

/** Draws a bar plot as SVG, with a figure at each bar. */
export function drawBars({ title, unit, bars }: BarPlot): string {
  return render(title, 60 + 44 * bars.length, {
    grid: { left: 40, right: 90, top: 8, bottom: 8, outerBoundsMode: "same" },
    xAxis: { type: "value", show: false },
    yAxis: {
      type: "category",
      inverse: true,
      data: bars.map(([name]) => name),
      axisLabel: text,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: INK[0] } },
    },
    series: [
      {
        type: "bar",
        barWidth: 22,
        data: bars.map(([, value], i) => ({ value, itemStyle: { color: i === 0 ? ORANGE : BLUE } })),
        label: {
          ...text,
          show: true,
          position: "right",
          formatter: ({ value }) => `${Math.round(Number(value))} ${unit}`,
        },
      },
    ],
  });
}
