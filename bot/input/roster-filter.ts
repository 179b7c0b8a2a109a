import { createLabelKey } from "../../data/runtime/label-key.ts";
import type { RosterEntry } from "../../workflow/roster/people/list-roster.ts";
import { createFolds } from "./fold-text.ts";

/** The longest text that can be searched for. */
export const LONGEST_SEARCH = 100;

const IS_ASCII = /^[ -~]*$/;

/**
 * Creates a fast filter for entries of the roster whose name, id or department contains the text, or which have this Slack account. Case, width, accents and
 * white space do not matter; `ü` is found as `ue`, too.
 */
export function createRosterFilter(text: string): (entry: RosterEntry) => boolean {
  const key = createLabelKey(text);
  const folds = createFolds().filter(({ isLoose, strictness }) => isLoose && strictness < 4);
  const readings = folds.map(({ foldUnit }) => {
    const fold = (words: string) => Array.from(words.normalize("NFC"), foldUnit).join("");
    return { fold, wanted: fold(text) };
  });

  const isNamed = (name: string): boolean => {
    if (createLabelKey(name).includes(key)) return true;
    const ascii = IS_ASCII.test(name) ? name.toLowerCase().replaceAll(/[^a-z0-9]/g, "") : undefined;
    return readings.some(({ fold, wanted }) => wanted !== "" && (ascii ?? fold(name)).includes(wanted));
  };

  return function isWanted({ employee_id, employee_name, slack_user_id, department = "" }) {
    return (
      slack_user_id === text ||
      createLabelKey(employee_id).includes(key) ||
      isNamed(employee_name) ||
      createLabelKey(department).includes(key)
    );
  };
}
