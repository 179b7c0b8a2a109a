import type { DrawRules } from "../../data/ledger/rules.ts";
import type { Texts } from "../locales/texts.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";

/** Names a campaign in a text: its name in quotes, or its number. */
export function nameCampaign(
  { no, name }: { no: number; name?: string | undefined },
  { campaign }: Texts,
): string {
  if (name !== undefined) return campaign.named(escapeMrkdwn(name));
  return no === 1 ? campaign.first : campaign.numbered(no);
}

/** Names the campaign of a draw; undefined if it is the first one and has no name. */
export function nameCampaignOf({ rules }: { rules: DrawRules }, texts: Texts): string | undefined {
  return rules.campaign && nameCampaign(rules.campaign, texts);
}
