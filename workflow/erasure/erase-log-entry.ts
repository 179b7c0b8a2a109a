import type { LogEntry } from "../../data/ledger/log-entry.ts";
import type { PeopleToErase } from "../draw/erase-people.ts";

type People = Pick<PeopleToErase, "isErased" | "isNamedIn" | "isRequester">;
type Details = NonNullable<LogEntry["before"]>;
type Value = Details[string];

/** Attributes with the Slack id of a person. */
const SLACK_IDS = new Set(["user_id", "slack_user_id", "added_by", "requested_by"]);
/** Attributes that draws keep, too: no erasure removes them from a record. */
const KEPT = new Set(["prize", "prizes", "channel_id", "channels", "table", "queue"]);

function namesPerson(name: string, text: string, { isErased, isNamedIn, isRequester }: People): boolean {
  if (KEPT.has(name)) return false;
  if (SLACK_IDS.has(name)) return isRequester(text);
  return name === "employee_id" ? isErased(text) : isNamedIn(text);
}

/** Returns a value without the texts that name somebody; undefined if nothing of it is left. */
function eraseFromValue(name: string, value: Value, people: People): Value | undefined {
  if (typeof value === "string") return namesPerson(name, value, people) ? undefined : value;
  if (typeof value !== "object" || value === null || KEPT.has(name)) return value;
  if (Array.isArray(value))
    return value.flatMap((each) => {
      const left = eraseFromValue(name, each, people);
      return left === undefined ? [] : [left];
    });
  return eraseFromDetails(value, people);
}

function eraseFromDetails(details: Details, people: People): Details {
  return Object.fromEntries(
    Object.entries(details).flatMap(([name, value]) => {
      const left = eraseFromValue(name, value, people);
      return left === undefined ? [] : [[name, left]];
    }),
  );
}

/** Returns an entry of the audit log without the ids and the names of people. May be repeated. */
export function eraseFromLogEntry(entry: LogEntry, people: People): LogEntry {
  const { employee_id, user_id, before, after, ...rest } = entry;
  const isAbout = employee_id !== undefined && people.isErased(employee_id);
  // Everything that the entry says about the person goes, also a name that the roster no longer has.
  const erasing = isAbout ? { ...people, isNamedIn: (): boolean => true } : people;
  const { who } = entry;
  return {
    ...rest,
    ...("user_id" in who && people.isRequester(who.user_id) && { who: { erased: true } }),
    ...(employee_id !== undefined && !isAbout && { employee_id }),
    ...(user_id !== undefined && !people.isRequester(user_id) && { user_id }),
    ...(before && { before: eraseFromDetails(before, erasing) }),
    ...(after && { after: eraseFromDetails(after, erasing) }),
  };
}
