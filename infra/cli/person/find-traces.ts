import { employee, lotterySerial } from "../../../data/people/employee.ts";
import type { PersonTraces } from "../../../data/people/person-traces.ts";
import { forEachDraw } from "./for-each-draw.ts";
import type { PersonStores } from "./open-person-stores.ts";

/** Anything that may have an id, a name and a Slack id. */
interface Named {
  employee_id?: unknown;
  employee_name?: unknown;
  slack_user_id?: unknown;
}

/**
 * Finds the names, Slack ids and the serial that are stored with an employee id, to find where else they are stored. `known`
 * is what an erasure that was interrupted has found.
 */
export async function findTraces(
  stores: Pick<PersonStores, "employees" | "ledger" | "visitLog">,
  employeeId: string,
  known?: PersonTraces,
): Promise<PersonTraces> {
  const item = await stores.employees.read(employeeId);
  const names = new Set(known?.names);
  const slackUserIds = new Set(known?.slack_user_ids);
  const add = ({ employee_name, slack_user_id }: Named) => {
    if (typeof employee_name === "string" && employee_name !== "") names.add(employee_name);
    if (typeof slack_user_id === "string" && slack_user_id !== "") slackUserIds.add(slack_user_id);
  };
  // A record may have the name in one line, and the roster as it was written.
  if (item) for (const each of [item, employee.partial().safeParse(item).data ?? {}]) add(each);
  await forEachDraw(stores, async (draw, readPages) => {
    const positions = [...(await readPages()).values()].flat();
    const results = draw.status === "drawn" ? [draw, ...draw.revisions] : [];
    const people: Named[] = [...positions, ...results.flatMap(({ winners }) => winners)];
    for (const each of people) if (each.employee_id === employeeId) add(each);
  });
  const serial = lotterySerial.safeParse(item?.["lottery_serial"]).data ?? known?.lottery_serial;
  return {
    employee_id: employeeId,
    names: [...names],
    slack_user_ids: [...slackUserIds],
    ...(serial !== undefined && { lottery_serial: serial }),
  };
}
