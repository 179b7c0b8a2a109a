import { campaignOf } from "../../data/ledger/rules.ts";
import { findCancelledWins } from "./cancelled-wins.ts";
import { isWinner } from "./eligibility.ts";
import type { EndedDraw, ExportedDraw, ExportedPosition } from "./exported-draw.ts";
import { followPositions } from "./follow-positions.ts";
import { namePeople } from "./name-people.ts";

/** An attempt takes less time, and does not say when it visited a position. */
const LONGEST_ATTEMPT_MS = 3_600_000;
/** How far apart the clocks of two machines may be. */
const CLOCKS_MS = 60_000;

/** A person's win, who is not erased. Times are Unix milliseconds, or NaN if a record has no valid time. */
interface Win {
  draw_no: number;
  decidedAt: number;
  /** Infinity if it counts. */
  cancelledAt: number;
  /** Whether earlier winners may win the draw. */
  mayBeSecond: boolean;
}

/** A person who was skipped because of a win that they did not have, or who has two wins. */
export type WinFault =
  | { fault: "named"; draw_no: number; named: number; position: number; revision?: number }
  | { fault: "twice"; draw_no: number; other: number; employee_id: string };

/** What could not be compared. */
export interface NotCompared {
  /** Winners and skipped people whose data was erased. */
  erased: number;
  /** People who were skipped because of a draw that is not here, and the numbers of these draws. */
  elsewhere: number;
  absent: number[];
  /** People who were skipped because of a claim of a draw that has no trace of it: it may have released them. */
  untraced: number;
}

function findWins(draw: ExportedDraw): { wins: Map<string, Win>; erased: number } {
  const people = namePeople(draw);
  const cancelled = findCancelledWins(draw);
  const wins = new Map<string, Win>();
  let erased = 0;
  for (const [i, { winners }] of [draw, ...draw.revisions].entries()) {
    const decidedAt = Date.parse(draw.revisions[i - 1]?.revised_at ?? draw.drawn_at);
    for (const { person } of winners) {
      const id = people.get(person)?.employee_id;
      const revision = draw.revisions[(cancelled.get(person) ?? 0) - 1];
      const cancelledAt = revision ? Date.parse(revision.revised_at) : Number.POSITIVE_INFINITY;
      if (id === undefined) erased++;
      else
        wins.set(id, {
          draw_no: draw.draw_no,
          decidedAt,
          cancelledAt,
          mayBeSecond: draw.rules.again === true,
        });
    }
  }
  return { wins, erased };
}

/** Whether one person must not have both wins in a campaign: the later one is not of a draw that earlier winners may win. */
function areInConflict(a: Win, b: Win): boolean {
  if (a.mayBeSecond === b.mayBeSecond) return !a.mayBeSecond;
  const [second, other] = a.mayBeSecond ? [a, b] : [b, a];
  return other.decidedAt - second.decidedAt > CLOCKS_MS;
}

/** Whether a person with this win was skipped rightly by an attempt that was decided at this time. */
function countedAt({ decidedAt, cancelledAt }: Win, attemptAt: number): boolean {
  return !(decidedAt - attemptAt > CLOCKS_MS) && !(attemptAt - cancelledAt > LONGEST_ATTEMPT_MS);
}

/** The ids of everybody whom a draw chose, also if it lost them. */
function findChosen(draw: ExportedDraw): Set<string | undefined> {
  const positions = [draw, ...draw.revisions].flatMap((each) => each.positions);
  return new Set(positions.filter(({ outcome }) => isWinner(outcome)).map(({ employee_id }) => employee_id));
}

/** Why a position names another draw. */
function findNamed(visited: ExportedPosition, lostTo: { drawNo: number | undefined } | undefined) {
  if (lostTo) return { reason: "claim", named: lostTo.drawNo } as const;
  return { reason: visited.outcome === "won" ? "win" : "claim", named: visited.draw_no } as const;
}

/**
 * Verifies people across draws, which are in number order: who was skipped because of a win in another draw has that win,
 * and nobody has two wins that count. Compares by employee id, so people who were erased are only counted.
 */
export function verifyWins(draws: readonly EndedDraw[]): {
  faults: WinFault[];
  /** How many people have a win that counts. */
  holders: number;
  notCompared: NotCompared;
} {
  const decided = draws.filter((draw) => draw.format === "lottery-draw-v1");
  const faults: WinFault[] = [];
  const found = new Map(
    draws.map((draw) => [
      draw.draw_no,
      draw.format === "lottery-draw-v1"
        ? { ...findWins(draw), chosen: findChosen(draw), campaignNo: campaignOf(draw.rules) }
        : { wins: new Map<string, Win>(), erased: 0, chosen: new Set<string | undefined>(), campaignNo: 0 },
    ]),
  );
  const holders = new Set<string>();
  /** The wins that count, by campaign and person. */
  const winsInCampaign = new Map<string, Win[]>();
  const absent = new Set<number>();
  const notCompared = { erased: 0, elsewhere: 0, untraced: 0 };

  for (const { draw_no } of decided) {
    const { wins = new Map<string, Win>(), erased = 0, campaignNo = 0 } = found.get(draw_no) ?? {};
    notCompared.erased += erased;
    for (const [employee_id, win] of wins) {
      if (win.cancelledAt !== Number.POSITIVE_INFINITY) continue;
      const key = `${campaignNo} ${employee_id}`;
      const others = winsInCampaign.get(key) ?? [];
      const other = others.find((each) => areInConflict(each, win));
      if (other) faults.push({ fault: "twice", draw_no, other: other.draw_no, employee_id });
      winsInCampaign.set(key, [...others, win]);
      holders.add(employee_id);
    }
  }

  for (const draw of decided)
    for (const [i, followed] of followPositions(draw).entries()) {
      const attemptAt = Date.parse(draw.revisions[i - 1]?.revised_at ?? draw.drawn_at);
      for (const { visited, position, lostTo } of followed) {
        const { reason, named } = findNamed(visited, lostTo);
        if (named === undefined || named === draw.draw_no) continue;
        const there = found.get(named);
        const id = visited.employee_id;
        if (!there) {
          notCompared.elsewhere++;
          absent.add(named);
        } else if (id === undefined) notCompared.erased++;
        else if (reason === "claim") notCompared.untraced += there.chosen.has(id) ? 0 : 1;
        else {
          const win = there.wins.get(id);
          const isSameCampaign = there.campaignNo === campaignOf(draw.rules);
          if (isSameCampaign && (win ? countedAt(win, attemptAt) : there.erased > 0)) continue;
          faults.push({
            fault: "named",
            draw_no: draw.draw_no,
            named,
            position,
            ...(i > 0 && { revision: i }),
          });
        }
      }
    }
  return {
    faults,
    holders: holders.size,
    notCompared: { ...notCompared, absent: [...absent].sort((a, b) => a - b) },
  };
}
