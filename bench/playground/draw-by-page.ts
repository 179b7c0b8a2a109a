import type { Browser, Request } from "playwright-core";
import type { ForkedLottery } from "../lottery/fork-lottery.ts";
import { quantile } from "../median.ts";
import type { Goal, Table } from "../report/report.ts";
import { openWorkspace } from "./open-workspace.ts";

const DRAWS = 200;
/** Longer frames are visible as stuttering. */
const LONG_FRAME_MS = 100;

/** Starts 200 draws from the page as fast as possible, and measures the frame times of the page. */
export async function drawByPage(
  browser: Browser,
  { endpoints, ledger, idle }: ForkedLottery,
): Promise<{ table: Table; goals: Goal[] }> {
  const page = await openWorkspace(browser, endpoints.page);
  const box = page.getByRole("textbox");

  const frames = await page.evaluateHandle(() => {
    const times: number[] = [];
    let last = performance.now();
    const note = (now: number) => {
      times.push(now - last);
      last = now;
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
    return times;
  });
  const completed = Promise.withResolvers<void>();
  let open = DRAWS;
  const note = (request: Request) => {
    if (request.url().endsWith("/playground/command") && --open === 0) completed.resolve();
  };
  page.on("requestfinished", note);
  page.on("requestfailed", note);
  const begin = performance.now();
  for (let i = 0; i < DRAWS; i++) {
    await box.fill("/lottery draw 1");
    await box.press("Enter");
  }
  const typed = performance.now() - begin;
  // The browser sends at most six requests at the same time.
  await completed.promise;
  await idle();
  const draws = (await ledger.history(DRAWS)).entries.flatMap(({ draw }) => draw ?? []);
  const drawn = draws.filter(({ status, pending }) => status === "drawn" && !pending);
  await page.getByRole("heading", { name: `Draw ${drawn[0]?.draw_no}` }).waitFor();
  const announced = performance.now() - begin;
  const times = await frames.evaluate((all) => all);
  await page.context().close();
  const long = times.filter((time) => time > LONG_FRAME_MS).length;
  return {
    table: {
      title: `${DRAWS} draws started from the page as fast as possible`,
      columns: [{ name: "Measure" }, { name: "Value" }, { name: "Unit" }],
      rows: [
        ["until all are typed", typed / 1_000, "s"],
        ["until the last is announced on the page", announced / 1_000, "s"],
        ["frame time, median", quantile(times, 0.5), "ms"],
        ["frame time, 95 %", quantile(times, 0.95), "ms"],
        ["frame time, 99 %", quantile(times, 0.99), "ms"],
        ["frame time, longest", quantile(times, 1), "ms"],
        [`frames longer than ${LONG_FRAME_MS} ms`, (100 * long) / times.length, "%"],
      ],
    },
    goals: [
      {
        goal: "Draws from the page that are drawn and announced",
        reached: drawn.length,
        unit: "",
        atLeast: DRAWS,
      },
      {
        goal: "Frame time during 200 draws, 95 %",
        reached: quantile(times, 0.95),
        unit: "ms",
        atMost: 50,
      },
    ],
  };
}
