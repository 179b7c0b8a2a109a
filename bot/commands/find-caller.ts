import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import { type Employee, employeeId as employeeIdSchema } from "../../data/people/employee.ts";
import { LARGEST_SEARCH } from "../../data/people/roster.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { escapeMrkdwn } from "../messages/mrkdwn.ts";
import type { CommandServices } from "./command.ts";

/** The rest of Slack's three seconds is for reading and proving the entry. */
const SEARCH_MS = 2_000;

/** Who asks: the id of a Slack account, and the employee id that the person typed. */
export interface Asking {
  userId: string;
  employeeId: string | undefined;
}

/** Creates the function that finds the employee who asks about a draw, on the current roster. */
export function createFindCaller({ texts, roster }: CommandServices) {
  /**
   * Returns the employee with an id, in the typed or the usual spelling, if it is not known to belong to another Slack
   * account. The answer must not say whether somebody else has the id.
   */
  const findByOwnId = async (employeeId: string, userId: string): Promise<Employee | undefined> => {
    const spellings = [...new Set([employeeId, employeeId.normalize("NFKC").toUpperCase()])];
    const possible = spellings.filter((id) => employeeIdSchema.safeParse(id).success);
    const found = await Promise.all(possible.map((id) => roster.findById(id)));
    return found.find((employee) => employee && (employee.slack_user_id ?? userId) === userId);
  };

  /** Returns the caller's employee, or what to answer if it is not certain who that is. Throws `InvalidItem`. */
  return async function findCaller(
    draw: DrawRecord,
    { userId, employeeId }: Asking,
  ): Promise<Employee | Message> {
    const { draw_no } = draw;
    if (employeeId !== undefined)
      return (await findByOwnId(employeeId, userId)) ?? formatParagraph(texts.entry.notYours(draw_no));
    if (draw.roster_size > LARGEST_SEARCH) return formatParagraph(texts.entry.askForId(draw_no));
    const found = await roster.findBySlackId(userId, SEARCH_MS);
    if (!found) return formatParagraph(texts.entry.askForId(draw_no));
    const [employee, ...more] = found;
    if (!employee) return formatParagraph(texts.entry.notFound(draw_no));
    if (more.length === 0) return employee;
    const ids = [employee, ...more].map(({ employee_id }) => escapeMrkdwn(employee_id));
    return formatParagraph(texts.entry.severalEntries(draw_no, ids.join(texts.listSeparator)));
  };
}
