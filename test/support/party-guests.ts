import type { Locator } from "playwright-core";
import { GUESTS, INTERNS, LEADERS, listGuests } from "../../infra/local/screenshots/party/guests.ts";
import type { Workspace } from "./drive-workspace.ts";
import { more } from "./one-in.ts";

/** How many people are on the roster: all guests of the guide in `npm run attacks`. */
export const PEOPLE = more([GUESTS])[0] ?? 500;
export const guests = listGuests(PEOPLE);
/** The guests of the party, by employee id. */
export const guestOf = new Map(guests.map((guest) => [guest.employee_id, guest]));

/** Some people of one department are away until a day of next year. */
export const UNTIL = `${new Date().getUTCFullYear() + 1}-01-31`;
export const AWAY = guests
  .filter(({ department }) => department === "Customer Care")
  .slice(0, more([12])[0] ?? 4);
export const OUTSIDE = LEADERS.people + INTERNS.people;
/** Who can win in the draws of the party, before any. */
export const EVERYBODY = PEOPLE - AWAY.length - OUTSIDE;

/** The department with most of these people, and who of them is there. */
export function findLargest(employeeIds: readonly string[]): [department: string, employeeIds: string[]] {
  const groups = Object.entries(Object.groupBy(employeeIds, (id) => guestOf.get(id)?.department ?? "none"));
  const [largest] = groups.toSorted(([, a = []], [, b = []]) => b.length - a.length);
  return [largest?.[0] ?? "", largest?.[1] ?? []];
}

/** What the prizes of the party are worth. */
export const VALUES: Readonly<Record<string, string>> = {
  "Grand prize": "1000 €",
  "Second prize": "200 €",
  "Third prize": "50 €",
};

/** Excludes executives and interns in the form of a draw. */
export async function excludeDepartments(drawing: Locator, { choose, tick }: Workspace): Promise<void> {
  await choose(drawing.getByRole("combobox", { name: "Who can win" }), "Everyone e");
  for (const { name, people } of [LEADERS, INTERNS])
    await tick(drawing.getByRole("checkbox", { name: `${name} (${people} people)` }));
}
