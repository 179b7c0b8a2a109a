/** @module-tag slow */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type CommandName, commands } from "../../../bot/commands/registry.ts";
import { locales } from "../../../bot/locales/locales.ts";
import { formatPlan } from "../../../bot/messages/import-plan.ts";
import { pickOneIn } from "../../support/one-in.ts";
import type { Shown } from "./acts.ts";
import type { Path } from "./case.ts";
import { checkSaid, textsOf } from "./check-said.ts";
import { type Faults, MEMBER, NEWCOMER } from "./open-bot.ts";
import { openCases } from "./open-cases.ts";
import { describePath, hasWritten, type LastAct } from "./open-matrix.ts";
import { PLANS } from "./planned-imports.ts";
import { describeContent } from "./tables.ts";

const names = Object.keys(commands) as CommandName[];
const texts = locales.en;
const { draw, revision, forms, people, operators } = texts;

let opened: Awaited<ReturnType<typeof openCases>>;
beforeAll(async () => {
  opened = await openCases({ isCold: true });
});
beforeEach(() => {
  opened.log.lines.length = 0;
});
afterAll(() => opened.close());

const CLAIMS_NOTHING = /othing was (?:changed|done|drawn|saved)/;

/** `npm test` lets one in so many calls fail, others for each act, in every second act; `npm run attacks` all of them. */
const STEP = 30;

/** What fails, and the sentences that may replace what is said otherwise. */
interface Failure {
  faults: Faults;
  allowed: readonly string[];
  /** The answer is nothing to log, or what would log it is replaced by the test. */
  isOrdinary?: boolean;
}

/** What an act says and does if nothing fails. */
interface Well {
  said: string;
  shown: Shown;
  after: string[];
}

const saidIn = (shown: Shown): string => textsOf(shown).join("\n");

const isSame = (a: readonly string[], b: readonly string[]): boolean => a.join("\n") === b.join("\n");

/**
 * Checks what an act says and does while something fails. Returns what is wrong. If it does not confirm a change, doing the
 * same again must make it.
 */
async function findFault(
  { run, read, before }: LastAct,
  well: Well,
  { faults, allowed, isOrdinary = false }: Failure,
): Promise<string | undefined> {
  const shown = await run({ faults });
  checkSaid(shown);
  const said = saidIn(shown);
  const content = describeContent(await read());
  const isLogged = opened.log.lines.length > 0;
  opened.log.lines.length = 0;
  if (said === well.said) return isSame(content, well.after) ? undefined : "confirms what is not done";
  if (!allowed.includes(said)) return `says: ${said}`;
  if (CLAIMS_NOTHING.test(said) && !isSame(content, describeContent(before)))
    return `claims that nothing was changed, or is silent about it: ${said}`;
  if (!isLogged && !isOrdinary) return `does not log why it says: ${said}`;
  if (!hasWritten(well.shown)) return undefined;
  const again = await run();
  return isSame(describeContent(await read()), well.after)
    ? undefined
    : `does not do it when asked again: ${saidIn(again)}`;
}

describe.for(names)("/lottery %s", (name) => {
  const withPath = <Result>(path: Path, work: (last: LastAct) => Promise<Result>) =>
    opened.matrix.withPath(path, work, opened.cases[name].user);

  const runWell = (path: Path): Promise<Well> =>
    withPath(path, async ({ run, read }) => {
      const shown = await run();
      return { shown, said: saidIn(shown), after: describeContent(await read()) };
    });

  test("tells the truth if any call to DynamoDB, Step Functions, Lambda or Slack fails, and can be done again", async () => {
    const problems: string[] = [];
    const struck = new Set<string>();
    let first = names.indexOf(name);
    const { works } = opened.cases[name];
    for (const at of pickOneIn(3, [...works.keys()])) {
      const path = works[at] ?? [];
      const well = await runWell(path);
      const { requests, calls } = well.shown.done;
      const [kind] = Object.keys(path.at(-1) ?? {});
      const does = JSON.stringify([
        kind,
        requests.map((each) => each.name),
        calls.map(({ method }) => method),
      ]);
      // Acts that only read the same fail in the same way.
      if (!hasWritten(well.shown) && struck.has(does)) continue;
      struck.add(does);
      const failures = listFailures(well.shown);
      const chosen = pickOneIn(STEP, [...failures.keys()], first++);
      for (const each of failures.filter((_, i) => chosen.includes(i))) {
        const problem = await withPath(path, (last) => findFault(last, well, each));
        if (problem) problems.push(`${describePath(path)}, ${JSON.stringify(each.faults)}: ${problem}`);
      }
    }
    expect(problems).toEqual([]);
  });
});

/** What a form says if Slack does not open or change it. */
const REFUSALS = {
  ratelimited: forms.postponed,
  not_in_channel: forms.refused("not_in_channel"),
  channel_not_found: forms.refused("channel_not_found"),
  is_archived: forms.refused("is_archived"),
  account_inactive: forms.unauthorized,
  trigger_expired: forms.expired,
  an_error_of_next_year: forms.refused("an_error_of_next_year"),
  429: forms.postponed,
  500: forms.notConfirmed,
};

/** What is said if Slack does not say who somebody is. */
const UNKNOWN = [
  texts.accounts.unknown,
  people.cannotAdd.unknown(`<@${NEWCOMER}>`),
  people.noProfile(`<@${NEWCOMER}>`),
  operators.cannotAdd.unknown(`<@${MEMBER}>`),
  // If Slack does not show the channel to the bot.
  draw.notHere["not-invited"],
  draw.form.errors.channels["not-invited"],
];

/** Everything that can fail while an act is done that does this if all is well. */
function listFailures({ done: { requests, calls, started, files } }: Shown): Failure[] {
  const lost = requests.flatMap(({ isWrite }, at) =>
    (isWrite ? (["refused", "lost"] as const) : (["refused"] as const)).map((kind) => ({
      faults: { request: { at, kind } },
      allowed: [texts.trouble, texts.notConfirmed],
    })),
  );
  const notStarted = {
    faults: { noStart: true },
    allowed: [
      draw.notStarted,
      revision.notStarted(1),
      texts.export.notRequested,
      texts.imports.notStarted,
      formatPlan({ ...PLANS.ready, notice: texts.imports.notStarted }, texts).text,
    ],
    isOrdinary: true,
  };
  // A response to a click is the last thing that happens; `test/bot/slack/app.test.ts` has it refused.
  const methods = new Set(calls.map(({ method }) => method).filter((method) => method !== "response"));
  const refused = [...methods].flatMap((method) =>
    Object.entries(REFUSALS).map(([code, sentence]) => ({
      faults: { slack: { [method]: Number(code) || code } },
      allowed: [sentence, ...UNKNOWN],
      isOrdinary: method === "conversations.info",
    })),
  );
  return [...lost, ...(started.length + files.length > 0 ? [notStarted] : []), ...refused];
}
