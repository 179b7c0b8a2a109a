import { Fragment } from "preact";
import { useId, useState } from "preact/hooks";
import { html } from "../shared/html.js";
import { texts } from "../shared/texts.js";
import { Json, Nothing } from "./panel.js";
import { keyColumns, viewOf } from "./table-views.js";

/**
 * @import { Table } from "../types.js"
 * @import { Column, Item } from "./table-views.js"
 */

/** The number of rows that are shown of each table. */
const SHOWN = 60;

/**
 * @param {{ item: Item, columns: Column[], isFresh: boolean, isOver: boolean }} props
 */
function Row({ item, columns, isFresh, isOver }) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [first = "", ...others] = columns.map(({ read }) => read(item));
  return html`<${Fragment}>
    <tr class=${`${isFresh ? "fresh" : ""}${isOver ? " over" : ""}`}>
      <th scope="row">
        <button type="button" aria-expanded=${isOpen} aria-controls=${id} title=${first} onClick=${() => setOpen(!isOpen)}>
          ${isOver ? html`<s>${first}</s>` : first || texts.tables.noValue}
        </button>
      </th>
      ${others.map((cell) => html`<td title=${cell}>${cell}</td>`)}
    </tr>
    ${
      isOpen &&
      html`<tr id=${id}>
        <td class="unfolded" colspan=${columns.length}>
          <${Json} value=${item} />
        </td>
      </tr>`
    }
  <//>`;
}

/**
 * @param {object} props
 * @param {string} props.title
 * @param {Column[]} props.columns
 * @param {[string, Item][]} props.rows
 * @param {Set<string>} props.fresh the keys of the items that changed last
 * @param {(item: Item) => boolean} [props.isOver]
 */
const Rows = ({ title: name, columns, rows, fresh, isOver = () => false }) =>
  html`<table aria-label=${name}>
    <thead>
      <tr>${columns.map(({ title, width }) => html`<th scope="col" style=${{ width }}>${title}</th>`)}</tr>
    </thead>
    <tbody>
      ${rows.map(
        ([key, item]) =>
          html`<${Row} key=${key} item=${item} columns=${columns} isFresh=${fresh.has(key)} isOver=${isOver(item)} />`,
      )}
    </tbody>
  </table>`;

/** @param {{ table: Table }} props */
function SingleTable({ table }) {
  const { name, keys, count, items, fresh } = table;
  const { title, columns, isMain = () => true, compare, isOver } = viewOf(table);
  const newestFirst = [...items].reverse();
  const main = newestFirst.filter(([, item]) => isMain(item));
  const rows = (compare ? main.sort(([, a], [, b]) => compare(a, b)) : main).slice(0, SHOWN);
  const others = newestFirst.filter(([, item]) => !isMain(item)).slice(0, SHOWN);
  const shown = rows.length + others.length;
  return html`<details class="table" open>
    <summary><h3>${title}</h3> <code>${name}</code> <span class="count">${texts.tables.items(count)}</span></summary>
    ${
      rows.length === 0
        ? html`<${Nothing}>${texts.tables.empty}<//>`
        : html`<${Rows} title=${title} columns=${columns} rows=${rows} fresh=${fresh} isOver=${isOver} />`
    }
    ${
      others.length > 0 &&
      html`<details class="others">
        <summary>${texts.tables.others}</summary>
        <${Rows} title=${texts.tables.othersOf(title)} columns=${keyColumns(keys)} rows=${others} fresh=${fresh} />
      </details>`
    }
    ${count > shown && html`<${Nothing}>${texts.tables.shown(shown, count)}<//>`}
  </details>`;
}

/** The tables that change most are on top. */
const ORDER = ["WINNERS_TABLE", "DRAWS_TABLE", "EMPLOYEE_TABLE"];

/** The tables, updated live. @param {{ tables: Table[] }} props */
export const Tables = ({ tables }) =>
  html`${[...tables].sort((a, b) => ORDER.indexOf(a.table) - ORDER.indexOf(b.table)).map((table) => html`<${SingleTable} key=${table.table} table=${table} />`)}`;
