import type { Browser, Request } from "playwright-core";
import type { ForkedLottery } from "../lottery/fork-lottery.ts";
import { quantile } from "../median.ts";
import type { Goal, Table } from "../report/report.ts";

const DRAWS = 200;
/** A longer frame is felt as a hitch. */
const LONG_FRAME_MS = 100;

/** Starts 200 draws from the page as fast as it takes them, and watches how smoothly it draws meanwhile. */
export async function drawByPage(
  browser: Browser,
  { endpoints, ledger, settled }: ForkedLottery,
): Promise<{ table: Table; goals: Goal[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(endpoints.page);
  const box = page.getByRole("textbox");
  await page.getByRole("radio", { name: "Olivia Operator" }).waitFor();

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
  const answered = Promise.withResolvers<void>();
  let open = DRAWS;
  const note = (request: Request) => {
    if (request.url().endsWith("/playground/command") && --open === 0) answered.resolve();
  };
  page.on("requestfinished", note);
  page.on("requestfailed", note);
  const begin = performance.now();
  for (let i = 0; i < DRAWS; i++) {
    await box.fill("/lottery draw 1");
    await box.press("Enter");
  }
  const typed = performance.now() - begin;
  // The browser sends no more than six at once.
  await answered.promise;
  await settled();
  const draws = (await ledger.history(DRAWS)).entries.flatMap(({ draw }) => draw ?? []);
  const drawn = draws.filter(({ status, pending }) => status === "drawn" && !pending);
  await page.getByRole("heading", { name: `Draw ${drawn[0]?.draw_no}` }).waitFor();
  const told = performance.now() - begin;
  const times = await frames.evaluate((all) => all);
  await context.close();
  const long = times.filter((time) => time > LONG_FRAME_MS).length;
  return {
    table: {
      title: `${DRAWS} draws started from the page as fast as it takes them`,
      columns: [{ name: "What" }, { name: "Figure" }, { name: "Unit" }],
      rows: [
        ["until all are typed", typed / 1_000, "s"],
        ["until the last is announced on the page", told / 1_000, "s"],
        ["between two frames, median", quantile(times, 0.5), "ms"],
        ["between two frames, 95 %", quantile(times, 0.95), "ms"],
        ["between two frames, 99 %", quantile(times, 0.99), "ms"],
        ["the longest", quantile(times, 1), "ms"],
        [`frames longer than ${LONG_FRAME_MS} ms`, (100 * long) / times.length, "%"],
      ],
    },
    goals: [
      { goal: "Draws of these that are drawn and told", reached: drawn.length, unit: "", atLeast: DRAWS },
      {
        goal: "95 % of the frames while 200 draws run",
        reached: quantile(times, 0.95),
        unit: "ms",
        atMost: 50,
      },
    ],
  };
}
