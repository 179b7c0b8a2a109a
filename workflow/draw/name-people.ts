import type { ExportedDraw } from "./exported-draw.ts";
import type { PersonName } from "./person.ts";

/** Returns the people of a draw by their digests, as far as they are not erased. */
export function namePeople(draw: ExportedDraw): ReadonlyMap<string, PersonName> {
  const people = new Map<string, PersonName>();
  for (const { positions } of [draw, ...draw.revisions])
    for (const { person, employee_id, employee_name } of positions)
      if (person !== undefined && employee_id !== undefined && employee_name !== undefined)
        people.set(person, { employee_id, employee_name });
  return people;
}
