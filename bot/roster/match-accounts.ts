import { slackUserId } from "../../data/people/employee.ts";
import { hasItemLeft, type RosterItem } from "../../data/people/roster-item.ts";
import type { RosterFile } from "../../workflow/roster/file/roster-file.ts";
import { type RosterRow, rosterRow } from "../../workflow/roster/file/roster-row.ts";
import { createAccountKey } from "../../workflow/roster/people/account-key.ts";
import type { SlackAccount } from "./read-people.ts";

/** Returns the items for each key, those of people who have left last. */
function indexItems(
  items: readonly RosterItem[],
  now: Date,
  keyOf: (item: RosterItem) => string | undefined,
): Map<string | undefined, RosterItem[]> {
  const [present, left] = [false, true].map((wanted) =>
    items.filter((item) => hasItemLeft(item, now) === wanted),
  );
  return Map.groupBy([...(present ?? []), ...(left ?? [])], keyOf);
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/**
 * Turns accounts of Slack into a roster file. An account is somebody on the roster if they have the account, or otherwise the
 * email address. Anybody else gets the id of the account as employee id. An address that Slack does not show does not change.
 */
export function matchAccounts(
  accounts: readonly SlackAccount[],
  current: readonly RosterItem[],
  now: Date,
): RosterFile {
  const byAccount = indexItems(current, now, ({ slack_user_id }) => textOf(slack_user_id));
  const byEmail = indexItems(current, now, ({ email }) => createAccountKey(email));
  const unique = [...new Map(accounts.map((account) => [account.id, account])).values()].filter(
    ({ id, name }) => name !== undefined && slackUserId.safeParse(id).success,
  );
  const found = new Map<string, RosterItem>();
  const taken = new Set<string>();
  const match = (id: string, items: readonly RosterItem[] = []) => {
    const item = items.find(({ employee_id }) => !taken.has(employee_id));
    if (!item || found.has(id)) return;
    found.set(id, item);
    taken.add(item.employee_id);
  };
  for (const { id } of unique) match(id, byAccount.get(id));
  for (const { id, email } of unique) {
    const key = createAccountKey(email);
    if (key !== undefined) match(id, byEmail.get(key));
  }

  const rows = unique.flatMap(({ id, name, email }): RosterRow[] => {
    const item = found.get(id);
    const employee_id = item?.employee_id ?? id;
    const common = { employee_id, slack_user_id: id };
    const candidates = [
      { ...common, employee_name: name, email: email ?? textOf(item?.["email"]) },
      // What Slack allows and the roster does not, such as an address with other letters, is left out.
      { ...common, employee_name: name },
      { ...common, employee_name: id },
    ];
    const valid = candidates
      .map((candidate) => rosterRow.safeParse(candidate))
      .find(({ success }) => success);
    return valid?.data ? [valid.data] : [];
  });
  return {
    rows,
    columns: new Set(["employee_id", "employee_name", "slack_user_id", "email"]),
    lines: rows.map((_, i) => i + 1),
    ignored: [],
  };
}
