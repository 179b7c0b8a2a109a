import pMap from "p-map";
import type { DrawRecord, Winner } from "../../data/ledger/draw-record.ts";
import type { Claims } from "../../data/people/claims.ts";
import { type Employee, hasLeft } from "../../data/people/employee.ts";
import type { Roster } from "../../data/people/roster.ts";
import type { VisitedPosition } from "../../data/people/visited-position.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { orderStretch, type Stretch } from "../draw/order-stretch.ts";
import { positionsToVisit } from "../draw/positions-to-visit.ts";
import type { JudgeClaim } from "./judge-claim.ts";

export interface Selection {
  chosen: Winner[];
  positions: VisitedPosition[];
}

/**
 * So many positions in a row without an employee are not gaps of a roster. The highest serial is a typing error, and the
 * search would take hours. Where every hundredth serial has an employee, this happens by chance once in 10^43 draws.
 */
const MOST_GAPS = 10_000;

interface Visit {
  visited: VisitedPosition;
  entrant?: Employee;
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
 * Goes down a stretch of the draw's walk, on behalf of the draw or of a revision (`claimant`), until `count` entrants
 * are found or the stretch ends. Answers them, and every position visited up to the last of them. Throws
 * `DuplicateSerial`, `InvalidItem`.
 */
export async function selectWinners(
  {
    roster,
    claims,
    judgeClaim,
    now,
  }: { roster: Roster; claims: Claims; judgeClaim: JudgeClaim; now: () => Date },
  { draw, claimant }: { draw: DrawRecord; claimant: string },
  stretch: Stretch,
  count: number,
): Promise<Selection> {
  // Who has won this draw once cannot win it again, whether the win stands or was taken back.
  const ever = new Set(draw.status === "drawn" ? draw.winners.map(({ employee_id }) => employee_id) : []);
  const order = orderStretch(Buffer.from(draw.seed, "hex"), draw.roster_size, stretch);

  const visit = async (serials: readonly number[]): Promise<Visit[]> => {
    const today = now();
    const people = await roster.employeesAt(serials, draw.roster_size);
    const present = people.flatMap((person) =>
      person && !hasLeft(person, today) ? [person.employee_id] : [],
    );
    const held = await claims.read(present);
    return pMap(serials, async (lottery_serial, i): Promise<Visit> => {
      const person = people[i];
      if (!person) return { visited: { lottery_serial, outcome: "gap" } };
      const { employee_id } = person;
      if (ever.has(employee_id))
        return { visited: { lottery_serial, outcome: "won", employee_id, draw_no: draw.draw_no } };
      if (hasLeft(person, today)) return { visited: { lottery_serial, outcome: "left", employee_id } };
      const standing = await judgeClaim(held.get(employee_id), claimant);
      if (standing.free)
        return { visited: { lottery_serial, outcome: "chosen", employee_id }, entrant: person };
      const { outcome, drawNo } = standing;
      return { visited: { lottery_serial, outcome, employee_id, ...(drawNo && { draw_no: drawNo }) } };
    });
  };

  let gaps = 0;
  const countGap = (isGap: boolean) => {
    gaps = isGap ? gaps + 1 : 0;
    if (gaps === MOST_GAPS)
      throw new LotteryError(
        "InvalidItem",
        `${MOST_GAPS} positions in a row have no employee: ${draw.roster_size}, the highest lottery_serial, is far beyond the others.`,
      );
  };

  const selection: Selection = { chosen: [], positions: [] };
  while (selection.chosen.length < count) {
    const missing = count - selection.chosen.length;
    const wanted = positionsToVisit(missing, selection.positions.length, selection.chosen.length);
    const serials = take(order, Math.min(wanted, Math.max(MOST_GAPS - gaps, missing)));
    if (serials.length === 0) break;
    for (const { visited, entrant } of await visit(serials)) {
      countGap(visited.outcome === "gap");
      selection.positions.push(visited);
      if (entrant) selection.chosen.push(toWinner(entrant));
      if (selection.chosen.length === count) break;
    }
  }
  return selection;
}
