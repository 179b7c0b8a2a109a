/** @module-tag slow */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Command } from "../../../bot/commands/command.ts";
import { type CommandName, commands } from "../../../bot/commands/registry.ts";
import { locales } from "../../../bot/locales/locales.ts";
import { QUESTION_BLOCK } from "../../../bot/messages/confirmation.ts";
import { pickOneIn } from "../../support/one-in.ts";
import { startLottery } from "../../support/start-lottery.ts";
import type { Act } from "./acts.ts";
import { checkSaid, checkUnchanged, textsOf } from "./check-said.ts";
import { ADDED_OPERATOR, CHINESE_OPERATOR, GUEST, MEMBER, OPERATOR, STRANGER } from "./open-bot.ts";
import { openCases } from "./open-cases.ts";
import { idOf, type LastAct, openMatrix } from "./open-matrix.ts";
import { describeContent } from "./tables.ts";

const names = Object.keys(commands) as CommandName[];
const texts = locales.en;
const TOO_LATE_SECONDS = 16 * 60;

/** The buttons that change something without a question that expires: they do so for as long as the message is there. */
const AT_ANY_TIME = new Set([
  "lottery_exclude_choose",
  "lottery_include_choose",
  "lottery_handed_mark",
  "lottery_handed_unmark",
  "lottery_me_in",
  "lottery_import_apply",
  "lottery_import_left",
  "lottery_import_cancel",
  "lottery_import_dayfirst",
  "lottery_import_monthfirst",
]);

let opened: Awaited<ReturnType<typeof openCases>>;
beforeAll(async () => {
  opened = await openCases();
});
afterAll(() => opened.close());

/** Members may not do what is for operators; guests and people of other workspaces may not either. */
async function checkPermission(
  last: LastAct,
  { isForOperators, own }: { isForOperators: boolean; own: string },
) {
  for (const [user, refusal] of [
    [MEMBER, texts.operatorsOnly],
    [GUEST, texts.accounts.guest],
    [STRANGER, texts.accounts.external],
  ] as const) {
    if (user === own) continue;
    const shown = await last.run({ user });
    checkSaid(shown);
    if (isForOperators) expect(textsOf(shown)).toEqual([refusal]);
    await checkUnchanged(shown, last);
  }
  const shown = await last.run({ team: "T0OTHER" });
  expect(textsOf(shown)).toEqual([texts.otherWorkspace]);
  await checkUnchanged(shown, last);
}

/** A question that was asked long ago is not answered any more, and a button with a malformed value does nothing. */
async function checkButton(last: LastAct, button: Extract<Act, { click: string }>) {
  for (const value of ["", "{", "99:99"]) {
    const shown = await last.run({}, { ...button, value });
    checkSaid(shown);
    await checkUnchanged(shown, last);
  }
  if (AT_ANY_TIME.has(button.click)) return;
  const postedAt = opened.clock.now().getTime() / 1_000 - TOO_LATE_SECONDS;
  const late = await last.run({ postedAt });
  checkSaid(late);
  if (last.block === QUESTION_BLOCK) expect(textsOf(late)).toEqual([texts.expired]);
  await checkUnchanged(late, last);
}

/** What is done twice is done once: a button or a form also by another person, and a typed request that is delivered twice. */
async function checkOnce({ run, read }: LastAct, { isTyped, other }: { isTyped: boolean; other: string }) {
  const first = await run();
  const after = describeContent(await read());
  const again = await run(isTyped ? {} : { user: other, trigger: "another" });
  checkSaid(first);
  checkSaid(again);
  expect(describeContent(await read())).toEqual(after);
  expect(again.done.started).toEqual(first.done.started);
}

describe.for(names)("/lottery %s", (name) => {
  test("has a case for each of its buttons, forms and fields", async () => {
    const ids = new Set(
      opened.cases[name].works.map((path) => idOf(path.at(-1))).filter((id) => id !== undefined),
    );
    expect([...ids].sort()).toEqual(await opened.matrix.listActions(name));
  });

  test("is refused to those who may not, too late, and with malformed buttons; what is done twice is done once", async () => {
    const { works, user } = opened.cases[name];
    const command: Command = commands[name];
    // `npm test` does every fifth act, `npm run attacks` all of them.
    for (const at of pickOneIn(5, [...works.keys()])) {
      const path = works[at] ?? [];
      const button = path.at(-1);
      const isTyped = idOf(button) === undefined;
      const isForOperators = command.needsOperator || (command.needsOperatorToChange === true && !isTyped);
      await opened.matrix.withPath(
        path,
        async (last) => {
          await checkPermission(last, { isForOperators, own: user ?? OPERATOR });
          if (button && "click" in button) await checkButton(last, button);
          await checkOnce(last, { isTyped, other: user ?? ADDED_OPERATOR });
        },
        user,
      );
    }
  });

  test("says what is wrong, in the language of the person, and changes nothing", async () => {
    const { refuses, user } = opened.cases[name];
    for (const [path, sentence] of refuses)
      await opened.matrix.withPath(
        path,
        async (last) => {
          for (const [each, locale] of [
            [user ?? OPERATOR, "en"],
            [CHINESE_OPERATOR, "zh-CN"],
          ] as const) {
            const shown = await last.run({ user: each });
            checkSaid(shown);
            expect(textsOf(shown).join("\n")).toContain(sentence(locales[locale]));
            await checkUnchanged(shown, last);
          }
        },
        user,
      );
  });
});

test("every command says what to do in a lottery without people, draws and prizes", async () => {
  await using lottery = await startLottery({ roster: [] });
  const empty = await openMatrix({ lottery });
  for (const name of names) {
    const {
      empty: [path, sentence],
      user,
    } = opened.cases[name];
    await empty.withPath(
      path,
      async (last) => {
        const shown = await last.run();
        checkSaid(shown);
        expect(textsOf(shown).join("\n"), name).toContain(sentence(texts));
        await checkUnchanged(shown, last);
      },
      user,
    );
  }
  empty.close();
});

test("no button on the Home tab is refused to the person who sees it, and every command answers there", async () => {
  const home = async (user: string, name: CommandName) =>
    await opened.matrix.withPath(
      [{ home: name }],
      async (last) => {
        const shown = await last.run();
        checkSaid(shown);
        await checkUnchanged(shown, last);
        return textsOf(shown).join("\n");
      },
      user,
    );
  for (const name of names) {
    expect(await home(OPERATOR, name)).not.toContain(texts.operatorsOnly);
    const isForMembers = !commands[name].needsOperator;
    const answer = await home(MEMBER, name);
    if (isForMembers) expect(answer, name).not.toContain(texts.operatorsOnly);
  }
});
