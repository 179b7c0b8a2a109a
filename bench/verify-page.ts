import { readFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { openBrowser } from "../infra/local/screenshots/browser.ts";
import { planDraw } from "../test/support/planned-draw.ts";
import { planLedger } from "../test/support/planned-ledger.ts";
import type { Fates } from "../test/support/planned-list.ts";
import type { Rounds } from "./benchmarks.ts";
import { median } from "./median.ts";
import type { Report } from "./report/report.ts";

const RUNS = 9;
const PEOPLE = 100_000;
const PAGE = fileURLToPath(new URL("../docs/verify.html", import.meta.url));

/** A list on which half of the people can win. */
const fates: Fates = Object.fromEntries(
  Array.from({ length: PEOPLE / 2 }, (_, i) => [2 * i + 1, { outcome: i % 10 === 0 ? "left" : "won" }]),
);

/** What is verified, from the smallest to the largest. */
const subjects = {
  "1 winner of 10 people": () => planDraw({ size: 10, winners: 1 }),
  "10 winners of 100,000 people": () => planDraw({ size: PEOPLE, winners: 10, fates }),
  "1,000 winners of 100,000 people": () => planDraw({ size: PEOPLE, winners: 1_000, fates }),
  "a ledger of 100 draws, 10 winners of 1,000 people each": () =>
    planLedger(
      Array.from({ length: 100 }, (_, no) => ({
        size: 1_000,
        winners: 10,
        fates: Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [i + 1, { id: `E${no}-${i}` }])),
      })),
    ),
};
const LARGEST: keyof typeof subjects = "1,000 winners of 100,000 people";

/** Milliseconds from pasting an export into the page, which was just opened, until the verdict is painted. */
async function timeVerdict(browser: Browser, content: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.goto(pathToFileURL(PAGE).href);
    const { took, verdict } = await page.evaluate(async (pasted) => {
      const result = document.querySelector<HTMLElement>("#verdict");
      const source = document.querySelector<HTMLTextAreaElement>("#draw");
      if (!result || !source) throw new Error("The page has no verdict or no input.");
      const verdictOf = () => result.dataset["verdict"];
      const begin = performance.now();
      source.value = pasted;
      document.querySelector<HTMLElement>("#check")?.click();
      do await new Promise(requestAnimationFrame);
      while (verdictOf() === "checking");
      await new Promise((resolve) => setTimeout(resolve));
      return { took: performance.now() - begin, verdict: verdictOf() };
    }, content);
    if (verdict !== "valid") throw new Error(`The page says that the draw is ${verdict}.`);
    return took;
  } finally {
    await context.close();
  }
}

/** Measures how long docs/verify.html takes in a browser. */
export async function measureVerifyPage(rounds: Rounds): Promise<Report> {
  const runs = rounds(RUNS);
  await using things = new AsyncDisposableStack();
  const browser = things.adopt(await openBrowser(), (it) => it.close());
  const rows: [string, number, number][] = [];
  for (const [name, plan] of Object.entries(subjects)) {
    const content = JSON.stringify(plan());
    await timeVerdict(browser, content);
    const times: number[] = [];
    for (let i = 0; i < runs; i++) times.push(await timeVerdict(browser, content));
    rows.push([name, content.length / 1_000, median(times)]);
  }
  const page = await readFile(PAGE);
  const [, , largest = Number.NaN] = rows.find(([name]) => name === LARGEST) ?? [];
  return {
    tables: {
      time: {
        title: `From pasting an export into the page, which was just opened, until the verdict is painted. Medians of ${runs}`,
        columns: [{ name: "Export" }, { name: "Size", unit: "KB" }, { name: "Time", unit: "ms" }],
        rows,
      },
      size: {
        title: "The page",
        columns: [{ name: "Measure" }, { name: "Size", unit: "KB" }],
        rows: [
          ["the whole page", page.length / 1_000],
          ["the same, compressed (gzip)", gzipSync(page).length / 1_000],
        ],
      },
    },
    goals: [
      {
        goal: "Verifying 1,000 winners of 100,000 people on the page",
        reached: largest / 1_000,
        unit: "s",
        atMost: 2,
      },
      { goal: "The page that verifies draws", reached: page.length / 1_000, unit: "KB", atMost: 150 },
    ],
  };
}
