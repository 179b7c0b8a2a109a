import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { Employee } from "../../data/people/employee.ts";
import type { VisitLog } from "../../workflow/attempt/open-visit-log.ts";
import { exportEntry } from "../../workflow/draw/export-entry.ts";
import { findPosition } from "../../workflow/draw/find-position.ts";
import { findVisits, type Visits } from "../../workflow/draw/find-visits.ts";
import { findPage, joinPages } from "../../workflow/draw/roster-pages.ts";
import { LARGEST_TREE } from "../../workflow/draw/roster-tree.ts";
import { formatOwnEntry, type ListedEntry } from "../messages/entry.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import type { CommandServices } from "./command.ts";
import { type Asking, createFindCaller } from "./find-caller.ts";

/** Creates `/lottery verify <draw> me`: shows people their own entry in a draw, and proves it. */
export function createVerifyMe(services: CommandServices & { visitLog: VisitLog }) {
  const { texts, ledger, visitLog, chain, now } = services;
  const findCaller = createFindCaller(services);

  const readVisits = async (draw: DrawRecord, employee: Employee): Promise<Visits> => {
    if (draw.status !== "drawn") return { serial: employee.lottery_serial, own: [], other: undefined };
    const pagesOfAttempts = [draw.pages, ...draw.revisions.map(({ pages }) => pages)];
    const attempts = await Promise.all(pagesOfAttempts.map((pages) => visitLog.read(draw.draw_id, pages)));
    return findVisits(draw, attempts, employee);
  };

  /** Returns what the list of a draw says about an employee, under the name of that time if the draw has visited them. */
  const readEntry = async (
    draw: DrawRecord,
    employee: Employee,
    { serial, own }: Visits,
  ): Promise<ListedEntry> => {
    if (serial > draw.roster_size && draw.roster_size > 0) return { kind: "beyond" };
    if (draw.seals.length === 0)
      return { kind: draw.beacon !== "none" && draw.status === "drawing" ? "not sealed yet" : "unsealed" };
    const root = draw.roster_pages?.[findPage(serial)];
    if (root === undefined) return { kind: "large" };
    const leaves = joinPages([await ledger.rosterPages.read(draw.draw_id, root)]);
    const employee_name =
      own.flatMap(({ visited }) => visited.employee_name ?? [])[0] ?? employee.employee_name;
    return exportEntry(draw, { ...employee, employee_name, lottery_serial: serial }, leaves);
  };

  /** Answers a person who asks about their own entry in the draw `drawNo`. */
  return async function verifyMe(drawNo: number, asking: Asking): Promise<Message> {
    const draw = await ledger.read(drawNo);
    if (!draw) return formatParagraph(texts.history.unknownDraw(drawNo));
    const employee = await findCaller(draw, asking);
    if ("blocks" in employee) return employee;
    const visits = await readVisits(draw, employee);
    const listed = await readEntry(draw, employee, visits);
    const isOrdered = draw.status === "drawn" && draw.roster_size <= LARGEST_TREE && listed.kind !== "beyond";
    const position =
      isOrdered && visits.own.length === 0
        ? findPosition(Buffer.from(draw.seed, "hex"), draw.roster_size, visits.serial)
        : undefined;
    return formatOwnEntry({ draw, employee, listed, visits, position }, { chain, texts, now: now() });
  };
}
