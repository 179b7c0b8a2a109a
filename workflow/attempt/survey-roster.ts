import type { Claims } from "../../data/people/claims.ts";
import type { Roster, RosterSurvey } from "../../data/people/roster.ts";
import { isCandidate } from "../draw/eligibility.ts";
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
  /** Reads the roster while `pending` runs, and counts who can win when it has ended. */
  return function surveyRoster(pending: Promise<unknown>): Promise<RosterSurvey> {
    const rules = { pastWinners: new Set<string>(), now: now() };
    return roster.survey(
      pending.then(() => claims.readTaken(now())),
      (person, isTaken) => {
        if (!isCandidate(person, rules)) return "left";
        return isTaken ? "taken" : "free";
      },
      isSealed ? LARGEST_TREE : 0,
    );
  };
}
