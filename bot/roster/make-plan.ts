import type { RosterImport } from "../../data/ledger/roster-imports.ts";
import type { RosterItem } from "../../data/people/roster-item.ts";
import type { GuessedEncoding } from "../../workflow/roster/file/decode-text.ts";
import type { RosterFile } from "../../workflow/roster/file/roster-file.ts";
import type { RosterRow } from "../../workflow/roster/file/roster-row.ts";
import { selectUnusualNames } from "../../workflow/roster/file/unusual-names.ts";
import { type ImportPlan, planImport } from "../../workflow/roster/plan/plan-import.ts";
import { givenAnswer } from "./asked-conflict.ts";
import { readDetails, storedRow } from "./import-details.ts";
import { matchAccounts } from "./match-accounts.ts";
import { type SlackAccount, slackAccount } from "./read-people.ts";
import type { RosterImports } from "./update-import.ts";

/** A plan, and the accounts that a sync has read. */
export interface MadePlan {
  plan: ImportPlan;
  accounts: readonly SlackAccount[];
  /** What a person has to look at if the encoding of the file is a guess. */
  guess: { encoding: GuessedEncoding; examples: readonly string[] } | undefined;
  /** The people of a file whom its sheet does not show. */
  hidden: readonly RosterRow[];
}

export type MakePlan = ReturnType<typeof createMakePlan>;

/** Creates the function that plans an import from what was read, and the roster as it is now. */
export function createMakePlan({
  imports,
  readRoster,
}: {
  imports: Pick<RosterImports, "pages">;
  readRoster: () => Promise<readonly RosterItem[]>;
}) {
  /** `now` is the time of the plan: at the same time, with the same roster, the plan is the same. */
  return async function makePlan(record: RosterImport, now: Date): Promise<MadePlan> {
    const { import_id, pages } = record;
    const { request, columns, ignored, guessed_encoding, missing = "keep" } = readDetails(record);
    const [current, rows, accounts, answers] = await Promise.all([
      readRoster(),
      imports.pages.readAll(import_id, "rows", pages["rows"] ?? 0, storedRow),
      imports.pages.readAll(import_id, "people", pages["people"] ?? 0, slackAccount),
      imports.pages.readAll(import_id, "answers", pages["answers"] ?? 0, givenAnswer),
    ]);
    const file: RosterFile =
      request.source.kind === "file"
        ? {
            rows: rows.map(({ row }) => row),
            lines: rows.map(({ line }) => line),
            columns: new Set(columns),
            ignored,
          }
        : matchAccounts(accounts, current, now);
    const plan = planImport({
      file,
      current,
      now,
      missing,
      resolutions: Object.fromEntries(answers.map(({ key, answer }) => [key, answer])),
    });
    const guess = guessed_encoding && { encoding: guessed_encoding, examples: selectUnusualNames(file.rows) };
    const hidden = rows.flatMap(({ row, is_hidden }) => (is_hidden ? [row] : []));
    return { plan, accounts, guess, hidden };
  };
}
