import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";
import { roundTime } from "../beacon/chain.ts";
import type { ExportedDraw } from "./exported-draw.ts";
import { findLead, findPostingTime } from "./seal-time.ts";

/** How a draw was sealed, by the seal that counts. Times are Unix milliseconds. */
interface SealSummary {
  round: number;
  publishedAt: number;
  /** When its message was posted, and how many seconds before the round. Undefined if it is only in the ledger. */
  postedAt: number | undefined;
  lead: number | undefined;
  /** How many seals did not count, because they were posted too late. */
  earlier: number;
  /** Whether the seal fixes the roster, and not only its size. */
  isRosterSealed: boolean;
}

/** What people want to know about a valid draw, as facts for texts in any language. */
export interface DrawSummary {
  seal: SealSummary | undefined;
  /** How many people were erased from the record. */
  erased: number;
}

/** Summarizes a draw for people. It says nothing about whether the draw is valid. */
export function summarizeDraw(draw: ExportedDraw, chain: BeaconChain): DrawSummary {
  const last = draw.seals.at(-1);
  const erased = [draw, ...draw.revisions]
    .flatMap(({ positions }) => positions)
    .filter(({ person, employee_id }) => person !== undefined && employee_id === undefined);
  return {
    seal: last && {
      round: last.round,
      publishedAt: roundTime(chain, last.round),
      postedAt: findPostingTime(last),
      lead: findLead(last, chain),
      earlier: draw.seals.length - 1,
      isRosterSealed: draw.roster_digest !== undefined,
    },
    erased: new Set(erased.map(({ person }) => person)).size,
  };
}
