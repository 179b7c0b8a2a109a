import { texts } from "../shared/texts.js";
import { parseJson } from "./panel.js";

/** @import { Execution } from "../types.js" */

/**
 * Describes an execution in a few words. The draw number comes from the ledger: it is not part of the input, because it
 * is given when the draw is opened. A rejected request has none.
 * @param {Pick<Execution, "name" | "status" | "input">} execution
 * @param {number | undefined} drawNo
 */
export function describeExecution({ name, status, input = "" }, drawNo) {
  const {
    draw,
    redraw,
    redrawOf,
    noNumberYet,
    noNumber,
    winners: formatWinners,
    ...kinds
  } = texts.executions;
  const { input: winners, prize, revise } = parseJson(input) ?? {};
  if (revise) {
    const { kind, draw_no: revisedNo, employee_id: employeeId } = revise;
    const change = kind !== "redraw" ? kinds.void : employeeId ? redrawOf(employeeId) : redraw;
    return `${draw(revisedNo)} · ${change}`;
  }
  // Anybody can start an execution with any input.
  if (typeof winners !== "number") return drawNo === undefined ? name : draw(String(drawNo));
  const number = drawNo !== undefined ? draw(String(drawNo)) : status === "RUNNING" ? noNumberYet : noNumber;
  return [number, formatWinners(winners), ...(prize ? [prize] : [])].join(" · ");
}
