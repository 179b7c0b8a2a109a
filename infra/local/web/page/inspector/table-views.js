import { formatDate } from "../shared/date.js";
import { groupDigits } from "../shared/group-digits.js";
import { texts } from "../shared/texts.js";

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
 * @typedef {object} TableView the presentation of a table
 * @property {string} title
 * @property {Column[]} columns
 * @property {(item: Item) => boolean} [isMain] whether an item is a main row; other items are listed below, by their keys
 * @property {(a: Item, b: Item) => number} [compare] the order; without it, the item that changed last is first
 * @property {(item: Item) => boolean} [isOver] whether an item no longer counts: its row is crossed out
 */

/** @param {unknown} value */
export const formatCell = (value) =>
  value === undefined || value === null
    ? ""
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);

/** @param {unknown} count */
const formatCount = (count) => (typeof count === "number" ? groupDigits(count) : formatCell(count));

/** @param {string} name */
const attribute = (name) =>
  function readAttribute(/** @type {Item} */ item) {
    return formatCell(item[name]);
  };

/** @param {unknown} time ISO 8601 or ms; any other value is shown as it is */
const formatTime = (time) => {
  const date = new Date(typeof time === "number" ? time : String(time));
  if (time === undefined || Number.isNaN(date.getTime())) return formatCell(time);
  return formatDate(date, "{date_short_pretty} {time}");
};

/** @param {unknown} list @returns {Item[]} */
const listOf = (list) => (Array.isArray(list) ? list : []);

/**
 * Counts the current and the void wins of a draw.
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
 * Describes the status of a draw. The record of a void draw keeps the status "drawn".
 * @param {Item} draw
 */
function describeDraw(draw) {
  const { status, error } = draw;
  const { draws } = texts.tables;
  if (isVoidDraw(draw)) return draws.void;
  if (status === "failed") return error === undefined ? draws.failed : draws.failedWith(formatCell(error));
  const { voided } = countWins(draw);
  if (status === "drawn") return voided > 0 ? draws.redrawn(voided) : draws.drawn;
  return status === "drawing" ? draws.drawing : formatCell(status);
}

/** @param {Item} draw */
function describeWinners(draw) {
  const { status, num_of_winners: asked } = draw;
  const count = status === "drawn" ? countWins(draw).current : status === "failed" ? 0 : undefined;
  return count === asked
    ? formatCount(count)
    : texts.tables.draws.winnersOf(count === undefined ? "…" : formatCount(count), formatCount(asked));
}

/**
 * Describes an item of the winners' table, which may be a win or only a claim.
 * @param {Item} win
 */
function describeWin(win) {
  const { winners } = texts.tables;
  if (win["void"]) return winners.void;
  const { claim_expires_at: until } = win;
  if (until !== undefined) return winners.claimedUntil(formatTime(Number(until) * 1_000));
  return win["draw_id"] === undefined ? winners.wonEarlier : winners.won;
}

/**
 * Returns the day on which an employee left or will leave, as in `2026-01-31`, or an empty text.
 * @param {Item} employee
 */
const leavingDay = ({ left_at: left }) =>
  left ? String(left).replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3") : "";

const { employees, winners, draws } = texts.tables;

/** @type {Record<string, TableView>} by the environment variable with the table's name */
const VIEWS = {
  EMPLOYEE_TABLE: {
    title: employees.title,
    columns: [
      { title: employees.serial, width: "14%", read: attribute("lottery_serial") },
      { title: employees.name, read: attribute("employee_name") },
      { title: employees.employeeId, width: "28%", read: attribute("employee_id") },
      { title: employees.left, width: "25%", read: leavingDay },
    ],
    compare: (a, b) => Number(a["lottery_serial"] ?? Infinity) - Number(b["lottery_serial"] ?? Infinity),
    isOver: (employee) => leavingDay(employee) !== "" && !(Date.parse(leavingDay(employee)) > Date.now()),
  },
  WINNERS_TABLE: {
    title: winners.title,
    columns: [
      { title: winners.employeeId, width: "28%", read: attribute("employee_id") },
      { title: winners.draw, width: "16%", read: attribute("draw_no") },
      { title: winners.state, read: describeWin },
      { title: winners.since, read: ({ won_at, claimed_at }) => formatTime(won_at ?? claimed_at) },
    ],
    isOver: (win) => Boolean(win["void"]),
  },
  DRAWS_TABLE: {
    title: draws.title,
    columns: [
      { title: draws.draw, width: "16%", read: attribute("draw_no") },
      { title: draws.status, width: "37%", read: describeDraw },
      { title: draws.winners, width: "21%", read: describeWinners },
      { title: draws.prize, read: attribute("prize") },
    ],
    isMain: ({ draw_no, status }) => draw_no !== undefined && status !== undefined,
    compare: (a, b) => Number(b["draw_no"]) - Number(a["draw_no"]),
    isOver: isVoidDraw,
  },
};

/**
 * Returns the view of a table. A table without a view of its own shows the keys of its items.
 * @param {Pick<Table, "table" | "name" | "keys">} table
 * @returns {TableView}
 */
export const viewOf = ({ table, name, keys }) => VIEWS[table] ?? { title: name, columns: keyColumns(keys) };

/** @param {readonly string[]} keys */
export const keyColumns = (keys) => keys.map((key) => ({ title: key, read: attribute(key) }));

/**
 * Returns the draw numbers by the names of their executions.
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
