import type { RosterProblem } from "../../workflow/roster/check-roster.ts";
import type { Texts } from "../locales/texts.ts";
import { buttonRow } from "./form-fields.ts";
import { fillSections, type Message, section } from "./message.ts";
import { ROSTER_ACTIONS, shortenName } from "./roster.ts";

const PROBLEMS_PER_PAGE = 20;
/** So many people of one problem are named. */
const NAMED_PEOPLE = 10;

function listPeople(ids: readonly string[], { roster, listSeparator }: Texts): string {
  const more = ids.length - NAMED_PEOPLE;
  const named = ids.slice(0, NAMED_PEOPLE).map(shortenName);
  return [...named, ...(more > 0 ? [roster.problems.morePeople(more)] : [])].join(listSeparator);
}

function formatProblem(problem: RosterProblem, texts: Texts): string {
  const { problems: say } = texts.roster;
  switch (problem.kind) {
    case "malformed": {
      const { employee_id, attribute, value, stopsDraws } = problem;
      const person = shortenName(employee_id);
      if (attribute === "lottery_serial" && value === undefined) return say.noSerial(person);
      const line = say.malformed({
        person,
        attribute: say.attributes[attribute],
        value: value === undefined ? undefined : shortenName(value),
      });
      const meaning = stopsDraws ? say.stopsDraws : say.countsAs[attribute];
      return meaning === undefined ? line : `${line} ${meaning}`;
    }
    case "same-serial":
      return say.sameSerial(problem.serial, listPeople(problem.employee_ids, texts));
    case "same-person":
      return say.samePerson[problem.by](listPeople(problem.employee_ids, texts));
    case "unused-serials":
      return say.unusedSerials({ ...problem, person: shortenName(problem.employee_id) });
  }
}

/** A page of what is wrong with the entries of the roster, from the problem with the index `from` on. */
export function formatRosterProblems(
  problems: readonly RosterProblem[],
  from: number,
  texts: Texts,
): Message {
  const { roster } = texts;
  const { problems: say } = roster;
  const page = problems.slice(from, from + PROBLEMS_PER_PAGE);
  const { sections, taken } = fillSections(page.map((problem) => `• ${formatProblem(problem, texts)}`));
  const title = problems.length === 0 ? say.none : say.title(problems.length);
  const next = from + taken;
  return {
    text: [title, ...sections].join("\n"),
    blocks: [
      section(title),
      ...sections.map(section),
      buttonRow([
        ...(next < problems.length
          ? [{ action: ROSTER_ACTIONS.moreProblems, label: say.more, value: String(next) }]
          : []),
        ...(from > 0 ? [{ action: ROSTER_ACTIONS.firstProblems, label: say.first, value: "0" }] : []),
        { action: ROSTER_ACTIONS.overview, label: roster.overview, value: "0" },
      ]),
    ],
  };
}
