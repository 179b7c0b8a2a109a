import type { EndedDraw } from "./exported-draw.ts";
import { computeLink, FIRST_LINK } from "./history-link.ts";
import type { NumberRange } from "./number-ranges.ts";
import { computeFailureReceipt } from "./receipt.ts";

/** A link, and the number of the last draw that it covers. */
interface HistoryLink {
  link_no: number;
  link: string;
}

/** A draw whose link does not fit the draws before it. */
export interface LinkFault {
  fault: "link";
  draw_no: number;
  /** One of these draws was changed, removed or added, or the draw itself was. Undefined if there can be no such link. */
  suspects: NumberRange | undefined;
}

function receiptOf(draw: EndedDraw): string {
  return draw.format === "lottery-draw-v1" ? draw.receipt : computeFailureReceipt(draw);
}

type Draws = readonly EndedDraw[];

/** Draws with the same `link_no`, which must contain the same link. In the order of these numbers. */
function groupByLink(draws: Draws): Draws[] {
  return [...Map.groupBy(draws, ({ link_no }) => link_no)]
    .toSorted(([a], [b]) => a - b)
    .map(([, group]) => group);
}

/**
 * Verifies the history links of draws, which are in number order. If draws are missing, the link that the next draw
 * contains is taken for theirs; after a fault, too, so that a changed draw is not reported with every later one. Also
 * returns the newest link.
 */
export function verifyLinks(draws: Draws): { faults: LinkFault[]; newest: HistoryLink } {
  const byNumber = new Map(draws.map((draw) => [draw.draw_no, draw]));
  const faults: LinkFault[] = [];
  let newest: HistoryLink = { link_no: 0, link: FIRST_LINK };
  let verified = 0;

  /** Computes the links up to a number, as far as the draws are there. */
  const extendTo = (end: number) => {
    for (let next = byNumber.get(newest.link_no + 1); next && next.draw_no <= end; ) {
      newest = { link_no: next.draw_no, link: computeLink(newest.link, receiptOf(next)) };
      next = byNumber.get(next.draw_no + 1);
    }
  };

  for (const group of groupByLink(draws)) {
    const [{ link_no, link } = newest] = group;
    extendTo(link_no);
    const isComputed = newest.link_no === link_no;
    const expected = isComputed ? newest.link : link;
    for (const draw of group) {
      if (draw.link_no >= draw.draw_no)
        faults.push({ fault: "link", draw_no: draw.draw_no, suspects: undefined });
      else if (draw.link !== expected) {
        const suspects = verified < link_no ? { first: verified + 1, last: link_no } : undefined;
        faults.push({ fault: "link", draw_no: draw.draw_no, suspects });
      }
    }
    if (!group.some((draw) => draw.link === expected) || !isComputed) newest = { link_no, link };
    verified = link_no;
  }
  extendTo(Number.POSITIVE_INFINITY);
  return { faults, newest };
}
