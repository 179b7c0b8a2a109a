import type { RequestedRules } from "../../data/ledger/rules.ts";
import type { EligibilityData } from "../../data/people/employee.ts";
import { createLabelKey } from "../../data/runtime/label-key.ts";
import { classifyForSeal } from "../../workflow/draw/eligibility.ts";
import type { CommandServices } from "./command.ts";
import { createLateRead } from "./late-read.ts";

/** For so long, a changed form shows numbers of the last survey. */
const FRESH_MS = 60_000;

/** A department with the number of its people who have not left. */
export interface Department {
  name: string;
  people: number;
}

/** Who is on the roster, and who has won, at a time. */
export interface EntrantSurvey {
  at: Date;
  departments: Department[];
  /** Returns how many people could win a draw with these rules. */
  count(rules: RequestedRules): number;
}

/** Spellings of one department are one entry, under its first name. */
function listDepartments(people: readonly EligibilityData[], at: Date): Department[] {
  const departments = new Map<string, Department>();
  for (const person of people) {
    const key = createLabelKey(person.department ?? "");
    if (key === "" || classifyForSeal(person, false, { rules: {}, at }) === "left") continue;
    const known = departments.get(key) ?? { name: person.department ?? "", people: 0 };
    departments.set(key, { ...known, people: known.people + 1 });
  }
  return [...departments.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * Creates the function that reads the roster and the wins for the form of a draw, within a time. A survey of this process
 * that is not older than `maxAgeMs` is used again.
 */
export function createSurveyEntrants({ roster, readTaken, now }: CommandServices) {
  let last: { campaignNo: number; survey: EntrantSurvey } | undefined;

  const read = async (campaignNo: number): Promise<EntrantSurvey> => {
    const at = now();
    const people: EligibilityData[] = [];
    const taken = readTaken({ campaignNo, again: false }, at);
    const classify = (person: EligibilityData) => {
      people.push(person);
      return "free" as const;
    };
    await roster.survey(taken, classify, 0);
    const status = await taken;
    return {
      at,
      departments: listDepartments(people, at),
      count: (rules) =>
        people.filter((person) => {
          const claim = status.get(person.employee_id);
          const isTaken = rules.again ? claim === "held" : claim !== undefined;
          return classifyForSeal(person, isTaken, { rules, at }) === "free";
        }).length,
    };
  };

  const readLate = createLateRead(read);

  /**
   * Returns undefined if the roster cannot be read in this time: then the survey is there when it is asked for again. Throws
   * `InvalidItem`.
   */
  return async function surveyEntrants(
    campaignNo: number,
    { withinMs, maxAgeMs = FRESH_MS }: { withinMs: number; maxAgeMs?: number },
  ): Promise<EntrantSurvey | undefined> {
    const age = last && now().getTime() - last.survey.at.getTime();
    if (last?.campaignNo === campaignNo && age !== undefined && age >= 0 && age <= maxAgeMs)
      return last.survey;
    const survey = await readLate(campaignNo, withinMs);
    if (survey) last = { campaignNo, survey };
    return survey;
  };
}
