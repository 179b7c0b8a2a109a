import * as z from "zod";

/** A win, as an item of the winners' table names it. Without a campaign, it belongs to the first one. */
const win = z.object({
  draw_id: z.string().optional(),
  draw_no: z.int().positive().optional(),
  campaign_no: z.int().positive().optional(),
  won_at: z.string().optional(),
});

export type Win = z.output<typeof win>;

/**
 * An item of the winners' table. With a time at which it expires it is a claim: a draw that is under way holds the person.
 * Without, it is a permanent win. A win from before the ledger has no attribute but `employee_id`.
 */
export const claim = z.object({
  employee_id: z.string(),
  ...win.shape,
  /** The round of claims of the attempt that made the claim. */
  claim_round: z.number().optional(),
  /** Epoch seconds, after which DynamoDB may delete the item. */
  claim_expires_at: z.number().optional(),
  /** The same for a claim on a person with earlier wins, which DynamoDB must not delete. */
  held_until: z.number().optional(),
  void: z.literal(true).optional(),
  /** Earlier wins that are not void, oldest first: of other campaigns, or of draws after which people may win again. */
  wins: z.array(win).optional(),
});

export type Claim = z.output<typeof claim>;

/** When a claim expires (epoch seconds); undefined for a permanent win. */
export function findExpiry({ claim_expires_at, held_until }: Claim): number | undefined {
  return held_until ?? claim_expires_at;
}

/** All permanent wins of a person that are not void, oldest first. */
export function winsOf(item: Claim): Win[] {
  const { draw_id, draw_no, campaign_no, won_at, wins = [] } = item;
  // An item that names no draw is a win, whatever else it contains.
  const isWin = (findExpiry(item) === undefined || draw_id === undefined) && !item.void;
  return isWin ? [...wins, win.parse({ draw_id, draw_no, campaign_no, won_at })] : wins;
}

/** The draw for which a person's earlier wins are considered. */
export interface WinScope {
  campaignNo: number;
  /** Whether earlier winners may win again. */
  again: boolean;
}

/** The newest win that keeps a person from winning the draw. */
export function findCountingWin(item: Claim, { campaignNo, again }: WinScope): Win | undefined {
  return again ? undefined : winsOf(item).findLast(({ campaign_no = 1 }) => campaign_no === campaignNo);
}
