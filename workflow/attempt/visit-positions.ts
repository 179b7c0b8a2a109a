import pMap from "p-map";
import type { Winner } from "../../data/ledger/draw-record.ts";
import type { RosterPages } from "../../data/ledger/roster-pages.ts";
import type { Claims } from "../../data/people/claims.ts";
import type { Employee } from "../../data/people/employee.ts";
import type { Roster } from "../../data/people/roster.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import {
  classifyForSeal,
  classifyPosition,
  type EligibilityRules,
  type EntryAtSerial,
  isCandidate,
  isWinner,
  type VisitedPosition,
} from "../draw/eligibility.ts";
import { orderStretch, type Stretch } from "../draw/order-stretch.ts";
import { positionsToVisit } from "../draw/positions-to-visit.ts";
import type { Attempt } from "./attempt.ts";
import type { JudgeClaim } from "./judge-claim.ts";
import { createReadEntries } from "./read-entries.ts";

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
  entry: EntryAtSerial;
}

function toWinner({ employee_id, employee_name, lottery_serial, slack_user_id }: Employee): Winner {
  return { employee_id, employee_name, lottery_serial, ...(slack_user_id && { slack_user_id }) };
}

/**
 * A change of the roster while a sealed draw selects could decide who is skipped, because the seed is known by then.
 * Throws `RosterChanged`.
 */
function checkUnchanged(serial: number, entry: EntryAtSerial, rules: EligibilityRules) {
  const isSealed = entry.kind !== "employee" || entry.sealed_as !== undefined;
  const isSame =
    entry.kind === "gap" ||
    (entry.kind === "employee" &&
      classifyForSeal(entry.employee, entry.sealed_as === "taken", rules) === entry.sealed_as);
  if (isSealed && !isSame)
    throw new LotteryError(
      "RosterChanged",
      `The entry with the lottery_serial ${serial} is not the sealed one.`,
      {
        facts: { serial },
      },
    );
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
 * Returns them, and every position visited up to the last of them. Throws `DuplicateSerial`, `InvalidItem`, and
 * `RosterChanged` in a draw's own attempt.
 */
export async function visitPositions(
  deps: {
    roster: Roster;
    rosterPages: RosterPages;
    claims: Claims;
    judgeClaim: JudgeClaim;
  },
  attempt: Attempt,
  stretch: Stretch,
  count: number,
): Promise<Selection> {
  const { roster, claims, judgeClaim } = deps;
  const { drawNo, pastWinners, rosterSize, seed, requestedAt: at } = attempt;
  const rules = { drawNo, pastWinners, rules: attempt.record.rules, at };
  if (seed === undefined) throw new LotteryError("InvalidItem", `Draw ${drawNo} has no seed.`);
  const order = orderStretch(Buffer.from(seed, "hex"), rosterSize, stretch);
  const readEntries = createReadEntries(deps.rosterPages, attempt.record);
  const readEmployees = roster.openReader(rosterSize);

  const visit = async (serials: readonly number[]): Promise<Visit[]> => {
    const entries = await readEntries(serials, await readEmployees(serials));
    const candidates = entries.flatMap((entry) =>
      entry.kind === "employee" && isCandidate(entry.employee, rules) ? [entry.employee.employee_id] : [],
    );
    const found = await claims.read(candidates);
    return pMap(entries, async (entry, i) => {
      const claim = entry.kind === "employee" ? found.get(entry.employee.employee_id) : undefined;
      const status = await judgeClaim(claim, attempt.id);
      return { visited: classifyPosition(serials[i] ?? 0, entry, status, rules), entry };
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

  const expected = { rosterSize, eligible: attempt.record.eligible };
  const selection: Selection = { chosen: [], positions: [] };
  while (selection.chosen.length < count) {
    const missing = count - selection.chosen.length;
    const wanted = positionsToVisit(missing, selection.positions.length, selection.chosen.length, expected);
    const serials = take(order, Math.min(wanted, Math.max(MOST_GAPS - gaps, missing)));
    if (serials.length === 0) break;
    for (const { visited, entry } of await visit(serials)) {
      if (attempt.kind === "draw") checkUnchanged(visited.lottery_serial, entry, rules);
      countGap(entry.kind === "gap");
      selection.positions.push(visited);
      if (entry.kind === "employee" && isWinner(visited.outcome))
        selection.chosen.push(toWinner(entry.employee));
      if (selection.chosen.length === count) break;
    }
  }
  return selection;
}
