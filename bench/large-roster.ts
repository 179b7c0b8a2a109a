import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "playwright-core";
import { locales } from "../bot/locales/locales.ts";
import { openBrowser } from "../infra/local/screenshots/browser.ts";
import type { Rounds } from "./benchmarks.ts";
import { typeCommand } from "./lottery/type-command.ts";
import { median } from "./median.ts";
import { openWorkspace } from "./playground/open-workspace.ts";
import { startWithRoster } from "./playground/start-with-roster.ts";
import type { Report } from "./report/report.ts";

const ROUNDS = 5;
const PEOPLE = 100_000;
/** Slack waits so long, in ms. */
const LIMIT = 3_000;
/** The most that one draw takes. */
const DRAW_MS = 120_000;
const TRIES = 10;
const TRY_AGAIN_MS = 1_000;

/** The times from the command until the form is in the browser, and until it says how many people can win, in ms. */
async function openForm(page: Page): Promise<{ opened: number; counted: number | undefined }> {
  const box = page.getByRole("textbox", { name: "Message #lottery" });
  await box.fill("/lottery draw");
  const begin = performance.now();
  await box.press("Enter");
  const form = page.getByRole("dialog", { name: "New draw" });
  await form.waitFor();
  const opened = performance.now() - begin;
  const count = form.getByText(/people can win|could not count/).first();
  await count.waitFor();
  const isCounted = (await count.innerText()).includes("people can win");
  const counted = isCounted ? performance.now() - begin : undefined;
  await page.keyboard.press("Escape");
  await form.waitFor({ state: "detached" });
  return { opened, counted };
}

/** Types a command until its response does not say that there was too little time. */
async function askUntilShown(page: Page, command: string, tooLate: string) {
  const messages = page.getByRole("log", { name: "Messages" }).getByRole("article");
  const begin = performance.now();
  const responses: number[] = [];
  while (responses.length < TRIES) {
    const before = await messages.count();
    const box = page.getByRole("textbox", { name: "Message #lottery" });
    await box.fill(`/lottery ${command}`);
    const typed = performance.now();
    await box.press("Enter");
    const response = messages.nth(before);
    await response.waitFor();
    responses.push(performance.now() - typed);
    if (!(await response.innerText()).includes(tooLate))
      return { responses, shown: performance.now() - begin };
    await wait(TRY_AGAIN_MS);
  }
  return { responses, shown: undefined };
}

/** Measures what reads the whole roster, on one machine with 100,000 people, where the database needs most of the time. */
export async function measureLargeRoster(rounds: Rounds): Promise<Report> {
  const people = rounds(PEOPLE);
  const times = rounds(ROUNDS);
  await using lottery = await startWithRoster(people);
  const browser = await openBrowser();
  try {
    const page = await openWorkspace(browser, lottery.page);
    await typeCommand(lottery.page, "draw 1");
    await page.getByRole("heading", { name: "Draw 1" }).waitFor({ timeout: DRAW_MS });
    const first = await openForm(page);
    const forms: Awaited<ReturnType<typeof openForm>>[] = [];
    for (let i = 0; i < times; i++) forms.push(await openForm(page));
    const roster = await askUntilShown(page, "roster", locales.en.roster.late);
    const search = await askUntilShown(page, "roster 张伟", locales.en.roster.late);
    const campaign = await askUntilShown(page, "campaign", "no such text");
    const slowest = Math.max(...roster.responses, ...search.responses, ...campaign.responses);
    const opened = [first, ...forms].map((form) => form.opened);
    const seconds = (ms = Number.POSITIVE_INFINITY) => (Number.isFinite(ms) ? ms / 1_000 : "not in time");
    return {
      tables: {
        views: {
          title: `With ${people.toLocaleString("en")} people on the roster, on one machine, after a draw, in a browser. The form: medians of ${times}`,
          columns: [
            { name: "View" },
            { name: "First response", unit: "s" },
            { name: "Complete", unit: "s" },
            { name: "Times asked" },
          ],
          rows: [
            ["the form of a draw, first time", seconds(first.opened), seconds(first.counted), 1],
            [
              "the form of a draw, again",
              seconds(median(forms.map((form) => form.opened))),
              seconds(median(forms.map(({ counted = Number.POSITIVE_INFINITY }) => counted))),
              1,
            ],
            ...[
              ["/lottery roster", roster] as const,
              ["/lottery roster with a search", search] as const,
              ["/lottery campaign", campaign] as const,
            ].map(([name, { responses, shown }]) => [
              name,
              seconds(responses[0]),
              seconds(shown),
              responses.length,
            ]),
          ],
        },
      },
      goals: [
        {
          goal: `The form of a draw opens with ${people.toLocaleString("en")} people on the roster, worst case`,
          reached: Math.max(...opened) / 1_000,
          unit: "s",
          atMost: LIMIT / 1_000,
        },
        {
          goal: "Responses of commands that read this roster, worst case",
          reached: slowest / 1_000,
          unit: "s",
          atMost: LIMIT / 1_000,
        },
      ],
    };
  } finally {
    await browser.close();
  }
}
