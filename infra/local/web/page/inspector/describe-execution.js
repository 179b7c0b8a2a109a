/** @import { Execution } from "../types.js" */

/** @param {string} text */
export function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * What an execution does, in a few words. The draw's number is in the ledger, not in the execution's input: there is
 * none before the draw is opened, and a request that is refused at once never gets one.
 * @param {Pick<Execution, "name" | "status" | "input">} execution
 * @param {number | undefined} drawNo
 */
export function describeExecution({ name, status, input = "" }, drawNo) {
  const { input: winners, prize, revise } = parseJson(input) ?? {};
  if (revise) {
    const { kind, draw_no: of, employee_id: who } = revise;
    return `Draw ${of} · ${kind === "redraw" ? `redraw${who ? ` of ${who}` : ""}` : kind}`;
  }
  if (winners === undefined) return drawNo === undefined ? name : `Draw ${drawNo}`;
  const number =
    drawNo !== undefined
      ? `Draw ${drawNo}`
      : status === "RUNNING"
        ? "Draw (no number yet)"
        : "No draw number";
  return [number, winners === 1 ? "1 winner" : `${winners} winners`, ...(prize ? [prize] : [])].join(" · ");
}
