import { formatDate } from "../shared/date.js";

/**
 * @import { Table } from "../types.js"
 *
 * @typedef {Record<string, unknown>} Item
 *
 * @typedef {object} Column
 * @property {string} title
 * @property {(item: Item) => string} read
 * @property {string} [width]
 *
 * @typedef {object} TableView how the items of a table are shown
 * @property {string} title
 * @property {Column[]} columns
 * @property {(item: Item) => boolean} [isMain] the other items of the table are listed below, by their keys
 * @property {(a: Item, b: Item) => number} [compare] without it, the item that changed last is first
 * @property {(item: Item) => boolean} [isOver] the item counts no more: its row is crossed out
 */

/** @param {unknown} value */
export const formatCell = (value) =>
  value === undefined || value === null
    ? ""
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);

/** @param {string} name */
const attribute = (name) => (/** @type {Item} */ item) => formatCell(item[name]);

/** @param {unknown} time ISO 8601 or ms, or anything else that somebody has written there */
const formatTime = (time) => {
  const date = new Date(typeof time === "number" ? time : String(time));
  if (time === undefined || Number.isNaN(date.getTime())) return formatCell(time);
  return formatDate(date, "{date_short_pretty} {time}");
};

/** @param {unknown} list @returns {Item[]} */
const listOf = (list) => (Array.isArray(list) ? list : []);

/**
 * How many of a draw's wins count, and how many are void.
 * @param {Item} draw
 */
function countWins({ winners }) {
  const all = listOf(winners);
  const current = all.filter((winner) => !winner["void"]).length;
  return { current, voided: all.length - current };
}

/** @param {Item} draw */
const isVoidDraw = (draw) => draw["status"] === "drawn" && countWins(draw).current === 0;

/**
 * The status of a draw in words. The record of a void draw still says "drawn".
 * @param {Item} draw
 */
function describeDraw(draw) {
  const { status, error } = draw;
  if (isVoidDraw(draw)) return "void";
  if (status === "failed") return error === undefined ? "failed" : `failed: ${formatCell(error)}`;
  const { voided } = countWins(draw);
  if (status === "drawn" && voided > 0) return `drawn, ${voided} redrawn`;
  return status === "drawing" ? "being drawn" : formatCell(status);
}

/** @param {Item} draw */
function describeWinners(draw) {
  const { status, num_of_winners: asked } = draw;
  const count = status === "drawn" ? countWins(draw).current : status === "failed" ? 0 : undefined;
  return count === undefined
    ? `… of ${formatCell(asked)}`
    : count === asked
      ? String(count)
      : `${count} of ${formatCell(asked)}`;
}

/**
 * What an item of the winners' table means. Only some of them are wins.
 * @param {Item} win
 */
function describeWin(win) {
  if (win["void"]) return "void";
  const { claim_expires_at: until } = win;
  if (until !== undefined) return `claimed until ${formatTime(Number(until) * 1_000)}`;
  return win["draw_id"] === undefined ? "won earlier" : "won";
}

/**
 * The day on which an employee left or will leave, as in `2026-01-31`; empty if there is none.
 * @param {Item} employee
 */
const leavingDay = ({ left_at: left }) =>
  left ? String(left).replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3") : "";

/** @type {Record<string, TableView>} by the variable of the table's name */
const VIEWS = {
  EMPLOYEE_TABLE: {
    title: "Employees",
    columns: [
      { title: "No.", width: "14%", read: attribute("lottery_serial") },
      { title: "Name", read: attribute("employee_name") },
      { title: "Employee id", width: "28%", read: attribute("employee_id") },
      { title: "Left", width: "25%", read: leavingDay },
    ],
    compare: (a, b) => Number(a["lottery_serial"] ?? Infinity) - Number(b["lottery_serial"] ?? Infinity),
    isOver: (employee) => leavingDay(employee) !== "" && !(Date.parse(leavingDay(employee)) > Date.now()),
  },
  WINNERS_TABLE: {
    title: "Winners",
    columns: [
      { title: "Employee id", width: "28%", read: attribute("employee_id") },
      { title: "Draw", width: "16%", read: attribute("draw_no") },
      { title: "State", read: describeWin },
      { title: "Since", read: ({ won_at, claimed_at }) => formatTime(won_at ?? claimed_at) },
    ],
    isOver: (win) => Boolean(win["void"]),
  },
  DRAWS_TABLE: {
    title: "Draws",
    columns: [
      { title: "Draw", width: "16%", read: attribute("draw_no") },
      { title: "Status", width: "37%", read: describeDraw },
      { title: "Winners", width: "21%", read: describeWinners },
      { title: "Prize", read: attribute("prize") },
    ],
    isMain: ({ draw_no, status }) => draw_no !== undefined && status !== undefined,
    compare: (a, b) => Number(b["draw_no"]) - Number(a["draw_no"]),
    isOver: isVoidDraw,
  },
};

/**
 * @param {Pick<Table, "table" | "name" | "keys">} table
 * @returns {TableView}
 */
export const viewOf = ({ table, name, keys }) => VIEWS[table] ?? { title: name, columns: keyColumns(keys) };

/** @param {readonly string[]} keys */
export const keyColumns = (keys) => keys.map((key) => ({ title: key, read: attribute(key) }));

/**
 * The numbers of the draws, by the names of the executions that draw them.
 * @param {readonly Pick<Table, "items">[]} tables
 */
export function findDrawNumbers(tables) {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  for (const { items } of tables)
    for (const { draw_id: id, draw_no: number, status } of items.values())
      if (typeof id === "string" && typeof number === "number" && status !== undefined)
        numbers.set(id, number);
  return numbers;
}
