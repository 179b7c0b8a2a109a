import type { Campaign } from "../../data/ledger/campaigns.ts";
import type { CommandLedger } from "../../data/ledger/command-ledger.ts";
import type { DrawRecord } from "../../data/ledger/draw-record.ts";
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
  /** How many draws were decided and are not void, and how many winners they have. */
  draws: number;
  winners: number;
  /** The draws in progress, of this and earlier campaigns. */
  running: { drawNo: number; isOfCampaign: boolean }[];
  prizes: CountedPrize[];
  /** At the newest draw; undefined if it is not among the draws that were read. */
  rosterSize: number | undefined;
}

/** Creates the function that reads the current campaign. Its cost does not grow with the number of draws. */
export function createReadCampaign({ ledger }: { ledger: CommandLedger }) {
  /** Throws `InvalidItem`. */
  return async function readCampaign(): Promise<CountedCampaign> {
    const campaign = await ledger.campaigns.readCurrent();
    const { campaign_no, counted_to } = campaign;
    const newest = await ledger.listAfter(counted_to, NEWEST_DRAWS);
    const draws = newest.flatMap(({ draw }) => (draw ? [draw] : []));
    const sums = sumDraws(draws, campaign_no);
    const isOfCampaign = ({ rules }: DrawRecord) => campaignOf(rules) === campaign_no;
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
      const taken = (campaign.drawn[prize_id] ?? 0) + (sums.drawn.get(prize_id) ?? 0) + running(prize_id);
      return { ...prize, drawn: Math.max(taken, 0), left: Math.max(quantity - taken, 0) };
    });
    return {
      campaign,
      draws: Math.max(campaign.draws + sums.draws, 0),
      winners: Math.max(campaign.winners + sums.winners, 0),
      running: draws
        .filter(({ status }) => status === "drawing")
        .map((draw) => ({ drawNo: draw.draw_no, isOfCampaign: isOfCampaign(draw) })),
      prizes,
      rosterSize: draws.at(-1)?.roster_size,
    };
  };
}
