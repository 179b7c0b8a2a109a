import { parseArgs } from "node:util";
import type { Locator, Page } from "playwright-core";
import { locales } from "../../../bot/locales/locales.ts";
import type { Locale } from "../../../data/runtime/environment.ts";
import { formatLateGuests, INTERNS, LEADERS } from "./party/guests.ts";
import { importGuests } from "./party/import-guests.ts";
import { createPictures, WIDTH } from "./party/pictures.ts";
import { partyWords } from "./party/words.ts";
import { announcement, messages, openWorkspace } from "./workspace.ts";

/** The day until which people are away. */
const UNTIL = `${new Date().getUTCFullYear() + 1}-01-31`;

/** The whole tab, before the first draw. */
const HOME_HEIGHT = 900;

/** Takes the pictures of docs/guide.md, or with `zh-CN` those of its Chinese counterpart: `npm run screenshots`. */
async function takeGuide(locale: Locale): Promise<void> {
  const texts = locales[locale];
  const words = partyWords[locale];
  await using workspace = await openWorkspace({ LOTTERY_LOCALE: locale });
  await importGuests();
  const page = await workspace.open({ width: WIDTH, height: 1_400, colorScheme: "light", scale: 1.5 });
  const pictures = await createPictures(page, locale);
  const form = page.locator("dialog:not([hidden])").last();
  const newest = messages(page).last();
  const press = (scope: Locator | Page, name: string) =>
    scope.getByRole("button", { name, exact: true }).last().click();

  const type = async (text: string) => {
    await page.locator("#message-box").fill(text);
    await page.keyboard.press("Enter");
  };
  /** Types a command and waits for its answer. */
  const ask = async (text: string) => {
    const before = await messages(page).count();
    await type(text);
    await messages(page).nth(before).waitFor();
  };
  const closeForm = async () => {
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  };
  const [grand, second, third] = words.prizes.map(({ name }) => name);
  if (!grand || !second || !third) throw new Error("The party has three prizes.");

  /** Draws with the form. `picture` is the name of its picture. */
  const drawWithForm = async (prize: string, drawNo: number, picture?: string) => {
    const { form: say } = texts.draw;
    await type("/lottery draw");
    await form.getByRole("combobox", { name: say.who }).selectOption({ label: say.whoOptions.not });
    for (const { name } of [LEADERS, INTERNS])
      await form.getByRole("checkbox", { name: new RegExp(`^${name}`) }).check();
    await form
      .getByText(/1,8[0-9][0-9]/)
      .first()
      .waitFor();
    if (picture) await pictures.takeForm(picture);
    await press(form, say.submit);
    await announcement(page, prize)
      .filter({ hasText: `verify ${drawNo}` })
      .waitFor();
  };

  // The list of people.
  const { imports } = texts;
  await type("/lottery import");
  await form.getByLabel(imports.file.label).setInputFiles({
    name: words.listFile,
    mimeType: "text/csv",
    buffer: Buffer.from(formatLateGuests(words.lateGuest)),
  });
  await pictures.takeForm("import");
  await press(form, imports.submit);
  await page.getByRole("button", { name: imports.plan.resolve }).waitFor();
  await pictures.takeMessage(newest, "import-plan");
  await press(page, imports.plan.resolve);
  await pictures.takeForm("import-question");
  await closeForm();
  await press(newest, texts.cancel);
  await messages(page).filter({ hasText: texts.cancelled }).waitFor();
  await type("/lottery sync #lottery");
  await form.getByRole("checkbox").last().waitFor();
  await pictures.takeForm("sync");
  await press(form, imports.submit);
  await messages(page).getByRole("button", { name: texts.cancel }).waitFor();
  await pictures.takeMessage(newest, "sync-plan");
  await press(newest, texts.cancel);
  await messages(page).filter({ hasText: texts.cancelled }).nth(1).waitFor();
  await ask("/lottery roster");
  await pictures.takeMessage(newest, "roster");
  await ask(`/lottery roster ${words.ambiguous}`);
  await pictures.takeMessage(newest, "roster-search");

  // The campaign.
  await ask(`/lottery campaign new ${words.campaign}`);
  await pictures.takeMessage(newest, "campaign-question");
  await press(page, texts.campaign.start);
  await messages(page)
    .filter({ hasText: texts.campaign.isStarted(words.campaign) })
    .waitFor();

  // The prizes.
  await type("/lottery prizes");
  await press(form, texts.prizes.edit);
  await form.getByRole("textbox").fill(words.list);
  await pictures.takeForm("prizes-edit");
  await press(form, texts.prizes.save);
  await form.getByText(texts.prizes.saved).waitFor();
  await pictures.takeForm("prizes");
  await closeForm();

  // Who cannot win.
  for (let number = 48; number < 48 + 11; number++)
    await ask(`/lottery exclude E00${number} until ${UNTIL} ${words.onLeave}`);
  await ask(`/lottery exclude ${words.ambiguous} until ${UNTIL} ${words.onLeave}`);
  await pictures.takeMessage(newest, "exclude-choose");
  await page.getByRole("button", { name: texts.exclude.choose }).last().click();
  await messages(page).filter({ hasText: UNTIL }).nth(11).waitFor();
  await pictures.takeMessage(newest, "excluded");
  await ask("/lottery campaign");
  await pictures.takeMessage(newest, "campaign");

  await page.locator(".place-switch").first().click();
  await page.locator(".app-panel .header").first().waitFor();
  await pictures.takePage("home", HOME_HEIGHT);
  await page.locator(".place-switch").first().click();

  // The draws.
  await drawWithForm(grand, 1, "draw-form");
  await pictures.takeMessage(announcement(page, grand), "announcement");
  await drawWithForm(second, 2);
  await ask(`/lottery draw 20 ${third}`);
  await announcement(page, third).filter({ hasText: "verify 3" }).waitFor();

  // Somebody is absent.
  await ask(`/lottery redraw 2 1 ${words.notHere}`);
  await pictures.takeMessage(newest, "redraw-question");
  await press(page, texts.redraw.confirm);
  await announcement(page, second).locator("s").waitFor();
  await pictures.takeMessage(newest, "redraw-note");

  // A draw was wrong.
  await ask(`/lottery void 3 ${words.tooEarly}`);
  await press(page, texts.void.confirm);
  await messages(page)
    .getByRole("heading", { name: `🚫 ${third}` })
    .waitFor();
  await pictures.takeMessage(
    messages(page).filter({ has: page.getByRole("heading", { name: `🚫 ${third}` }) }),
    "void",
  );
  await drawWithForm(third, 4);

  // The hand-over.
  await ask("/lottery handed 2");
  await page.getByRole("button", { name: texts.handed.mark }).first().click();
  await page.getByRole("button", { name: texts.handed.unmark }).first().waitFor();
  await pictures.takeMessage(newest, "handed");
  await ask("/lottery export");
  await page.locator("a.file").waitFor();
  await pictures.takeMessage(newest, "export");
}

const { positionals } = parseArgs({ allowPositionals: true });
await takeGuide(positionals[0] === "zh-CN" ? "zh-CN" : "en");
