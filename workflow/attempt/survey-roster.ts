import type { DrawRules } from "../../data/ledger/rules.ts";
import type { Claims } from "../../data/people/claims.ts";
import type { Roster, RosterSurvey } from "../../data/people/roster.ts";
import { classifyForSeal, scopeOf } from "../draw/eligibility.ts";
import { LARGEST_TREE } from "../draw/roster-tree.ts";

export type SurveyRoster = ReturnType<typeof createSurveyRoster>;

/** Measures the roster for a draw that is about to be opened. */
export function createSurveyRoster({
  roster,
  claims,
  isSealed,
  now,
}: {
  roster: Roster;
  claims: Claims;
  /** Whether draws are sealed: then the survey contains the employees. */
  isSealed: boolean;
  now: () => Date;
}) {
  /**
   * Reads the roster while `pending` runs, and counts who can win when it has ended. `pending` returns the rules of the draw,
   * which was requested at the time `at`.
   */
  return function surveyRoster(pending: Promise<DrawRules>, at: Date): Promise<RosterSurvey> {
    return roster.survey(
      pending.then((rules) => claims.readTaken(scopeOf(rules), now())),
      pending.then((rules) => (person, isTaken) => classifyForSeal(person, isTaken, { rules, at })),
      isSealed ? LARGEST_TREE : 0,
    );
  };
}
