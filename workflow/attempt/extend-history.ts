import type { HistoryLink } from "../../data/ledger/history-links.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { computeLink, FIRST_LINK } from "../draw/history-link.ts";
import { computeFailureReceipt } from "../draw/receipt.ts";

/** One run links at most so many draws; the next run links the next ones. */
const DRAWS_PER_RUN = 50;

export type ExtendHistory = ReturnType<typeof createExtendHistory>;

/**
 * Creates the function that links the draws that have ended, in number order, up to the first one that is under way. A
 * missing or malformed record ends the history there: later draws go on with the last link before it, which shows the gap.
 */
export function createExtendHistory({ ledger }: { ledger: Ledger }) {
  /** Returns the newest link. */
  return async function extendHistory(): Promise<HistoryLink> {
    const stored = (await ledger.links.readNewest()) ?? { link_no: 0, link: FIRST_LINK };
    let { link_no, link } = stored;
    for (const { drawNo, draw } of await ledger.listAfter(link_no, DRAWS_PER_RUN)) {
      if (!draw || draw.status === "drawing" || drawNo !== link_no + 1) break;
      link = computeLink(link, draw.status === "drawn" ? draw.receipt : computeFailureReceipt(draw));
      link_no = drawNo;
    }
    if (link_no > stored.link_no) await ledger.links.advance({ link_no, link });
    return { link_no, link };
  };
}
