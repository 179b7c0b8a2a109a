import { isDeepStrictEqual } from "node:util";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { VisitLog } from "../attempt/open-visit-log.ts";
import {
  eraseFromRecord,
  findNamedPositions,
  type PeopleToErase,
  type VisitedPages,
} from "../draw/erase-people.ts";

/** Another run may change the record at the same time. More failures than this have another cause. */
const TRIES = 5;

export type EraseFromDraw = ReturnType<typeof createEraseFromDraw>;

/**
 * Creates the function that erases people from one draw: from its record, its visit log, its hand-overs, and what its
 * execution has asked for. Each write may be repeated, so it may stop anywhere and start again.
 */
export function createEraseFromDraw({ ledger, visitLog }: { ledger: Ledger; visitLog: VisitLog }) {
  const eraseFromPages = async (drawId: string, pages: VisitedPages, people: PeopleToErase) => {
    const named = findNamedPositions(pages, people);
    if (people.everybodyAt !== undefined)
      for (const page of new Set(named.map((each) => each.page)))
        await visitLog.eraseAll(drawId, page, pages.get(page) ?? []);
    else
      for (const { page, index, employeeId } of named)
        await visitLog.eraseAt(drawId, page, index, employeeId);
  };

  const eraseHandOvers = async (drawNo: number, { isErased, isRequester }: PeopleToErase) => {
    for (const [employeeId, { handed_by }] of await ledger.handOvers.list(drawNo))
      if (isErased(employeeId)) await ledger.handOvers.erase(drawNo, employeeId);
      else if (handed_by !== undefined && isRequester(handed_by))
        await ledger.handOvers.eraseAuthor(drawNo, employeeId, handed_by);
  };

  /** Returns false if the record cannot be changed now: the draw is under way or has pending work. */
  return async function eraseFromDraw(drawNo: number, people: PeopleToErase): Promise<boolean> {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const draw = await ledger.read(drawNo);
      if (!draw || draw.status === "drawing") return false;
      const pages = await visitLog.readAll(draw.draw_id);
      const erased = eraseFromRecord(draw, pages, people);
      const isErased = isDeepStrictEqual(erased, draw);
      if (!isErased && !(await ledger.erasing.replace(draw, erased))) continue;
      await eraseFromPages(draw.draw_id, pages, people);
      await eraseHandOvers(drawNo, people);
      if (!isErased || draw.erasures !== undefined)
        await ledger.executions.erase(draw.draw_id, { isRequester: erased.requested_by === undefined });
      return true;
    }
    return false;
  };
}
