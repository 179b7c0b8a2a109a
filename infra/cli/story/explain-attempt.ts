import { groupDigits } from "../../../data/runtime/group-digits.ts";
import type { Outcome, OutcomeFacts } from "../../../workflow/draw/eligibility.ts";
import {
  type ChangeSinceSeal,
  countSkipped,
  type FollowedPosition,
  type SkipReason,
} from "../../../workflow/draw/follow-positions.ts";
import type { PersonName } from "../../../workflow/draw/person.ts";
import { printable } from "../printable.ts";
import { count } from "./phrases.ts";

/** Instead of a person whose data was erased. */
const ERASED = "an erased person";

export type People = ReadonlyMap<string, PersonName>;

function nameDraw(drawNo: number | undefined, unknown = "another draw"): string {
  return drawNo === undefined ? unknown : `draw ${drawNo}`;
}

/** What was found at a position. */
const outcomeTexts: Readonly<Record<Outcome, (found: OutcomeFacts) => string>> = {
  changed: () => "this entry of the list is not the one that was sealed",
  gap: () => "no employee has this serial",
  left: () => "has left",
  excluded: ({ excluded_until: day }) => (day === "always" ? "is excluded" : `is excluded until ${day}`),
  department: () => "is not in a department of this draw",
  opted_out: () => "has opted out of draws",
  joined: () => "joined too late for this draw, or at an unknown date",
  won: ({ draw_no }) => `has already won ${nameDraw(draw_no, "an earlier draw")}`,
  held: ({ draw_no }) => `was claimed by ${nameDraw(draw_no)}, which was under way`,
  chosen: () => "wins",
};

/** What has changed for the person since the draw was sealed. */
const sinceTexts: Readonly<Record<ChangeSinceSeal, string>> = {
  left: " since the draw was sealed",
  returned: " (had left when the draw was sealed)",
  taken: " (could still win when the draw was sealed)",
  freed: " (had won, or was claimed, when the draw was sealed)",
  excluded: " (could still take part when the draw was sealed)",
  admitted: " (could not take part when the draw was sealed)",
};

const skippedTexts: Readonly<Record<SkipReason, (count: number) => string>> = {
  changed: (n) => `${count(n, "entry", "entries")} changed since the seal`,
  gap: (n) => `${count(n, "serial", "serials")} without an employee`,
  left: (n) => `${groupDigits(n)} who had left`,
  excluded: (n) => `${groupDigits(n)} who ${n === 1 ? "was" : "were"} excluded`,
  department: (n) => `${groupDigits(n)} of other departments`,
  opted_out: (n) => `${groupDigits(n)} who had opted out`,
  joined: (n) => `${groupDigits(n)} who joined too late, or at an unknown date`,
  won: (n) => `${groupDigits(n)} who had already won`,
  held: (n) => `${groupDigits(n)} claimed by another draw`,
  lost: (n) => `${groupDigits(n)} lost to another draw`,
};

/** The name and the id of a person, or that they were erased. */
export function namePerson(person: string, people: People): string {
  const { employee_id, employee_name } = people.get(person) ?? {};
  return employee_id === undefined || employee_name === undefined
    ? ERASED
    : `${printable(employee_name)} (${printable(employee_id)})`;
}

function explainCancellation({ cancelledBy }: FollowedPosition): string {
  return cancelledBy === undefined ? "" : `, but change ${cancelledBy} cancelled this win`;
}

function explainPosition(followed: FollowedPosition, people: People): string {
  const { visited, position, lostTo, since } = followed;
  const { lottery_serial, outcome, person } = visited;
  const who = person === undefined ? "" : `${namePerson(person, people)} `;
  const found = lostTo
    ? `was chosen, but ${nameDraw(lostTo.drawNo)} claimed them first`
    : outcomeTexts[outcome](visited);
  // People count positions from 1.
  return `position ${position + 1}: serial ${lottery_serial}, ${who}${found}${since ? sinceTexts[since] : ""}${explainCancellation(followed)}`;
}

/** One line for each position that an attempt visited. */
export function explainPositions(followed: readonly FollowedPosition[], people: People): string[] {
  return followed.map((each) => explainPosition(each, people));
}

/** How many positions were skipped, and why. No line if there are none. */
export function explainSkipped(followed: readonly FollowedPosition[]): string[] {
  const counts = countSkipped(followed);
  if (counts.size === 0) return [];
  return [`Skipped: ${Array.from(counts, ([reason, n]) => skippedTexts[reason](n)).join(", ")}`];
}

/** One line for each winner of an attempt. `cancelled` are the cancelled wins of the draw. */
export function explainWinners(
  winners: readonly { person: string; lottery_serial: number }[],
  people: People,
  cancelled: ReadonlyMap<string, number>,
): string[] {
  return winners.map(({ person, lottery_serial }) => {
    const revision = cancelled.get(person);
    const win = `Winner: ${namePerson(person, people)}, serial ${lottery_serial}`;
    return revision === undefined ? win : `${win}, but change ${revision} cancelled this win`;
  });
}
