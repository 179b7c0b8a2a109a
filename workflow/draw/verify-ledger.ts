import type { EndedDraw } from "./exported-draw.ts";
import type { Fault } from "./fault.ts";
import { findMissingNumbers, type NumberRange } from "./number-ranges.ts";
import { verifyDraw } from "./verify-draw.ts";
import { type LinkFault, verifyLinks } from "./verify-links.ts";
import type { BeaconCheck } from "./verify-sealing.ts";
import { type NotCompared, verifyWins, type WinFault } from "./verify-wins.ts";

/** What is wrong with one of several draws. */
export type LedgerFault =
  | (Fault & { draw_no: number })
  | LinkFault
  | WinFault
  | { fault: "missing"; draw_no: number; numbers: NumberRange };

/** The result of the verification of several draws. */
export interface LedgerVerification {
  faults: LedgerFault[];
  /** The numbers before the newest draw that are not there. If the ledger is whole, these draws may be under way. */
  absent: NumberRange[];
  /** The newest history link that follows from the draws. */
  newest: { link_no: number; link: string };
  /** How many people have a win that counts. */
  holders: number;
  notCompared: NotCompared;
}

/**
 * Verifies draws, which are in number order, each alone and all against each other. `isWhole`: these are all draws of a
 * ledger, so none may be missing that a later draw knows to have ended. Pure: it reads no table.
 */
export function verifyLedger(
  draws: readonly EndedDraw[],
  { isWhole, beacon }: { isWhole: boolean; beacon: BeaconCheck },
): LedgerVerification {
  const absent = findMissingNumbers(draws.map(({ draw_no }) => draw_no));
  const ended = draws.reduce((newest, { link_no }) => Math.max(newest, link_no), 0);
  const missing = absent
    .filter(({ first }) => isWhole && first <= ended)
    .map(
      ({ first, last }): LedgerFault => ({
        fault: "missing",
        draw_no: first,
        numbers: { first, last: Math.min(last, ended) },
      }),
    );
  const links = verifyLinks(draws);
  const { faults, ...wins } = verifyWins(draws);
  const ofDraws = draws.flatMap((draw): LedgerFault[] =>
    draw.format === "lottery-draw-v1"
      ? verifyDraw(draw, beacon).map((fault) => ({ ...fault, draw_no: draw.draw_no }))
      : [],
  );
  return {
    faults: [...missing, ...links.faults, ...faults, ...ofDraws],
    absent,
    newest: links.newest,
    ...wins,
  };
}
