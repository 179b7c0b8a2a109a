import { userInfo } from "node:os";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { employeeId } from "../../data/people/employee.ts";
import { createRecovery } from "../../workflow/attempt/recovery.ts";
import { WrongUsage } from "./command/command-error.ts";
import { runCommand } from "./command/run-command.ts";
import { describeSurvey } from "./person/describe-survey.ts";
import { createEraseEverywhere } from "./person/erase-everywhere.ts";
import { openPersonStores } from "./person/open-person-stores.ts";
import { isAnythingStored, surveyPerson } from "./person/survey-person.ts";
import { printable } from "./printable.ts";
import { announceChange, readTarget, stackOption } from "./stack/stack-option.ts";

const USAGE = "npm run --silent erase -- [--stack <name>] [--by <name>] [--yes] <employee id>";

/** `npm run erase`: shows what is stored about a person and, with `--yes`, erases it. */
async function run(): Promise<string> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { ...stackOption, by: { type: "string" }, yes: { type: "boolean", default: false } },
  });
  const [text, ...extra] = positionals;
  const id = employeeId.safeParse(text);
  if (!id.success || extra.length > 0) throw new WrongUsage();
  const target = await readTarget(values.stack, process.env);
  const stores = openPersonStores(target.environment);
  const now = () => new Date();

  if (!values.yes) {
    const survey = await surveyPerson(stores, id.data, now());
    const isAnything = isAnythingStored(survey) || survey.begun !== undefined;
    const next = "Nothing was erased. Add --yes to erase all of this for good. Draws stay valid without it.";
    return [describeSurvey(survey, stores.tables), ...(isAnything ? [next] : [])].join("\n");
  }
  announceChange(target, Object.values(stores.tables));
  const eraseEverywhere = createEraseEverywhere({
    stores,
    recovery: createRecovery({ ...stores, now }),
    wait(milliseconds) {
      console.error(
        `Waiting ${milliseconds / 1_000} seconds for draws that have read the roster before. If you stop here, run the command again.`,
      );
      return setTimeout(milliseconds);
    },
    now,
  });
  const erased = await eraseEverywhere(id.data, values.by ?? userInfo().username);
  if (!erased) return describeSurvey(await surveyPerson(stores, id.data, now()), stores.tables);
  return `${describeSurvey(erased, stores.tables)}\nAll of this was erased.`;
}

await runCommand({
  usage: USAGE,
  run: async () => console.log((await run()).split("\n").map(printable).join("\n")),
});
