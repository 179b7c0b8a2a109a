import type { CampaignTotals } from "../../data/ledger/campaigns.ts";
import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import { campaignOf } from "../../data/ledger/rules.ts";

/**
 * Sums up the decided draws of a campaign. A redraw does not change a sum, and void draws count, because their void
 * subtracts them.
 */
export function sumDraws(draws: readonly DrawRecord[], campaignNo: number): CampaignTotals {
  const drawn = new Map<string, number>();
  let decided = 0;
  let winners = 0;
  for (const { status, rules, prize_id, num_of_winners } of draws) {
    if (status !== "drawn" || campaignOf(rules) !== campaignNo) continue;
    decided++;
    winners += num_of_winners;
    if (prize_id !== undefined) drawn.set(prize_id, (drawn.get(prize_id) ?? 0) + num_of_winners);
  }
  return { draws: decided, winners, drawn };
}
