import type { Employee } from "../../data/people/employee.ts";
import { LARGEST_SEARCH, type Roster } from "../../data/people/roster.ts";

/** The rest of Slack's three seconds is for the person's wins and for publishing. */
const SEARCH_MS = 1_500;

/** Who looks at the Home tab, on the current roster. */
export type Viewer =
  | { kind: "found"; employee: Employee }
  /** Nobody on the roster has the Slack account. */
  | { kind: "unknown" }
  /** The roster could not be searched in time, or is too large for that. */
  | { kind: "not searched" }
  /** By a mistake in the roster. */
  | { kind: "several"; employeeIds: string[] };

/** Creates the function that finds the employee with a Slack account. */
export function createFindViewer({ roster }: { roster: Pick<Roster, "findById" | "findBySlackId"> }) {
  /**
   * `remembered` is the employee id that an earlier search has found, so that only the first visit of a person reads the
   * whole roster. It counts only while the employee has this Slack account. `rosterSize` is the size at the newest draw.
   * Throws `InvalidItem`.
   */
  return async function findViewer(
    userId: string,
    { remembered, rosterSize }: { remembered: string | undefined; rosterSize: number },
  ): Promise<Viewer> {
    const known = remembered ? await roster.findById(remembered) : undefined;
    if (known?.slack_user_id === userId) return { kind: "found", employee: known };
    if (rosterSize > LARGEST_SEARCH) return { kind: "not searched" };
    const found = await roster.findBySlackId(userId, SEARCH_MS);
    if (!found) return { kind: "not searched" };
    const [employee, ...more] = found;
    if (!employee) return { kind: "unknown" };
    return more.length === 0
      ? { kind: "found", employee }
      : { kind: "several", employeeIds: found.map(({ employee_id }) => employee_id) };
  };
}
