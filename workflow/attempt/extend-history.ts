import type { Campaign } from "../../data/ledger/campaigns.ts";
import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { HistoryLink } from "../../data/ledger/history-links.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { computeLink, FIRST_LINK } from "../draw/history-link.ts";
import { computeFailureReceipt } from "../draw/receipt.ts";
import { sumDraws } from "./sum-draws.ts";

/** One run links at most so many draws; the next run links the next ones. */
const DRAWS_PER_RUN = 50;

export type ExtendHistory = ReturnType<typeof createExtendHistory>;

/**
 * Creates the function that links the draws that have ended, in number order, up to the first one that is under way. A
 * missing or malformed record ends the history there: later draws continue from the last link before it, which shows the gap.
 */
export function createExtendHistory({ ledger }: { ledger: Ledger }) {
  /** Extends the history and the totals of the current campaign by the same draws. Returns the newest link. */
  return async function extendHistory(campaign: Campaign): Promise<HistoryLink> {
    const stored = (await ledger.links.readNewest()) ?? { link_no: 0, link: FIRST_LINK };
    let { link_no, link } = stored;
    const counted: DrawRecord[] = [];
    const from = Math.min(link_no, campaign.counted_to);
    for (const { drawNo, draw } of await ledger.listAfter(from, DRAWS_PER_RUN)) {
      const isLinked = drawNo <= link_no;
      if (!draw || draw.status === "drawing" || (!isLinked && drawNo !== link_no + 1)) break;
      if (drawNo > campaign.counted_to) counted.push(draw);
      if (isLinked) continue;
      link = computeLink(link, draw.status === "drawn" ? draw.receipt : computeFailureReceipt(draw));
      link_no = drawNo;
    }
    if (link_no > stored.link_no) await ledger.links.advance({ link_no, link });
    const last = counted.at(-1);
    if (last)
      await ledger.campaigns.addDraws(campaign, sumDraws(counted, campaign.campaign_no), last.draw_no);
    return { link_no, link };
  };
}
