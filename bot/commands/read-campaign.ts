import type { Campaign } from "../../data/ledger/campaigns.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Prize } from "../../data/ledger/prizes.ts";
import { campaignOf } from "../../data/ledger/rules.ts";
import { sumDraws } from "../../workflow/attempt/sum-draws.ts";

/** The totals of a campaign contain all draws but the newest. Each draw adds earlier ones, so these are few. */
const NEWEST_DRAWS = 200;

/** A prize with the number of its winners. */
export interface CountedPrize extends Prize {
  /** How many winners it has. Those of a draw in progress count. */
  drawn: number;
  /** How many are left; 0 if more were drawn than listed. */
  left: number;
}

/** The current campaign, with the totals of all its draws. */
export interface CountedCampaign {
  campaign: Campaign;
  prizes: CountedPrize[];
  /** How many draws were decided, and how many winners they have. Void draws do not count. */
  draws: number;
  winners: number;
}

/** Creates the function that reads the current campaign. Its cost does not grow with the number of draws. */
export function createReadCampaign({ ledger }: { ledger: Ledger }) {
  /** Throws `InvalidItem`. */
  return async function readCampaign(): Promise<CountedCampaign> {
    const campaign = await ledger.campaigns.readCurrent();
    const { campaign_no, counted_to } = campaign;
    const newest = await ledger.listAfter(counted_to, NEWEST_DRAWS);
    const draws = newest.flatMap(({ draw }) => (draw ? [draw] : []));
    const sum = sumDraws(draws, campaign_no);
    const running = (prizeId: string) =>
      draws.reduce(
        (sum, { status, rules, prize_id, num_of_winners }) =>
          status === "drawing" && prize_id === prizeId && campaignOf(rules) === campaign_no
            ? sum + num_of_winners
            : sum,
        0,
      );
    const prizes = campaign.prizes.map((prize) => {
      const { prize_id, quantity } = prize;
      const taken = (campaign.drawn[prize_id] ?? 0) + (sum.drawn.get(prize_id) ?? 0) + running(prize_id);
      return { ...prize, drawn: Math.max(taken, 0), left: Math.max(quantity - taken, 0) };
    });
    return {
      campaign,
      prizes,
      draws: Math.max(campaign.draws + sum.draws, 0),
      winners: Math.max(campaign.winners + sum.winners, 0),
    };
  };
}
