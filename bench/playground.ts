import { openBrowser } from "../infra/local/screenshots/browser.ts";
import type { Rounds } from "./benchmarks.ts";
import { forkLottery } from "./lottery/fork-lottery.ts";
import { median } from "./median.ts";
import { drawByPage } from "./playground/draw-by-page.ts";
import { growMemory } from "./playground/grow-memory.ts";
import { openPage, type Visit } from "./playground/open-page.ts";
import { startPlayground } from "./playground/start-playground.ts";
import { weighPage } from "./playground/weigh-page.ts";
import type { Report } from "./report/report.ts";
import { defineSubject, takeTurns } from "./take-turns.ts";

const RUNS = 5;

/** Measures the playground's start, its page, and its memory after many draws. */
export async function measurePlayground(rounds: Rounds): Promise<Report> {
  const runs = rounds(RUNS);
  const start = defineSubject(startPlayground);
  await takeTurns(runs, [start]);

  await using things = new AsyncDisposableStack();
  const lottery = things.use(await forkLottery(10_000));
  const browser = things.adopt(await openBrowser(), (it) => it.close());
  const { page } = lottery.endpoints;
  // The first visit fills the browser's own caches.
  await openPage(browser, page);
  const visits: Visit[] = [];
  for (let i = 0; i < runs; i++) visits.push(await openPage(browser, page));
  const weight = await weighPage(page);
  const frames = await drawByPage(browser, lottery);
  await lottery.idle();
  const memory = await growMemory(lottery);

  return {
    tables: {
      first: {
        title: `Start and first visit. Medians of ${runs}`,
        columns: [{ name: "Measure" }, { name: "Median" }, { name: "Unit" }],
        rows: [
          ["npm start until the ready line", median(start.values) / 1_000, "s"],
          ["opening the page until the first paint", median(visits.map((it) => it.painted)), "ms"],
          ["opening the page until a command can be typed", median(visits.map((it) => it.interactive)), "ms"],
          ["modules and libraries of the page", weight.files, "files"],
          ["the same, uncompressed", weight.kilobytes, "KB"],
          ["the same, compressed (gzip)", weight.compressed, "KB"],
        ],
      },
      frames: frames.table,
      memory: memory.table,
    },
    goals: [...frames.goals, ...memory.goals],
  };
}
