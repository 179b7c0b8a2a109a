import type { Campaign } from "../../data/ledger/campaigns.ts";
import type { DrawnRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";

const DRAWS_PER_PAGE = 200;
/**
 * Draws are opened in about the order of their numbers, and a draw that takes long still belongs to the campaign before. No
 * draw so much older than a campaign is followed by one of it.
 */
const MARGIN_MS = 24 * 60 * 60 * 1_000;

export interface CampaignDraws {
  campaign: Campaign;
  /** The decided draws of the campaign, in number order. */
  draws: DrawnRecord[];
  /** The number of the newest draw of all; undefined if there is none. */
  newest: number | undefined;
}

/**
 * Reads all decided draws of the current campaign. It pages through the ledger from the newest draw to the start of the
 * campaign: one request for each 200 draws or megabyte. Throws `InvalidItem` if a record is malformed: it may belong to the
 * campaign, and nothing may be missing silently.
 */
export async function readCampaignDraws(
  ledger: Pick<Ledger, "campaigns" | "history">,
): Promise<CampaignDraws> {
  const campaign = await ledger.campaigns.readCurrent();
  const { campaign_no, started_at } = campaign;
  const oldest = started_at === undefined ? Number.NEGATIVE_INFINITY : Date.parse(started_at) - MARGIN_MS;
  const draws: DrawnRecord[] = [];
  let newest: number | undefined;
  let before: number | undefined;
  for (;;) {
    const { entries, more } = await ledger.history(DRAWS_PER_PAGE, before);
    newest ??= entries[0]?.drawNo;
    for (const { drawNo, draw } of entries) {
      if (!draw) throw new LotteryError("InvalidItem", `The record of draw ${drawNo} is malformed.`);
      const isOwn = (draw.rules.campaign?.no ?? 1) === campaign_no;
      if (isOwn && draw.status === "drawn") draws.push(draw);
      if (!isOwn && Date.parse(draw.requested_at) < oldest)
        return { campaign, draws: draws.reverse(), newest };
      before = drawNo;
    }
    if (!more) return { campaign, draws: draws.reverse(), newest };
  }
}
