import type { Campaign } from "../../data/ledger/campaigns.ts";
import type { DrawRules, RequestedRules } from "../../data/ledger/rules.ts";

/**
 * The rules of a draw that is opened in this campaign, in the order in which seals and receipts contain them. A first
 * campaign without a name is not mentioned.
 */
export function fixRules({ campaign_no: no, name }: Campaign, requested: RequestedRules = {}): DrawRules {
  const { departments, joined_before, again } = requested;
  return {
    ...((no > 1 || name !== undefined) && { campaign: { no, ...(name !== undefined && { name }) } }),
    ...(departments && { departments }),
    ...(joined_before !== undefined && { joined_before }),
    ...(again && { again }),
  };
}
