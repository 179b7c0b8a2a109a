import type { Claims } from "../../data/people/claims.ts";
import type { Roster, RosterSurvey } from "../../data/people/roster.ts";
import { isCandidate } from "../draw/eligibility.ts";

export type SurveyRoster = ReturnType<typeof createSurveyRoster>;

/** Measures the roster for a draw that is about to be opened. */
export function createSurveyRoster({
  roster,
  claims,
  now,
}: {
  roster: Roster;
  claims: Claims;
  now: () => Date;
}) {
  /** Reads the roster while `pending` runs, and counts who can win when it has ended. */
  return function surveyRoster(pending: Promise<unknown>): Promise<RosterSurvey> {
    const rules = { pastWinners: new Set<string>(), now: now() };
    return roster.survey(
      pending.then(() => claims.readTaken(now())),
      (person) => isCandidate(person, rules),
    );
  };
}
