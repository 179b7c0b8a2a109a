import type { EndedRecord } from "../../data/ledger/draw-record.ts";
import type { PersonTraces } from "../../data/people/person-traces.ts";
import type { PeopleToErase, VisitedPages } from "./erase-people.ts";
import { createSalts, eraseSalt } from "./salts.ts";

/** Whether a text has an id that is not part of a longer one. The id `E1` is not in `E12`. */
function hasId(text: string, id: string): boolean {
  const around = text.split(id);
  return around.some(
    (before, i) => i < around.length - 1 && !/\w$/.test(before) && !/^\w/.test(around[i + 1] ?? ""),
  );
}

/**
 * The serials that a draw knows the person by: those at which it names them, and the one on the roster, unless the draw
 * names somebody else there, because the serial belonged to that person then.
 */
function findSerials(
  draw: EndedRecord,
  pages: VisitedPages,
  { employee_id, lottery_serial: current }: PersonTraces,
): Set<number> {
  const positions = [...pages.values()].flat();
  const results = draw.status === "drawn" ? [draw, ...draw.revisions] : [];
  const named = [...positions, ...results.flatMap(({ winners, lost }) => [...winners, ...lost])];
  const serials = named.flatMap((each) => (each.employee_id === employee_id ? [each.lottery_serial] : []));
  const isOfAnother = positions.some(
    (each) =>
      each.lottery_serial === current && each.employee_id !== undefined && each.employee_id !== employee_id,
  );
  return new Set(current === undefined || isOfAnother ? serials : [...serials, current]);
}

/** Erases one person. */
export function createPersonToErase(person: PersonTraces): PeopleToErase {
  const ids = [person.employee_id, ...person.slack_user_ids];
  return {
    isErased: (employeeId) => employeeId === person.employee_id,
    isNamedIn: (text) =>
      ids.some((id) => hasId(text, id)) || person.names.some((name) => text.includes(name)),
    isRequester: (slackUserId) => person.slack_user_ids.includes(slackUserId),
    eraseSalts(draw, pages) {
      const { roster_size } = draw;
      let { salts } = draw;
      for (const serial of findSerials(draw, pages, person))
        if (serial <= roster_size && createSalts(salts, roster_size).saltOf(serial) !== undefined)
          salts = eraseSalt(salts, roster_size, serial);
      return salts;
    },
  };
}
