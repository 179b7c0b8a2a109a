import { isDeepStrictEqual } from "node:util";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { LogEntry } from "../../data/ledger/log-entry.ts";
import type { PeopleToErase } from "../draw/erase-people.ts";
import { eraseFromLogEntry } from "./erase-log-entry.ts";

/**
 * Erases people from the lists of operators and channels: an erased person is no longer an operator. Does nothing if nothing
 * names them. May be repeated.
 */
export async function eraseFromLists({ operators, channels }: Ledger, people: PeopleToErase): Promise<void> {
  const eraseChange = (entry: LogEntry | undefined) => {
    const erased = entry && eraseFromLogEntry(entry, people);
    return { lastChange: erased, isChanged: !isDeepStrictEqual(erased, entry) };
  };
  await operators.erase((content, entry) => {
    const { lastChange, isChanged } = eraseChange(entry);
    const left = content.operators
      .filter(({ user_id }) => !people.isRequester(user_id))
      .map(({ added_by, ...each }) => ({
        ...each,
        ...(added_by !== undefined && !people.isRequester(added_by) && { added_by }),
      }));
    const isSame = !isChanged && isDeepStrictEqual(left, content.operators);
    return isSame ? undefined : { content: { operators: left }, lastChange };
  });
  await channels.erase((content, entry) => {
    const { lastChange, isChanged } = eraseChange(entry);
    return isChanged ? { content, lastChange } : undefined;
  });
}
