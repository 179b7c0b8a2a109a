import pMap from "p-map";
import { REQUESTS_AT_ONCE } from "../../../data/dynamodb/requests-at-once.ts";
import type { DrawRecord } from "../../../data/ledger/draw-record.ts";
import type { Ledger } from "../../../data/ledger/ledger.ts";
import type { VisitLog } from "../../../workflow/attempt/open-visit-log.ts";
import type { VisitedPages } from "../../../workflow/draw/erase-people.ts";

const DRAWS_PER_PAGE = 100;

/** A record of the ledger is malformed, so it is unknown which people it names. */
class MalformedRecord extends Error {
  override readonly name = "MalformedRecord";
}

/**
 * Calls `visit` for each draw of the ledger, several at once, with a function that reads all pages of its visit log. Returns
 * the results in number order. Throws `MalformedRecord`.
 */
export async function forEachDraw<Result>(
  { ledger, visitLog }: { ledger: Ledger; visitLog: VisitLog },
  visit: (draw: DrawRecord, readPages: () => Promise<VisitedPages>) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let last = 0; ; ) {
    const entries = await ledger.listAfter(last, DRAWS_PER_PAGE);
    const visited = await pMap(
      entries,
      ({ drawNo, draw }) => {
        if (!draw) throw new MalformedRecord(`The record of draw ${drawNo} is malformed. Correct it first.`);
        return visit(draw, () => visitLog.readAll(draw.draw_id));
      },
      { concurrency: REQUESTS_AT_ONCE },
    );
    results.push(...visited);
    const newest = entries.at(-1);
    if (!newest) return results;
    last = newest.drawNo;
  }
}
