import type { KnownPerson } from "../../workflow/roster/people/known-person.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";

/** So many characters of a name or an id are shown, which only manual changes of the table can exceed. */
const LONGEST = 200;

const shorten = (text: string): string => [...text].slice(0, LONGEST).join("");

/** A person as answers name them: `*Ann Lee* (E0042)`. */
export function formatKnownPerson({
  employee_name,
  employee_id,
}: Pick<KnownPerson, "employee_name" | "employee_id">): string {
  const id = escapeMrkdwn(shorten(employee_id));
  return employee_name === "" ? id : `*${escapeMrkdwn(shorten(employee_name))}* (${id})`;
}
