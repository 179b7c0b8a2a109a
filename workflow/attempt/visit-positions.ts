import pMap from "p-map";
import type { Winner } from "../../data/ledger/draw-record.ts";
import type { Claims } from "../../data/people/claims.ts";
import type { Employee } from "../../data/people/employee.ts";
import type { Roster } from "../../data/people/roster.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { classifyPosition, isCandidate, isWinner, type VisitedPosition } from "../draw/eligibility.ts";
import { orderStretch, type Stretch } from "../draw/order-stretch.ts";
import { positionsToVisit } from "../draw/positions-to-visit.ts";
import type { Attempt } from "./attempt.ts";
import type { JudgeClaim } from "./judge-claim.ts";

/** The people found on a stretch of the order, and every position visited for them. */
interface Selection {
  chosen: Winner[];
  positions: VisitedPosition[];
}

/**
 * So many positions in a row without an employee mean a wrong highest serial, not a roster with gaps: visiting them all
 * would take hours. On a roster with an employee at one of 100 positions, the probability is 10^-43.
 */
const MOST_GAPS = 10_000;

interface Visit {
  visited: VisitedPosition;
  employee: Employee | undefined;
}

function toWinner({ employee_id, employee_name, lottery_serial, slack_user_id }: Employee): Winner {
  return { employee_id, employee_name, lottery_serial, ...(slack_user_id && { slack_user_id }) };
}

function take<Value>(values: Iterator<Value>, count: number): Value[] {
  const taken: Value[] = [];
  while (taken.length < count) {
    const next = values.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

/**
 * Visits positions of a stretch of the order for an attempt, until `count` entrants are found or the stretch ends.
 * Returns them, and every position visited up to the last of them. Throws `DuplicateSerial`, `InvalidItem`.
 */
export async function visitPositions(
  deps: { roster: Roster; claims: Claims; judgeClaim: JudgeClaim; now: () => Date },
  attempt: Pick<Attempt, "id" | "drawNo" | "pastWinners" | "rosterSize" | "seed">,
  stretch: Stretch,
  count: number,
): Promise<Selection> {
  const { roster, claims, judgeClaim } = deps;
  const { drawNo, pastWinners, rosterSize } = attempt;
  const order = orderStretch(Buffer.from(attempt.seed, "hex"), rosterSize, stretch);

  const visit = async (serials: readonly number[]): Promise<Visit[]> => {
    const rules = { drawNo, pastWinners, now: deps.now() };
    const employees = await roster.employeesAt(serials, rosterSize);
    const candidates = employees.flatMap((each) =>
      each && isCandidate(each, rules) ? [each.employee_id] : [],
    );
    const found = await claims.read(candidates);
    return pMap(serials, async (serial, i) => {
      const employee = employees[i];
      const claim = employee && found.get(employee.employee_id);
      const status = await judgeClaim(claim, attempt.id);
      return { visited: classifyPosition(serial, employee, status, rules), employee };
    });
  };

  let gaps = 0;
  const countGap = (isGap: boolean) => {
    gaps = isGap ? gaps + 1 : 0;
    if (gaps === MOST_GAPS)
      throw new LotteryError(
        "InvalidItem",
        `${MOST_GAPS} positions in a row have no employee: ${rosterSize}, the highest lottery_serial, is far beyond the others.`,
      );
  };

  const selection: Selection = { chosen: [], positions: [] };
  while (selection.chosen.length < count) {
    const missing = count - selection.chosen.length;
    const wanted = positionsToVisit(missing, selection.positions.length, selection.chosen.length);
    const serials = take(order, Math.min(wanted, Math.max(MOST_GAPS - gaps, missing)));
    if (serials.length === 0) break;
    for (const { visited, employee } of await visit(serials)) {
      countGap(employee === undefined);
      selection.positions.push(visited);
      if (employee && isWinner(visited.outcome)) selection.chosen.push(toWinner(employee));
      if (selection.chosen.length === count) break;
    }
  }
  return selection;
}
